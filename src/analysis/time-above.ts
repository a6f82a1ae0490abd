import { sortedValues } from './sorted-values.ts';

/**
 * How much of the time is spent in frames longer than each threshold (ms): percent of the sum of all intervals, in the order of the
 * thresholds (CapFrameX's L-shape). NaN without frames; missing intervals are left out.
 */
export function timeAbove(
  intervals: ArrayLike<number>,
  thresholdsMs: ArrayLike<number>,
  options: { scratch?: Float64Array | undefined } = {},
): Float64Array {
  return sortedTimeAbove(sortedValues(intervals, 0, options.scratch), thresholdsMs);
}

/** The same of intervals that are sorted already, as `sortedValues` has them. */
export function sortedTimeAbove(sorted: Float64Array, thresholdsMs: ArrayLike<number>): Float64Array {
  /** Time of the frames from each one on. */
  const fromMs = new Float64Array(sorted.length + 1);
  for (let k = sorted.length - 1; k >= 0; k--) fromMs[k] = (fromMs[k + 1] as number) + (sorted[k] as number);
  return Float64Array.from(thresholdsMs, (threshold) => {
    const above = firstAbove(sorted, threshold);
    return (100 * (fromMs[above] as number)) / (fromMs[0] as number);
  });
}

/** The index of the first value that is greater; their number when none is. */
function firstAbove(sorted: Float64Array, threshold: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) > threshold) high = middle;
    else low = middle + 1;
  }
  return low;
}
