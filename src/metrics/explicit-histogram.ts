import type { Histogram } from './histogram.ts';

/** A histogram with the user's own boundaries, as the seed's `buckets`: bucket k holds `bound[k−1] < x ≤ bound[k]`, the last the rest. */
export class ExplicitHistogram implements Histogram {
  min = Number.NaN;
  max = Number.NaN;
  private readonly boundaries: Float64Array;
  /** One more than there are boundaries: the last counts what lies above them all (`+Inf`). */
  private readonly counts: Float64Array;
  private values: Float64Array = new Float64Array(2);
  private slot = 0;

  /** @param boundaries finite and ascending, checked by the descriptor */
  constructor(boundaries: readonly number[]) {
    this.boundaries = Float64Array.from(boundaries);
    this.counts = new Float64Array(boundaries.length + 1);
  }

  bind(values: Float64Array, slot: number): void {
    this.values = values;
    this.slot = slot;
  }

  record(value: number): boolean {
    const { boundaries, values, slot } = this;
    let low = 0;
    let high = boundaries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value <= (boundaries[middle] as number)) high = middle;
      else low = middle + 1;
    }
    (this.counts[low] as number)++;
    (values[slot] as number)++;
    (values[slot + 1] as number) += value;
    if (!(value >= this.min)) this.min = value;
    if (!(value <= this.max)) this.max = value;
    return true;
  }

  /** Linear inside a bucket, as Prometheus' histogram_quantile, between the smallest and the largest sample. */
  valueAtRank(rank: number): number {
    let below = 0;
    for (let k = 0; k < this.counts.length; k++) {
      const count = this.counts[k] as number;
      if (rank < below + count) {
        const low = Math.max(this.boundaries[k - 1] ?? this.min, this.min);
        const high = Math.min(this.boundaries[k] ?? this.max, this.max);
        return low + (high - low) * ((rank - below + 0.5) / count);
      }
      below += count;
    }
    return this.max;
  }

  /** Every bucket, the empty ones too: the user chose them. */
  buckets(): { upperBound: number; count: number }[] {
    return Array.from(this.counts, (count, k) => ({ upperBound: this.boundaries[k] ?? Infinity, count }));
  }
}
