/** Where samples go. Hot: `record` allocates nothing once the buckets it needs exist. */
export interface Histogram {
  /** Smallest and largest sample; NaN while empty. */
  readonly min: number;
  readonly max: number;
  /** Adds a sample that the handle has already found to be a finite number; false: this histogram cannot hold it. */
  record(value: number): boolean;
  /** The value at a rank of the sorted samples, counted from 0. */
  valueAtRank(rank: number): number;
  /** The buckets that hold samples, ascending; `upperBound` is inclusive. */
  buckets(): { upperBound: number; count: number }[];
  /** Points the histogram at the two cells that hold its count and its sum (`values[slot]`, `values[slot + 1]`). */
  bind(values: Float64Array, slot: number): void;
}

/**
 * The quantile of a histogram, with the rank of statistics.md (`h = (N − 1)·q`, linear between neighbouring ranks), so
 * that it errs by no more than one bucket's width from the quantile of the samples themselves.
 */
export function histogramQuantile(histogram: Histogram, count: number, q: number): number {
  if (!(count > 0) || !(q >= 0 && q <= 1)) return Number.NaN;
  const rank = (count - 1) * q;
  const lower = Math.floor(rank);
  const low = histogram.valueAtRank(lower);
  const high = rank > lower ? histogram.valueAtRank(lower + 1) : low;
  return low + (high - low) * (rank - lower);
}
