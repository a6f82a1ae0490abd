import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { useHud } from '../model/hud-context.ts';
import { watchSight } from './watch-sight.ts';

/** Which of the parts of a chart cannot be seen, by their order. */
export type OutOfSight = ReadonlySignal<ReadonlySet<number>>;

const NONE: ReadonlySet<number> = new Set();

/**
 * For a canvas of several parts, each below an element of its own: those are scrolled out of sight one by one.
 *
 * @param root may be absent while there are no parts
 * @param selector of those elements, in `root`
 * @param of what they are made for: other ones come with another
 */
export function useOutOfSight(root: RefObject<Element | null>, selector: string, of: unknown): OutOfSight {
  const hud = useHud();
  const outOfSight = useSignal(NONE);
  useLayoutEffect(() => {
    outOfSight.value = NONE;
    const places = [...(root.current?.querySelectorAll(selector) ?? [])];
    const stops = places.map((place, k) =>
      watchSight(place, hud, (isInSight) => {
        const next = new Set(outOfSight.peek());
        if (isInSight) next.delete(k);
        else next.add(k);
        outOfSight.value = next;
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [hud, of]);
  return outOfSight;
}
