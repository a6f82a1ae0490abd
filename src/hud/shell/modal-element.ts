/** The fullscreen element, also one inside of open shadow roots. */
export function fullscreenElementOf(document: Document): Element | null {
  let element = document.fullscreenElement;
  for (let inner = element; inner; inner = inner.shadowRoot?.fullscreenElement ?? null) element = inner;
  return element;
}

/** Tells what makes all outside of it inert, after an element, if any, was seen to open: the modal dialog that opened last, else the fullscreen element. */
export function createModalFinder(document: Document): (opened?: Element) => Element | null {
  // In the order in which they opened: the document does not tell, only its events do.
  const dialogs = new Set<Element>();
  return (opened) => {
    const open = [...document.querySelectorAll('dialog[open]:modal')];
    for (const dialog of dialogs) if (!open.includes(dialog)) dialogs.delete(dialog);
    for (const dialog of open) dialogs.add(dialog);
    if (opened !== undefined && dialogs.delete(opened)) dialogs.add(opened);
    return [...dialogs].at(-1) ?? fullscreenElementOf(document);
  };
}

/** Whether children of an element are shown: not those of a canvas or a video, nor what a shadow root has no slot for. */
export function showsChildren(element: Element): boolean {
  const child = element.ownerDocument.createElement('div');
  child.style.cssText = 'all: initial !important; position: fixed !important';
  element.append(child);
  const isShown = child.getClientRects().length > 0;
  child.remove();
  return isShown;
}
