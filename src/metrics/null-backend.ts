import type { FrameSink, MetricsBackend, RowSource } from './backend.ts';
import type { Cell } from './cell.ts';
import type { Histogram } from './histogram.ts';
import { histogramValue } from './histogram-handle.ts';
import type { MetricDescriptor } from './metric-descriptor.ts';
import type { MetricValue } from './metric-value.ts';

/** Every handle writes here, and nobody reads it. */
const VALUES = new Float64Array(2);
const NO_VALUES = new Float64Array(2);

const NO_BUCKETS: Histogram = {
  min: Number.NaN,
  max: Number.NaN,
  counts: NO_VALUES.subarray(0, 0),
  first: 0,
  zeros: 0,
  add: () => true,
  merge: () => true,
  state: () => ({ counts: new Float64Array(0), first: 0, zeros: 0, min: Number.NaN, max: Number.NaN }),
  grow: () => true,
  valueAtRank: () => Number.NaN,
  buckets: () => [],
};

/** A backend that keeps nothing: updates cost what they always do, every value is missing, frames leave no row. */
export class NullBackend implements MetricsBackend {
  recorder = null;
  readonly sinks: Set<FrameSink> = new Set();
  readonly rows: RowSource = { layout: Object.freeze({ columns: [] }), copyRow() {} };
  readonly #allocated = new Set<Cell>();

  allocate(descriptor: MetricDescriptor): Cell {
    const isSampled = descriptor.type === 'histogram' || descriptor.type === 'timer';
    const cell = { descriptor, values: VALUES, slot: 0, column: -1, ...(isSampled && { histogram: NO_BUCKETS }) };
    this.#allocated.add(cell);
    return cell;
  }

  release(cell: Cell): void {
    this.#allocated.delete(cell);
  }

  describe(): readonly MetricDescriptor[] {
    return Array.from(this.#allocated, ({ descriptor }) => descriptor);
  }

  cells(): Iterable<Cell> {
    return this.#allocated;
  }

  read({ descriptor: { type } }: Cell): MetricValue {
    if (type === 'histogram' || type === 'timer') return histogramValue(type, NO_BUCKETS, NO_VALUES, 0);
    if (type === 'rate') return { type, count: Number.NaN, perSecond: Number.NaN, weighted: Number.NaN };
    return { type, value: Number.NaN };
  }

  endFrame(): void {}

  setLate(): void {}

  async flush(): Promise<void> {}

  async close(): Promise<void> {
    this.sinks.clear();
  }
}
