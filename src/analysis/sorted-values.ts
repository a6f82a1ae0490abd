import { finish, inSteps, STEP, type Steps } from './steps.ts';

/**
 * Copies the finite values greater than `above` and sorts them ascending.
 * The copy lies in `scratch` when that is at least as long as `values` (it must be another array), else, or where there are more than a step's, in a new
 * array: use it before `scratch` is used again.
 */
export function sortedValues(values: ArrayLike<number>, above: number, scratch?: Float64Array): Float64Array {
  return finish(sortedValuesSteps(values, above, scratch));
}

/**
 * The same in steps: runs of `STEP` values are sorted each by itself, then merged two by two.
 *
 *     runs        3 7 9 | 1 2 8 | 4 5 6
 *     one pass    1 2 3 7 8 9   | 4 5 6
 *     the next    1 2 3 4 5 6 7 8 9
 */
export function* sortedValuesSteps(
  values: ArrayLike<number>,
  above: number,
  scratch?: Float64Array,
): Steps<Float64Array> {
  const copy = scratch && scratch.length >= values.length ? scratch : new Float64Array(values.length);
  let count = 0;
  yield* inSteps(values.length, (from, to) => {
    count = copyFinite(values, above, copy, count, from, to);
  });
  if (count > STEP) yield;
  let sorted = copy.subarray(0, count);
  // A typed array sorts by number without a comparator, several times faster than an array with one.
  for (let from = 0; from < count; from += STEP) {
    sorted.subarray(from, from + STEP).sort();
    if (count > STEP) yield;
  }
  let merged = count > STEP ? new Float64Array(count) : sorted;
  for (let length = STEP; length < count; length *= 2) {
    for (let from = 0; from < count; from += 2 * length) {
      const middle = Math.min(count, from + length);
      const end = Math.min(count, middle + length);
      let left = from;
      let right = middle;
      for (let k = from; k < end; k++) {
        const isLeft = left < middle && (right === end || (sorted[left] as number) <= (sorted[right] as number));
        merged[k] = sorted[isLeft ? left++ : right++] as number;
        if ((k + 1) % STEP === 0) yield;
      }
    }
    [sorted, merged] = [merged, sorted];
  }
  return sorted;
}

/** Copies what of some values is finite and greater than `above` behind the `count` that are there; gives how many there are then. */
function copyFinite(
  values: ArrayLike<number>,
  above: number,
  copy: Float64Array,
  count: number,
  from: number,
  to: number,
): number {
  for (let i = from; i < to; i++) {
    const value = values[i] as number;
    // 0 in place of -0, which only a sort of all values at once would put before it.
    if (value > above && value < Infinity) copy[count++] = value + 0;
  }
  return count;
}
