import type { HudModel } from '../model/hud-model.ts';
import { shieldKeys } from '../shield-keys.ts';

const PRESSES = ['pointerdown', 'mousedown', 'touchstart'];
const RELEASES = ['pointerup', 'pointercancel', 'mouseup', 'touchend', 'touchcancel'];
const MOVES = ['pointermove', 'mousemove', 'touchmove'];
const OTHERS = [
  'pointerover',
  'pointerout',
  'mouseover',
  'mouseout',
  'wheel',
  'click',
  'auxclick',
  'dblclick',
  'contextmenu',
  'beforeinput',
  'input',
  'compositionstart',
  'compositionupdate',
  'compositionend',
  'cut',
  'copy',
  'paste',
];

/**
 * Keeps what happens inside of the HUD from the page's handlers, and the focus with the page. What began in the page also ends
 * there: a drag that is let go over the HUD. Of presses, listeners of the page's in the capture phase come before all that is done here; keys are
 * kept from them, too.
 *
 * @param measured has what it does counted as the HUD's own
 */
export function isolateEvents(element: HTMLElement, measured: HudModel['measured']): () => void {
  // The HUD may be in a window of its own.
  const view = element.ownerDocument.defaultView ?? window;
  const abort = new AbortController();
  const { signal } = abort;
  const listen = (types: readonly string[], listener: (event: Event) => void) => {
    for (const type of types)
      element.addEventListener(type, measured(listener), { signal, passive: type !== 'mousedown' });
  };
  const stop = (event: Event) => event.stopPropagation();
  let isPressed = false;
  let presses = 0;
  listen(PRESSES, (event) => {
    isPressed = true;
    presses++;
    stop(event);
    const target = event.composedPath()[0] as Partial<Element>;
    // A click on a figure must not take the keyboard from the game.
    if (event.type === 'mousedown' && !target.matches?.('input, select, textarea')) event.preventDefault();
  });
  listen(RELEASES, (event) => {
    if (isPressed) stop(event);
  });
  listen(MOVES, (event) => {
    if (isPressed || !(event as PointerEvent).buttons) stop(event);
  });
  listen(OTHERS, stop);
  // A press may end anywhere; its mouse events come in the same task.
  const release = () => {
    const released = presses;
    setTimeout(() => {
      // The second press of a double click may be there already.
      if (presses === released) isPressed = false;
    });
  };
  for (const type of ['pointerup', 'pointercancel']) view.addEventListener(type, release, { signal, capture: true });

  const stopShield = shieldKeys(view);
  return () => {
    stopShield();
    abort.abort();
  };
}
