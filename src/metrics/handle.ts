import type { MetricsBackend } from './backend.ts';
import type { Cell } from './cell.ts';
import type { MetricId } from './metric-id.ts';
import type { MetricValue } from './metric-value.ts';
import type { RateSamples } from './rate-samples.ts';

/** What a handle needs of the registry that made it. */
export interface HandleOwner {
  readonly backend: MetricsBackend;
  /** The clock of timers, in ms. */
  readonly now: () => number;
  readonly rates: RateSamples;
  /** Hears of a bad value. Never throws: it runs inside a hot call, off its path, since no good value comes here. */
  dropUpdate(id: MetricId, value: unknown): void;
}

/** Up to here a double counts every whole number. */
export const MAX_COUNT = 2 ** 53;

/** Where the updates of a handle without a metric go: written like any cell, read by nobody. No branch on the hot path. */
const SINK_VALUES = new Float64Array(2);

/** What every handle shares: its id, and the cell that it points at. A handle stays valid when its metric is removed and comes back. */
export abstract class Handle {
  readonly id: MetricId;
  protected values: Float64Array = SINK_VALUES;
  protected slot = 0;
  protected cell: Cell | null = null;
  protected readonly owner: HandleOwner;

  /** Handles come from a registry. @internal */
  constructor(id: MetricId, owner: HandleOwner) {
    this.id = id;
    this.owner = owner;
  }

  /** Points the handle at a metric's cell, or with null at the sink. @internal */
  bind(cell: Cell | null): void {
    this.cell = cell;
    this.values = cell?.values ?? SINK_VALUES;
    this.slot = cell?.slot ?? 0;
  }

  /** Whether updates reach a metric; false for an unknown key and after removal. */
  get isBound(): boolean {
    return this.cell !== null;
  }

  /** The metric's value as data; null when there is no metric behind the handle. */
  read(): MetricValue | null {
    return this.cell && this.owner.backend.read(this.cell);
  }

  /** A count that would not be exact any more stays at its limit; anything else is no count. */
  protected refuseCount(n: unknown): void {
    if (typeof n === 'number' && n >= 0 && n < Infinity) this.values[this.slot] = MAX_COUNT;
    this.drop(n);
  }

  protected drop(value: unknown): void {
    if (this.cell !== null) this.owner.dropUpdate(this.id, value);
  }
}
