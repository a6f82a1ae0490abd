import {
  type Cell,
  formatMetricId,
  type HistogramValue,
  type MetricDescriptor,
  type MetricsBackend,
} from '../metrics/index.ts';
import type { SessionHistogram } from './session-types.ts';
import type { SnapshotHistogram } from './snapshot-parts.ts';

interface Baseline {
  /** Another one when the metric was removed and is back, though its cell is the same. */
  readonly histogram: Cell['histogram'];
  readonly count: number;
  readonly sum: number;
  readonly counts: ReadonlyMap<number, number>;
}

/** The histograms and timers of a backend since a moment: what they held then is taken off. */
export class SessionHistograms {
  readonly #backend: MetricsBackend;
  readonly #baselines = new Map<Cell, Baseline>();

  constructor(backend: MetricsBackend) {
    this.#backend = backend;
    for (const [cell, { count, sum, buckets }] of this.#values()) {
      if (count === 0) continue;
      const counts = new Map(buckets().map((bucket) => [bucket.upperBound, bucket.count]));
      this.#baselines.set(cell, { histogram: cell.histogram, count, sum, counts });
    }
  }

  read(): SessionHistogram[] {
    return this.#values().map(([cell, value]) => {
      const { descriptor } = cell;
      const before = this.#baselines.get(cell);
      // A backend may empty a histogram instead of making another: none loses samples otherwise.
      if (before === undefined || before.histogram !== cell.histogram || value.count < before.count) {
        const { count, sum, min, max } = value;
        return { descriptor, count, sum, min, max, buckets: value.buckets() };
      }
      const buckets = value.buckets().map(({ upperBound, count }) => ({
        upperBound,
        count: count - (before.counts.get(upperBound) ?? 0),
      }));
      return {
        descriptor,
        count: value.count - before.count,
        sum: value.sum - before.sum,
        min: Number.NaN,
        max: Number.NaN,
        buckets: descriptor.boundaries ? buckets : buckets.filter(({ count }) => count > 0),
      };
    });
  }

  #values(): (readonly [Cell, HistogramValue])[] {
    return Array.from(this.#backend.cells()).flatMap((cell) => {
      const value = cell.histogram ? this.#backend.read(cell) : null;
      return value?.type === 'histogram' || value?.type === 'timer' ? [[cell, value] as const] : [];
    });
  }
}

/** A histogram as plain data; samples above the last of the user's boundaries are one count more than there are bounds. */
export function histogramToFile({ descriptor, count, sum, min, max, buckets }: SessionHistogram): SnapshotHistogram {
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    metric: formatMetricId(descriptor.id),
    count,
    sum: finite(sum),
    min: finite(min),
    max: finite(max),
    upperBounds: buckets.map(({ upperBound }) => upperBound).filter(Number.isFinite),
    counts: buckets.map((bucket) => bucket.count),
  };
}

export function histogramFromFile(file: SnapshotHistogram, descriptor: MetricDescriptor): SessionHistogram {
  return {
    descriptor,
    count: file.count,
    sum: file.sum ?? Number.NaN,
    min: file.min ?? Number.NaN,
    max: file.max ?? Number.NaN,
    buckets: file.counts.map((count, k) => ({ upperBound: file.upperBounds[k] ?? Number.POSITIVE_INFINITY, count })),
  };
}
