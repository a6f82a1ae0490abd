/** What a histogram or timer holds; `min` and `max` are NaN while it is empty. */
export interface HistogramValue {
  readonly type: 'histogram' | 'timer';
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** The value below which the fraction `q` (0 to 1) of the samples lies; NaN while empty. Within 1.1 % at scale 5. */
  quantile(q: number): number;
  /** The buckets that hold samples, ascending: upper bounds (inclusive) and the samples in each. */
  buckets(): { readonly upperBound: number; readonly count: number }[];
}

/** The value of any metric. A missing value is NaN, never 0. */
export type MetricValue =
  | { readonly type: 'counter'; readonly value: number }
  | { readonly type: 'gauge'; readonly value: number }
  | HistogramValue
  /** `perSecond` over the last second, `weighted` over all time, the newest most; NaN until two frames have ended. */
  | { readonly type: 'rate'; readonly count: number; readonly perSecond: number; readonly weighted: number };
