import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { createSight, SightContext, useHud } from '../model/hud-context.ts';
import { watchSight } from './watch-sight.ts';

interface Props {
  readonly class: string;
  /** Makes it a region of its own. */
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** A part of a view: figures and charts in it rest while it is scrolled out of sight, and are renewed when it comes back. */
export function Part({ class: name, label, children }: Props) {
  const hud = useHud();
  const Tag = label === undefined ? 'div' : 'section';
  const ref = useRef<HTMLDivElement>(null);
  const sight = useMemo(createSight, []);
  useLayoutEffect(() => {
    let timer = 0;
    const stop = watchSight(ref.current as Element, (isInSight) => {
      clearTimeout(timer);
      // After the page's frame.
      timer = window.setTimeout(hud.measured(() => sight.set(isInSight)));
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [hud]);
  return (
    <SightContext.Provider value={sight}>
      <Tag class={name} aria-label={label} ref={ref}>
        {children}
      </Tag>
    </SightContext.Provider>
  );
}
