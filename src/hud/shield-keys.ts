/** Whether what listens has dealt with a key that was pressed: nobody else gets it. */
export type KeyListener = (event: KeyboardEvent) => boolean;

interface Shield {
  /** One of each who asked for it, the first first. */
  readonly listeners: Set<KeyListener>;
  stop(): void;
}

const shields = new WeakMap<Window, Shield>();
/** Copies of events that are under way, with what they are copies of. */
const copies = new WeakMap<Event, KeyboardEvent>();

/** The key's event that the browser sent, where the HUD got a copy of it. While the copy is under way, only the page can have prevented it. */
export const originalKey = (event: Event): KeyboardEvent | undefined => copies.get(event);

/**
 * Keeps the keys that are pressed in a HUD from all listeners of the page, also from those in the capture phase, which come before
 * the HUD's: engines that listen there prevent what keys do, and nothing could be typed. It has to be asked for before the page
 * listens on the window. What began in the page also ends there: a key that is let go after the focus moved into the HUD.
 *
 * @param onKeyDown is asked first about each key that is pressed in the window, wherever the focus is. Those of the page's window are
 *   asked about keys of all windows that have a HUD
 * @returns stops that
 */
export function shieldKeys(view: Window, onKeyDown: KeyListener = () => false): () => void {
  const shield = shields.get(view) ?? createShield(view);
  shields.set(view, shield);
  shield.listeners.add(onKeyDown);
  return () => {
    shield.listeners.delete(onKeyDown);
    if (shield.listeners.size > 0) return;
    shield.stop();
    shields.delete(view);
  };
}

/** All HUDs of a window have one: an event that is stopped would not reach a second one, nor its hotkeys. */
function createShield(view: Window): Shield {
  const listeners = new Set<KeyListener>();
  /** Codes of those that were pressed in a HUD. */
  const pressed = new Set<string>();
  const abort = new AbortController();
  const { signal } = abort;
  const onKey = (event: KeyboardEvent) => {
    const { type, code, repeat } = event;
    const isDown = type === 'keydown';
    const asked = [...listeners, ...(view === window ? [] : (shields.get(window)?.listeners ?? []))];
    if (isDown && asked.some((listener) => listener(event))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const isInside = event.composedPath().some((target) => (target as Partial<Element>).localName === 'framescope-hud');
    const wasInside = type !== 'keypress' && pressed.delete(code);
    // One that is held down since before the focus came is let go in the page, too.
    if (isDown && isInside && (wasInside || !repeat)) pressed.add(code);
    if (type === 'keyup' ? !wasInside : !isInside) return;
    event.stopImmediatePropagation();
    if (isInside) sendCopy(event);
  };
  for (const type of ['keydown', 'keypress', 'keyup'] as const)
    view.addEventListener(type, onKey, { signal, capture: true });
  // A key that is let go in another window is the page's when it is pressed again.
  view.addEventListener('blur', () => pressed.clear(), { signal });
  return { listeners, stop: () => abort.abort() };
}

/** Sends to the HUD what no listener gets: one that is not composed stays in the shadow tree where it begins. */
function sendCopy(event: KeyboardEvent): void {
  const { type, key, code, location, ctrlKey, shiftKey, altKey, metaKey, repeat, isComposing } = event;
  const copy = new KeyboardEvent(type, {
    ...{ key, code, location, ctrlKey, shiftKey, altKey, metaKey, repeat, isComposing },
    bubbles: true,
    cancelable: true,
  });
  copies.set(copy, event);
  event.composedPath()[0]?.dispatchEvent(copy);
  if (copy.defaultPrevented) event.preventDefault();
}
