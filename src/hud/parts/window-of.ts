/** The window that an element is in: an observer sees only what is in its own. */
export function windowOf(element: Element): Window & typeof globalThis {
  return element.ownerDocument.defaultView ?? window;
}
