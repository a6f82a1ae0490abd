import { Handle } from './handle.ts';
import type { HistogramValue } from './metric-value.ts';

/** What a histogram without a metric behind it answers. */
const EMPTY: HistogramValue = Object.freeze({
  type: 'histogram',
  count: 0,
  sum: 0,
  min: Number.NaN,
  max: Number.NaN,
  quantile: () => Number.NaN,
  buckets: () => [],
});

/** Samples counted in buckets; no sample is kept. */
export class HistogramHandle extends Handle {
  /**
   * Hot: adds a sample. A non-finite value is dropped and counted in `framescope:dropped_updates`; so is a negative one,
   * unless the metric has explicit boundaries: exponential buckets have no place for it.
   */
  record(value: number): void {
    if (!(typeof value === 'number' && value - value === 0 && this.histogram.record(value))) this.drop(value);
  }

  get value(): HistogramValue {
    const value = this.read();
    return value !== null && (value.type === 'histogram' || value.type === 'timer') ? value : EMPTY;
  }
}
