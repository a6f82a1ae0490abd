import { windowOf } from './window-of.ts';

/**
 * Tells when an element of the HUD is scrolled out of sight, and when it comes back; until then it counts as seen. Called inside of the
 * page's frame. Forces no layout.
 */
export function watchSight(element: Element, tell: (isInSight: boolean) => void): () => void {
  const { ResizeObserver, IntersectionObserver, getComputedStyle } = windowOf(element);
  const around: Element[] = [];
  let root = element;
  while (!root.matches('.hud')) {
    root = root.parentElement as Element;
    around.push(root);
  }
  let observer: IntersectionObserver | null = null;
  let isInSight = true;
  const set = (next: boolean) => {
    if (next === isInSight) return;
    isInSight = next;
    tell(next);
  };
  // Only where something may be scrolled out of sight: this observer costs every frame a little.
  const observe = (mayScroll: boolean) => {
    if (mayScroll === (observer !== null)) return;
    observer?.disconnect();
    observer = null;
    if (!mayScroll) return set(true);
    observer = new IntersectionObserver((entries) => set(entries.at(-1)?.isIntersecting === true));
    observer.observe(element);
  };
  const sizes = new ResizeObserver(() =>
    observe(around.some((one) => one.scrollHeight > one.clientHeight && getComputedStyle(one).overflowY !== 'visible')),
  );
  for (const one of [element, ...around]) sizes.observe(one);
  // What is beside it may have grown.
  const onScroll = () => observe(true);
  root.addEventListener('scroll', onScroll, { capture: true, passive: true });
  return () => {
    root.removeEventListener('scroll', onScroll, { capture: true });
    sizes.disconnect();
    observer?.disconnect();
  };
}
