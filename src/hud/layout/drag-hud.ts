import type { HudModel } from '../model/hud-model.ts';
import { clampSize, placeAt, type SizedMode } from '../model/layout.ts';
import { windowOf } from '../parts/window-of.ts';

/** Moves the HUD with the pointer, by what is around its buttons, from a press on. */
export function dragHud(event: PointerEvent, hud: HudModel): void {
  const { hudBox, view } = measure(event);
  const [fromX, fromY] = [hudBox.left - event.clientX, hudBox.top - event.clientY];
  follow(event, hud, ({ clientX, clientY }) => ({
    place: placeAt(fromX + clientX, fromY + clientY, hudBox, view),
  }));
}

/** Resizes the HUD with the pointer: the corner that it stands in stays. */
export function resizeHud(event: PointerEvent, hud: HudModel, mode: SizedMode): void {
  const { hudBox } = measure(event);
  const { scale, sizes } = hud.layout.peek();
  const [startX, startY] = [event.clientX, event.clientY];
  const corner = cornerOf(event.currentTarget as Element);
  const outX = corner.endsWith('left') ? 1 : -1;
  const outY = corner.startsWith('top') ? 1 : -1;
  follow(event, hud, ({ clientX, clientY }) => ({
    sizes: {
      ...sizes,
      [mode]: clampSize(mode, {
        width: (hudBox.width + outX * (clientX - startX)) / scale,
        height: (hudBox.height + outY * (clientY - startY)) / scale,
      }),
    },
  }));
}

/** Resizes it by keys, so many pixels to the right and down. */
export function nudgeSize(element: Element, hud: HudModel, mode: SizedMode, right: number, down: number): void {
  const { width, height } = hudOf(element).getBoundingClientRect();
  const { scale, sizes } = hud.layout.peek();
  const corner = cornerOf(element);
  const size = {
    width: width / scale + (corner.endsWith('left') ? right : -right),
    height: height / scale + (corner.startsWith('top') ? down : -down),
  };
  hud.setLayout({ sizes: { ...sizes, [mode]: clampSize(mode, size) } });
}

const hudOf = (element: Element) => element.closest('.hud') as HTMLElement;
const cornerOf = (element: Element) => hudOf(element).dataset.corner ?? '';

function measure({ currentTarget }: PointerEvent) {
  const element = currentTarget as Element;
  const { innerWidth, innerHeight } = windowOf(element);
  return { hudBox: hudOf(element).getBoundingClientRect(), view: { width: innerWidth, height: innerHeight } };
}

/** Changes the layout with the pointer until it is let go. */
function follow(
  event: PointerEvent,
  hud: HudModel,
  layoutAt: (event: PointerEvent) => Parameters<HudModel['setLayout']>[0],
): void {
  if (event.button !== 0) return;
  const element = event.currentTarget as HTMLElement;
  element.setPointerCapture(event.pointerId);
  const abort = new AbortController();
  let hasMoved = false;
  const move = hud.measured((next: PointerEvent) => {
    hasMoved = true;
    hud.setLayout(layoutAt(next), false);
  });
  const end = hud.measured(() => {
    abort.abort();
    if (hasMoved) hud.setLayout({});
  });
  element.addEventListener('pointermove', move, { signal: abort.signal });
  for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
    element.addEventListener(type, end, { signal: abort.signal });
}
