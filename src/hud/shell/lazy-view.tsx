import type { ComponentType } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { useFailure } from '../model/hud-context.ts';

/** A view whose code is loaded when it is shown the first time. Until then there is an empty section of its class in its place. */
export function lazyView<P extends object = object>(
  name: string,
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function LazyView(props: P) {
    const fail = useFailure();
    const [View, setView] = useState(() => loaded);
    useLayoutEffect(() => {
      if (View !== null) return;
      load().then((view) => {
        loaded = view;
        setView(() => view);
      }, fail);
    }, []);
    return View === null ? <section class={name} /> : <View {...props} />;
  };
}
