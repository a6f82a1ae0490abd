import type { FrameReading } from './backend.ts';
import { ExplicitHistogram } from './explicit-histogram.ts';
import { ExponentialHistogram } from './exponential-histogram.ts';
import { histogramQuantile } from './histogram.ts';
import { HistogramHandle } from './histogram-handle.ts';
import { formatMetricId } from './metric-id.ts';
import type { MetricQuery } from './metric-query.ts';
import type { AnyHandle, MetricsRegistry } from './metrics-registry.ts';

interface Totals {
  sum: number;
  count: number;
  min: number;
  max: number;
}

/** The values of the metrics of one selection: as they are, or over a window of the frame history. */
export class SelectedMetrics {
  readonly #registry: MetricsRegistry;
  readonly #query: MetricQuery;
  readonly #windowMs: number;
  #handles: readonly AnyHandle[] = [];
  #revision = -1;

  constructor(registry: MetricsRegistry, query: MetricQuery, windowMs: number) {
    this.#registry = registry;
    this.#query = query;
    this.#windowMs = windowMs;
  }

  sum(): number {
    const { sum, count } = this.totals();
    return count > 0 ? sum : Number.NaN;
  }

  /** Of all values: a gauge's, one a frame of a window; a counter's total or growth; the samples of a histogram. */
  totals(): Totals {
    const totals: Totals = { sum: 0, count: 0, min: Number.NaN, max: Number.NaN };
    for (const handle of this.#selected()) {
      if (Number.isNaN(this.#windowMs)) addNow(totals, handle);
      else this.#addWindow(totals, handle);
    }
    return totals;
  }

  perSecond(): number {
    let perSecond = Number.NaN;
    for (const handle of this.#selected()) {
      const window = this.#readWindow(`${formatMetricId(handle.id)}${isSampled(handle) ? '#count' : ''}`);
      // Each over its own time: rows of one may be a second apart, and another may have come just now.
      const rate = window === null ? Number.NaN : (window.growth * 1000) / window.elapsedMs;
      if (Number.isFinite(rate)) perSecond = (perSecond || 0) + rate;
    }
    return perSecond;
  }

  /** Of gauges: of their values, those of each frame in a window. Of histograms: of everything they recorded, since buckets keep no times. */
  quantile(q: number): number {
    const handles = this.#selected();
    if (handles.some(isSampled)) {
      return Number.isNaN(this.#windowMs) && handles.every(isSampled) ? mergedQuantile(handles, q) : Number.NaN;
    }
    const values = handles.flatMap((handle) => {
      if (Number.isNaN(this.#windowMs)) return [numberOf(handle)];
      return [...(this.#readWindow(formatMetricId(handle.id))?.values ?? [])];
    });
    return quantileOf(values, q);
  }

  #addWindow(totals: Totals, handle: AnyHandle): void {
    const key = formatMetricId(handle.id);
    if (isSampled(handle)) {
      totals.sum += this.#readWindow(`${key}#sum`)?.growth || 0;
      totals.count += this.#readWindow(`${key}#count`)?.growth || 0;
      return;
    }
    const window = this.#readWindow(key);
    if (window === null) return;
    if ('set' in handle) for (const value of window.values) addValue(totals, value);
    else addValue(totals, window.growth);
  }

  #readWindow(key: string): FrameReading | null {
    return this.#registry.backend.recorder?.readWindow?.(key, this.#windowMs) ?? null;
  }

  #selected(): readonly AnyHandle[] {
    const registry = this.#registry;
    if (this.#revision !== registry.revision) {
      this.#handles = registry.query(this.#query);
      this.#revision = registry.revision;
    }
    return this.#handles;
  }
}

function isSampled(handle: AnyHandle): handle is HistogramHandle {
  return handle instanceof HistogramHandle;
}

/** The quantile of what several have recorded together; NaN when their buckets are not the same. */
function mergedQuantile(handles: readonly HistogramHandle[], q: number): number {
  const [first] = handles;
  if (first === undefined || handles.length === 1) return first?.value.quantile(q) ?? Number.NaN;
  const { boundaries } = first.descriptor;
  const merged = boundaries ? new ExplicitHistogram(boundaries) : new ExponentialHistogram();
  let count = 0;
  for (const { histogram, values, slot } of handles) {
    if (!merged.merge(histogram)) return Number.NaN;
    count += values[slot] as number;
  }
  return histogramQuantile(merged, count, q);
}

/** What a metric that is not sampled is at this moment. */
function numberOf(handle: AnyHandle): number {
  const value = handle.read();
  return value === null || 'quantile' in value ? Number.NaN : value.type === 'rate' ? value.perSecond : value.value;
}

function addNow(totals: Totals, handle: AnyHandle): void {
  if (!isSampled(handle)) {
    addValue(totals, numberOf(handle));
    return;
  }
  const { count, sum, min, max } = handle.value;
  totals.sum += sum;
  totals.count += count;
  addRange(totals, min, max);
}

function addValue(totals: Totals, value: number): void {
  if (Number.isNaN(value)) return;
  totals.sum += value;
  totals.count++;
  addRange(totals, value, value);
}

/** NaN changes nothing, and is replaced. */
function addRange(totals: Totals, min: number, max: number): void {
  if (min < totals.min || Number.isNaN(totals.min)) totals.min = min;
  if (max > totals.max || Number.isNaN(totals.max)) totals.max = max;
}

/** Of numbers in any order, NaN left out; linear between neighbours (statistics.md's "type 7"). */
function quantileOf(values: readonly number[], q: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const rank = (sorted.length - 1) * q;
  const low = sorted[Math.floor(rank)] ?? Number.NaN;
  return low + ((sorted[Math.ceil(rank)] ?? low) - low) * (rank % 1);
}
