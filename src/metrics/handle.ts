import type { MetricsBackend } from './backend.ts';
import type { Cell, EmptyCell } from './cell.ts';
import type { MetricDescriptor } from './metric-descriptor.ts';
import type { MetricId } from './metric-id.ts';
import type { MetricValue } from './metric-value.ts';
import type { RateSamples } from './rate-samples.ts';

/** What a handle needs of the registry that made it. */
interface HandleRegistry {
  readonly backend: MetricsBackend;
  /** The clock of timers, in ms. */
  readonly now: () => number;
  readonly rates: RateSamples;
  /** Hears of a bad value. Never throws: it runs inside a hot call, off its path, since no good value comes here. */
  dropUpdate(id: MetricId, value: unknown): void;
}

/** What a handle belongs to: a registry, or a level of a family's tree. */
export interface HandleOwner {
  readonly registry: HandleRegistry;
  /** What a level makes the descriptor of a series of, from the value of its last label. */
  describeSeries?(last: string): MetricDescriptor;
}

/** Up to here a double counts every whole number. */
export const MAX_COUNT = 2 ** 53;

/** Where the updates of a handle without a metric go: written like any cell, read by nobody. No branch on the hot path. */
const SINK_VALUES = new Float64Array(2);

/**
 * What every handle shares: what it is a handle of, and the cell that it points at, which with the default backend it is itself:
 * a family may have thousands of series, and an object for each part of them would be most of what they take. A handle stays
 * valid when its metric is removed and comes back.
 */
export abstract class Handle implements EmptyCell {
  /** @internal */
  values: Float64Array = SINK_VALUES;
  /** @internal */
  slot = 0;
  /** @internal */
  column = 0;
  /** Null: there is no metric behind the handle. @internal */
  cell: Cell | null = null;
  protected owner: HandleOwner;
  #metric: MetricDescriptor | string;

  /** Handles come from a registry. @internal */
  constructor(owner: HandleOwner, metric: MetricDescriptor | string) {
    this.owner = owner;
    this.#metric = metric;
  }

  /** Makes it the handle of a metric: one that is described or, under a family, the series with this value of the last label. @internal */
  name(owner: HandleOwner, metric: MetricDescriptor | string): void {
    this.owner = owner;
    this.#metric = metric;
  }

  /** Points the handle at a metric's cell, or with null at the sink. @internal */
  bind(cell: Cell | null): void {
    this.cell = cell;
    this.values = cell?.values ?? SINK_VALUES;
    this.slot = cell?.slot ?? 0;
  }

  /** @internal */
  get descriptor(): MetricDescriptor {
    // That of a series is made when it is asked for, and kept then.
    if (typeof this.#metric === 'string') this.#metric = this.owner.describeSeries?.(this.#metric) as MetricDescriptor;
    return this.#metric;
  }

  get id(): MetricId {
    return this.descriptor.id;
  }

  /** Whether updates reach a metric; false for an unknown key and after removal. */
  get isBound(): boolean {
    return this.cell !== null;
  }

  /** The metric's value as data; null when there is no metric behind the handle. */
  read(): MetricValue | null {
    return this.cell && this.owner.registry.backend.read(this.cell);
  }

  /** A count that would not be exact any more stays at its limit; anything else is no count. */
  protected refuseCount(n: unknown): void {
    if (typeof n === 'number' && n >= 0 && n < Infinity) this.values[this.slot] = MAX_COUNT;
    this.drop(n);
  }

  protected drop(value: unknown): void {
    if (this.cell !== null) this.owner.registry.dropUpdate(this.id, value);
  }
}
