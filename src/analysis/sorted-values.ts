/**
 * Copies the finite values greater than `above` and sorts them ascending.
 * The copy lies in `scratch` when that is at least as long as `values` (it must be another array), else in a new array:
 * use it before `scratch` is used again.
 */
export function sortedValues(values: ArrayLike<number>, above: number, scratch?: Float64Array): Float64Array {
  const copy = scratch && scratch.length >= values.length ? scratch : new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > above && value < Infinity) copy[count++] = value;
  }
  // A typed array sorts by number without a comparator, several times faster than an array with one.
  return copy.subarray(0, count).sort();
}
