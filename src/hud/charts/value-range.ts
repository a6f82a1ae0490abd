/** A value that moves by less than this part of its size is drawn calm. */
const LEAST_RANGE = 0.05;

/** What is less cannot be counted with: of nothing, the range is one of the unit. */
const LEAST_ROOM = 1e-300;

/**
 * The least and the greatest of the first values, as `[0]` and `[1]` of `into`; infinite the wrong way round without one. NaN is neither, and so is what
 * is infinite: of that there is no axis.
 */
export function extremesOf(values: Float64Array, count: number, into: Float64Array): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    const value = values[k] as number;
    if (value < low && value > Number.NEGATIVE_INFINITY) low = value;
    if (value > high && value < Number.POSITIVE_INFINITY) high = value;
  }
  into[0] = low;
  into[1] = high;
}

/** How far an axis goes at least that has these values. */
export function roomOf(low: number, high: number): number {
  const room = Math.max(high - low, Math.abs(high) * LEAST_RANGE);
  return room > LEAST_ROOM ? room : 1;
}

/** From 0 unless all of the values are far from it, and as far as the limit where that is near. */
export function valueRange(low: number, high: number, limit: number): { readonly low: number; readonly high: number } {
  const room = roomOf(low, high);
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
