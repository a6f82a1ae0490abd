import type { HudModel } from '../model/hud-model.ts';
import { windowOf } from './window-of.ts';

type Tell = (isInSight: boolean) => void;

interface SightWatcher {
  watch(element: Element, tell: Tell): () => void;
}

/** By the root of a HUD's tree: what is watched by one observer costs less. */
const watchers = new WeakMap<Element, SightWatcher>();

/** Something that is done only while an element can be seen. */
export interface SightedRun {
  /** Does it now, or else, once, when the element comes back into sight, after the page's frame. */
  run(): void;
  stop(): void;
}

/** An element that is scrolled out of sight has nothing written or drawn in it; until that is known it counts as seen. Forces no layout. */
export function whileInSight(element: Element, { measured }: Pick<HudModel, 'measured'>, run: () => void): SightedRun {
  const root = element.closest('.hud') as Element;
  const watcher = watchers.get(root) ?? createSightWatcher(root, measured);
  watchers.set(root, watcher);
  let isInSight = true;
  let isMissed = false;
  let timer = 0;
  const runNow = measured(run);
  const stopWatching = watcher.watch(element, (next) => {
    isInSight = next;
    clearTimeout(timer);
    if (isInSight && isMissed) timer = window.setTimeout(runNow);
  });
  return {
    run() {
      isMissed = !isInSight;
      if (isInSight) run();
    },
    stop() {
      clearTimeout(timer);
      stopWatching();
    },
  };
}

function createSightWatcher(root: Element, measured: HudModel['measured']): SightWatcher {
  const { ResizeObserver, IntersectionObserver, getComputedStyle } = windowOf(root);
  const watched = new Map<Element, { tell: Tell; isInSight: boolean }>();
  const around = new Set<Element>();
  let mayScroll = false;
  const set = (element: Element, isInSight: boolean) => {
    const its = watched.get(element);
    if (its === undefined || its.isInSight === isInSight) return;
    its.isInSight = isInSight;
    its.tell(isInSight);
  };
  const onMoved = measured((entries: readonly IntersectionObserverEntry[]) => {
    for (const { target, isIntersecting } of entries) set(target, isIntersecting);
  });
  const moves = new IntersectionObserver(onMoved);
  // Only where something may be scrolled out of sight: this observer costs every frame a little.
  const observe = (next: boolean) => {
    if (next === mayScroll) return;
    mayScroll = next;
    if (!mayScroll) moves.disconnect();
    for (const element of watched.keys())
      if (mayScroll) moves.observe(element);
      else set(element, true);
  };
  const scrolls = (one: Element) =>
    one.scrollHeight > one.clientHeight && getComputedStyle(one).overflowY !== 'visible';
  const onResized = measured(() => observe([...around].some(scrolls)));
  const sizes = new ResizeObserver(onResized);
  // What is beside it may have grown.
  const onScroll = measured(() => observe(true));
  return {
    watch(element, tell) {
      if (watched.size === 0) root.addEventListener('scroll', onScroll, { capture: true, passive: true });
      watched.set(element, { tell, isInSight: true });
      sizes.observe(element);
      for (let one = element; one !== root; ) {
        one = one.parentElement as Element;
        if (around.has(one)) break;
        around.add(one);
        sizes.observe(one);
      }
      if (mayScroll) moves.observe(element);
      return () => {
        watched.delete(element);
        sizes.unobserve(element);
        moves.unobserve(element);
        if (watched.size > 0) return;
        root.removeEventListener('scroll', onScroll, { capture: true });
        sizes.disconnect();
        moves.disconnect();
        around.clear();
        mayScroll = false;
      };
    },
  };
}
