/** What a notch of a mouse's wheel comes as, by the event's `deltaMode`: pixels, lines, pages. */
const NOTCH = [100, 3, 1];
/** How much longer a notch makes what is shown. */
export const NOTCH_ZOOM = 1.25;
/** A pinch on a trackpad comes with Ctrl and as -100 ln(scale), see https://crrev.com/267822: so what is under the fingers stays there. */
const PINCH = 1 / Math.log(NOTCH_ZOOM);

/**
 * How many notches of a mouse's wheel an event is, one at most, since a fast wheel makes one event of several; those of a trackpad are small parts of one.
 *
 * @param delta of one axis
 */
export function wheelNotches(delta: number, { deltaMode, ctrlKey }: Pick<WheelEvent, 'deltaMode' | 'ctrlKey'>): number {
  const notches = (delta / (NOTCH[deltaMode] ?? 1)) * (ctrlKey ? PINCH : 1);
  return Math.max(-1, Math.min(1, notches));
}
