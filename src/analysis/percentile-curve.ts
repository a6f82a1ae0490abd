import { quantile } from './quantile.ts';
import { sortedValues } from './sorted-values.ts';

/** 0 to 99 in whole percent, then 99.1 to 100 in tenths: the tail is what is looked for. */
const PERCENTS = Float64Array.from({ length: 110 }, (_, k) => (k < 100 ? k : (990 + k - 99) / 10));

export interface PercentileCurveOptions {
  /** Which percentiles, 0 to 100. Default: 0 to 99 in whole percent, then in tenths to 100. */
  percents?: ArrayLike<number> | undefined;
  /** Room to sort in, at least as long as the intervals; overwritten. */
  scratch?: Float64Array | undefined;
}

export interface PercentileCurve {
  readonly percents: ArrayLike<number>;
  /** Frame time in ms that so many percent of the frames took at most; NaN without frames. */
  readonly ms: Float64Array;
}

/** The percentiles of frame intervals (ms) as the columns of a chart: type 7 quantiles, missing intervals left out. */
export function percentileCurve(intervals: ArrayLike<number>, options: PercentileCurveOptions = {}): PercentileCurve {
  const percents = options.percents ?? PERCENTS;
  return { percents, ms: sortedPercentiles(sortedValues(intervals, 0, options.scratch), percents) };
}

/** The same of intervals that are sorted already, as `sortedValues` has them. */
export function sortedPercentiles(sorted: Float64Array, percents: ArrayLike<number>): Float64Array {
  return Float64Array.from(percents, (percent) => quantile(sorted, percent / 100));
}
