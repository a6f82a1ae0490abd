/** The buckets of a histogram at one moment, as data. */
export interface HistogramState {
  /** Samples of each bucket, the first of which is the histogram's bucket `first`. */
  readonly counts: Float64Array;
  readonly first: number;
  /** Samples too small for any bucket. */
  readonly zeros: number;
  readonly min: number;
  readonly max: number;
}

/** The buckets of a histogram; its count and its sum are cells. Hot: `add` allocates nothing once the bucket it needs exists. */
export interface Histogram {
  /** Smallest and largest sample, which the handle keeps; NaN while empty. */
  min: number;
  max: number;
  /** Samples of each bucket from `first` on, as they stand: no copy, and another array once there are more buckets. @internal */
  readonly counts: Float64Array;
  /** @internal */
  readonly first: number;
  /** Samples too small for any bucket. @internal */
  readonly zeros: number;
  /** Counts a sample that the handle has already found to be a finite number; false: this histogram cannot hold it. */
  add(value: number): boolean;
  /** Adds the samples of another, with its `min` and `max`; false, and nothing: its buckets are not the same. */
  merge(other: Histogram): boolean;
  /** As it stands; a copy. */
  state(): HistogramState;
  /** Adds what the same histogram elsewhere has grown by from one state to a later one; false, and nothing: its buckets are not the same. */
  grow(now: HistogramState, before: HistogramState | null): boolean;
  /** The value at a rank of the sorted samples, counted from 0. */
  valueAtRank(rank: number): number;
  /** Ascending; `upperBound` is inclusive. */
  buckets(): { upperBound: number; count: number }[];
}

/**
 * The quantile of a histogram, with the rank of statistics.md (`h = (N − 1)·q`, linear between neighbouring ranks), so
 * that it errs by no more than one bucket's width from the quantile of the samples themselves.
 */
export function histogramQuantile(histogram: Histogram, count: number, q: number): number {
  if (!(count > 0) || !(q >= 0 && q <= 1)) return Number.NaN;
  const { min, max } = histogram;
  const valueAt = (rank: number) => {
    if (rank === 0) return min;
    return rank === count - 1 ? max : Math.min(Math.max(histogram.valueAtRank(rank), min), max);
  };
  const rank = (count - 1) * q;
  const low = valueAt(Math.floor(rank));
  return low + (valueAt(Math.ceil(rank)) - low) * (rank % 1);
}

/** Makes `histogram` reach as far as another; one that is empty (NaN) reaches nowhere. */
export function widen(histogram: Histogram, { min, max }: { readonly min: number; readonly max: number }): void {
  if (min < histogram.min || Number.isNaN(histogram.min)) histogram.min = min;
  if (max > histogram.max || Number.isNaN(histogram.max)) histogram.max = max;
}
