/** A value that moves by less than this part of its size is drawn calm. */
const LEAST_RANGE = 0.05;

/** From 0 unless all of the values are far from it, and as far as the limit where that is near. */
export function valueRange(low: number, high: number, limit: number): { readonly low: number; readonly high: number } {
  const room = Math.max(high - low, Math.abs(high) * LEAST_RANGE, Number.MIN_VALUE);
  const isNear = limit >= low - room && limit <= high + room;
  let from = isNear ? Math.min(low, limit) : low;
  let to = isNear ? Math.max(high, limit) : high;
  if (from > 0 && from < to / 2) from = 0;
  const spare = room - (to - from);
  if (spare > 0) {
    from = from >= 0 ? Math.max(0, from - spare / 2) : from - spare / 2;
    to = from + room;
  }
  return { low: from, high: to };
}
