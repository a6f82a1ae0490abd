import type { HudCorner } from './hud-types.ts';

const CORNER_CSS_PX = 48;
const HOLD_MS = 600;
/** A finger that rests moves so much. */
const REST_CSS_PX = 10;
/** Within this time the browser makes a click of a finger that was lifted, if it does. */
const CLICK_MS = 500;

/** Listens for a finger that is held in one of some corners of the page: where there are no keys, the HUD comes and goes by it. The page gets all events. */
export function listenCornerHold(cornersOf: () => readonly HudCorner[], onHold: () => void): () => void {
  const abort = new AbortController();
  let timer = 0;
  let startX = 0;
  let startY = 0;
  let wasHeld = false;
  const end = () => clearTimeout(timer);
  const listen = (types: readonly string[], listener: (event: PointerEvent) => void) => {
    for (const type of types)
      window.addEventListener(type, listener as EventListener, { signal: abort.signal, capture: true, passive: true });
  };
  listen(['pointerdown'], ({ pointerType, isPrimary, clientX, clientY }) => {
    end();
    wasHeld = false;
    if (pointerType !== 'touch' || !isPrimary) return;
    const isIn = (corner: HudCorner) => {
      const fromX = corner.endsWith('left') ? clientX : innerWidth - clientX;
      const fromY = corner.startsWith('top') ? clientY : innerHeight - clientY;
      return Math.max(fromX, fromY) <= CORNER_CSS_PX;
    };
    if (!cornersOf().some(isIn)) return;
    [startX, startY] = [clientX, clientY];
    timer = window.setTimeout(() => {
      wasHeld = true;
      onHold();
    }, HOLD_MS);
  });
  listen(['pointermove'], ({ clientX, clientY, isPrimary }) => {
    if (isPrimary && Math.hypot(clientX - startX, clientY - startY) > REST_CSS_PX) end();
  });
  listen(['pointerup', 'pointercancel'], () => {
    end();
    // A click that comes later is another's: of a key, or of a page's script.
    if (wasHeld)
      timer = window.setTimeout(() => {
        wasHeld = false;
      }, CLICK_MS);
  });
  // Where the HUD came under the finger, lifting it must not press the button that is there.
  const onClick = (event: Event) => {
    if (!wasHeld || (event.target as Element).localName !== 'framescope-hud') return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('click', onClick, { signal: abort.signal, capture: true });
  return () => {
    end();
    abort.abort();
  };
}
