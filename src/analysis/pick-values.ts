/** Values of a column that begins at place `first`, by their places; NaN before and behind it. A loop: Float64Array.from() would make an object a value. */
export function pickValues(
  column: ArrayLike<number>,
  first: number,
  places: ArrayLike<number>,
  picked: Float64Array,
  from: number,
  to: number,
): void {
  for (let k = from; k < to; k++) picked[k] = column[(places[k] as number) - first] ?? Number.NaN;
}
