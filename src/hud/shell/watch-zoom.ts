import { windowOf } from '../parts/window-of.ts';

/** The CSS `zoom` that applies where an element is; 1 where the browser does not tell. */
function zoomAround(element: Element): number {
  const { parentNode } = element;
  const around =
    parentNode instanceof windowOf(element).ShadowRoot ? parentNode.host : (parentNode as Partial<Element> | null);
  return around?.currentCSSZoom ?? 1;
}

/**
 * Tells the CSS `zoom` that the page has around an element whenever it has become another: what is so zoomed would be larger than its
 * window.
 *
 * @param shown in the element; its size tells that the zoom has changed
 */
export function watchZoom(
  element: Element,
  shown: Element,
  onZoom: (zoom: number) => void,
): { renew(): void; stop(): void } {
  let known = 1;
  let timer = 0;
  const renew = () => {
    const zoom = zoomAround(element);
    if (zoom === known || !(zoom > 0)) return;
    known = zoom;
    onZoom(zoom);
  };
  // Not at once: a size that changes while sizes are told is an error of the page.
  const observer = new (windowOf(element).ResizeObserver)(() => {
    timer ||= window.setTimeout(() => {
      timer = 0;
      renew();
    });
  });
  try {
    // In CSS pixels of its own it stays as large.
    observer.observe(shown, { box: 'device-pixel-content-box' });
  } catch {
    // Not everywhere; then a zoom counts that is there when it is shown.
  }
  return {
    renew,
    stop() {
      observer.disconnect();
      clearTimeout(timer);
    },
  };
}
