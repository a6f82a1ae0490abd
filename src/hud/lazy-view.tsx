import type { ComponentType } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { useFailure } from './hud-context.ts';

/** A view whose code is loaded when it is shown the first time. Until then there is an empty section of its class in its place. */
export function lazyView(name: string, load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | null = null;
  return function LazyView() {
    const fail = useFailure();
    const [View, setView] = useState(() => loaded);
    useLayoutEffect(() => {
      if (View !== null) return;
      load().then((view) => {
        loaded = view;
        setView(() => view);
      }, fail);
    }, []);
    return View === null ? <section class={name} /> : <View />;
  };
}
