import type { MetricsBackend } from './backend.ts';
import type { Cell } from './cell.ts';
import { dropReason, type OnDrop } from './dropped-updates.ts';
import { ExponentialHistogram } from './exponential-histogram.ts';
import type { Histogram } from './histogram.ts';
import type { MetricId } from './metric-id.ts';
import type { MetricValue } from './metric-value.ts';

/** Where the updates of a handle without a metric go: written like any cell, read by nobody. No branch on the hot path. */
const SINK_VALUES = new Float64Array(2);
const SINK_HISTOGRAM = new ExponentialHistogram();

/** What every handle shares: its id, and the cell that it points at. A handle stays valid when its metric is removed and comes back. */
export abstract class Handle {
  readonly id: MetricId;
  protected values: Float64Array = SINK_VALUES;
  protected slot = 0;
  protected histogram: Histogram = SINK_HISTOGRAM;
  protected cell: Cell | null = null;
  protected backend: MetricsBackend | null = null;
  private readonly onDrop: OnDrop;

  /** Handles come from a registry. @internal */
  constructor(id: MetricId, onDrop: OnDrop) {
    this.id = id;
    this.onDrop = onDrop;
  }

  /** Points the handle at a metric's cell, or with null at the sink. @internal */
  bind(backend: MetricsBackend, cell: Cell | null): void {
    this.backend = backend;
    this.cell = cell;
    this.values = cell?.values ?? SINK_VALUES;
    this.slot = cell?.slot ?? 0;
    this.histogram = cell?.histogram ?? SINK_HISTOGRAM;
  }

  /** Whether updates reach a metric; false for an unknown key and after removal. */
  get isBound(): boolean {
    return this.cell !== null;
  }

  /** The metric's value as data; null when there is no metric behind the handle. */
  read(): MetricValue | null {
    return this.cell !== null && this.backend !== null ? this.backend.read(this.cell) : null;
  }

  protected drop(value: unknown): void {
    if (this.cell !== null) this.onDrop(this.id, value, dropReason(value));
  }
}
