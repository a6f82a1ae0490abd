import { type Histogram, type HistogramState, widen } from './histogram.ts';

/** A histogram with the user's own boundaries, as the seed's `buckets`: bucket k holds `bound[k−1] < x ≤ bound[k]`, the last the rest. */
export class ExplicitHistogram implements Histogram {
  min = Number.NaN;
  max = Number.NaN;
  readonly #boundaries: Float64Array;
  /** One more than there are boundaries: the last counts what lies above them all (`+Inf`). @internal */
  readonly counts: Float64Array;
  /** @internal */
  readonly first = 0;
  /** @internal */
  readonly zeros = 0;

  /** @param boundaries finite and ascending, checked by the descriptor */
  constructor(boundaries: readonly number[]) {
    this.#boundaries = Float64Array.from(boundaries);
    this.counts = new Float64Array(boundaries.length + 1);
  }

  add(value: number): boolean {
    const boundaries = this.#boundaries;
    let low = 0;
    let high = boundaries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value <= (boundaries[middle] as number)) high = middle;
      else low = middle + 1;
    }
    (this.counts[low] as number)++;
    return true;
  }

  merge(other: Histogram): boolean {
    const isSame = other instanceof ExplicitHistogram && String(other.#boundaries) === String(this.#boundaries);
    return isSame && this.grow(other.state(), null);
  }

  state(): HistogramState {
    return { counts: this.counts.slice(), first: 0, zeros: 0, min: this.min, max: this.max };
  }

  grow(now: HistogramState, before: HistogramState | null): boolean {
    if (now.counts.length !== this.counts.length) return false;
    for (let k = 0; k < this.counts.length; k++)
      (this.counts[k] as number) += (now.counts[k] as number) - (before?.counts[k] ?? 0);
    widen(this, now);
    return true;
  }

  /** Linear inside a bucket, as Prometheus' histogram_quantile, between the smallest and the largest sample. */
  valueAtRank(rank: number): number {
    let below = 0;
    const bucket = this.counts.findIndex((count) => {
      below += count;
      return rank < below;
    });
    const low = Math.max(this.#boundaries[bucket - 1] ?? this.min, this.min);
    const high = Math.min(this.#boundaries[bucket] ?? this.max, this.max);
    return high - (high - low) * ((below - rank - 0.5) / (this.counts[bucket] as number));
  }

  /** Every bucket, the empty ones too: the user chose them. */
  buckets(): { upperBound: number; count: number }[] {
    return Array.from(this.counts, (count, k) => ({ upperBound: this.#boundaries[k] ?? Infinity, count }));
  }
}
