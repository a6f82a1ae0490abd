import type { HudModel } from '../model/hud-model.ts';
import { windowOf } from './window-of.ts';

type Tell = (isInSight: boolean) => void;

/** Tells when an element goes out of sight and comes back, until what it gives is called. */
type WatchSight = (element: Element, tell: Tell) => () => void;

/** By the root of a HUD's tree: what is watched by one observer costs less. Nothing that is watched is in another. */
const watchers = new WeakMap<Element, WatchSight>();

/** Something that is done only while an element can be seen. */
export interface SightedRun {
  /** Does it now, or else, once, when the element comes back into sight, after the page's frame. */
  run(): void;
  stop(): void;
}

/** Tells when an element goes out of sight and comes back; until it goes it counts as seen. Forces no layout. */
export function watchSight(element: Element, { measured }: Pick<HudModel, 'measured'>, tell: Tell): () => void {
  const root = element.closest('.hud') as Element;
  const watch = watchers.get(root) ?? createSightWatcher(root, measured);
  watchers.set(root, watch);
  return watch(element, tell);
}

/** An element that is scrolled out of sight has nothing written or drawn in it. */
export function whileInSight(element: Element, hud: Pick<HudModel, 'measured'>, run: () => void): SightedRun {
  let isInSight = true;
  let isMissed = false;
  let timer = 0;
  const runIfSeen = () => {
    isMissed = !isInSight;
    if (isInSight) run();
  };
  const stopWatching = watchSight(element, hud, (next) => {
    isInSight = next;
    clearTimeout(timer);
    if (isMissed) timer = window.setTimeout(hud.measured(runIfSeen));
  });
  return {
    run: runIfSeen,
    stop() {
      clearTimeout(timer);
      stopWatching();
    },
  };
}

function createSightWatcher(root: Element, measured: HudModel['measured']): WatchSight {
  const { ResizeObserver, IntersectionObserver, getComputedStyle } = windowOf(root);
  const watched = new Map<Element, { readonly tells: Set<Tell>; isInSight: boolean }>();
  const around = new Set<Element>();
  let mayScroll = false;
  const set = (element: Element, isInSight: boolean) => {
    const its = watched.get(element);
    if (its === undefined || its.isInSight === isInSight) return;
    its.isInSight = isInSight;
    for (const tell of its.tells) tell(isInSight);
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
    for (const element of watched.keys()) {
      if (mayScroll) moves.observe(element);
      else set(element, true);
    }
  };
  const scrolls = (one: Element) =>
    one.scrollHeight > one.clientHeight && getComputedStyle(one).overflowY !== 'visible';
  const onResized = measured(() => {
    // Rows come and go; one that went has no size any more.
    for (const one of around) {
      if (one.isConnected) continue;
      around.delete(one);
      sizes.unobserve(one);
    }
    observe([...around].some(scrolls));
  });
  const sizes = new ResizeObserver(onResized);
  // What is beside it may have grown.
  const onScroll = measured(() => observe(true));
  return (element, tell) => {
    if (watched.size === 0) root.addEventListener('scroll', onScroll, true);
    const its = watched.get(element) ?? { tells: new Set(), isInSight: true };
    its.tells.add(tell);
    watched.set(element, its);
    if (!its.isInSight) tell(false);
    sizes.observe(element);
    // Who is around the first that is known is known, too.
    for (let one = element.parentElement; one !== null && !around.has(one); one = one.parentElement) {
      around.add(one);
      sizes.observe(one);
    }
    if (mayScroll) moves.observe(element);
    return () => {
      its.tells.delete(tell);
      if (its.tells.size > 0) return;
      watched.delete(element);
      sizes.unobserve(element);
      moves.unobserve(element);
      if (watched.size > 0) return;
      root.removeEventListener('scroll', onScroll, true);
      sizes.disconnect();
      moves.disconnect();
      around.clear();
      mayScroll = false;
    };
  };
}
