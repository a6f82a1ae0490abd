import type { Cell } from './cell.ts';
import { ExponentialHistogram } from './exponential-histogram.ts';
import { Handle } from './handle.ts';
import { type Histogram, histogramQuantile } from './histogram.ts';
import { formatMetricId } from './metric-id.ts';
import type { HistogramValue } from './metric-value.ts';
import { refusal } from './metrics-error.ts';

/** The buckets of handles without a metric: filled by all, read by nobody. */
const SINK_HISTOGRAM = new ExponentialHistogram();

/** Samples counted in buckets; no sample is kept. */
export class HistogramHandle extends Handle {
  /** @internal */
  histogram: Histogram = SINK_HISTOGRAM;

  override bind(cell: Cell | null): void {
    super.bind(cell);
    this.histogram = cell?.histogram ?? SINK_HISTOGRAM;
  }

  /**
   * Hot: adds a sample. A non-finite value is dropped and counted in `framescope:dropped_updates`; so is a negative one,
   * unless the metric has explicit boundaries: exponential buckets have no place for it.
   */
  record(value: number): void {
    const { values, slot, histogram } = this;
    if (typeof value === 'number' && value - value === 0 && histogram.add(value)) {
      (values[slot] as number)++;
      (values[slot + 1] as number) += value;
      // Written so that the NaN of an empty histogram is replaced, too.
      if (!(value >= histogram.min)) histogram.min = value;
      if (!(value <= histogram.max)) histogram.max = value;
    } else this.drop(value);
  }

  /**
   * Adds everything that another histogram or timer has recorded, as if it had been recorded here.
   *
   * @throws MetricsError `type-mismatch` when the buckets of the two are not the same
   */
  merge(other: HistogramHandle): void {
    const { values, slot } = this;
    // Handles without a metric share their buckets, which hold what anybody recorded in vain.
    if (other.cell === null || this.cell === null) return;
    if (!this.histogram.merge(other.histogram)) {
      const wanted = `have those of "${formatMetricId(this.id)}"`;
      throw refusal('type-mismatch', 'merge histograms', 'the boundaries', wanted, other.descriptor.boundaries);
    }
    (values[slot] as number) += other.values[other.slot] as number;
    (values[slot + 1] as number) += other.values[other.slot + 1] as number;
  }

  /** What was recorded so far; empty when there is no metric behind the handle. */
  get value(): HistogramValue {
    return (this.read() as HistogramValue | null) ?? EMPTY;
  }
}

/** The value of a histogram as it stands; its `quantile` and `buckets` read the histogram when they are called. */
export function histogramValue(
  type: 'histogram' | 'timer',
  histogram: Histogram,
  values: Float64Array,
  slot: number,
): HistogramValue {
  return {
    type,
    count: values[slot] as number,
    sum: values[slot + 1] as number,
    min: histogram.min,
    max: histogram.max,
    quantile: (q) => histogramQuantile(histogram, values[slot] as number, q),
    buckets: () => histogram.buckets(),
  };
}

/** What a histogram without a metric behind it answers. */
const EMPTY = Object.freeze(histogramValue('histogram', new ExponentialHistogram(), new Float64Array(2), 0));
