import type { FrameRecorder, FrameSink, FrameStamp, MetricsBackend, RowSource } from './backend.ts';
import type { Cell, EmptyCell } from './cell.ts';
import { CellPool } from './cell-pool.ts';
import { histogramValue } from './histogram-handle.ts';
import type { MetricDescriptor } from './metric-descriptor.ts';
import type { MetricValue } from './metric-value.ts';

const NO_VALUES = new Float64Array(0);

/** The default backend: cells in typed arrays of this realm. */
export class InMemoryBackend implements MetricsBackend {
  recorder: FrameRecorder | null = null;
  readonly sinks: Set<FrameSink> = new Set();
  /** By how often the frame history wants them: so that a row stays one copy. */
  readonly #pools = { frame: new CellPool(), '1s': new CellPool(), none: new CellPool() };

  get rows(): RowSource {
    return this.#pools.frame;
  }

  allocate(descriptor: MetricDescriptor, empty?: EmptyCell): Cell {
    if (descriptor.history === '1s') this.#pools.frame.slow = this.#pools['1s'];
    return this.poolOf(descriptor).allocate(descriptor, empty ?? { descriptor, values: NO_VALUES, slot: 0, column: 0 });
  }

  release(cell: Cell): void {
    this.poolOf(cell.descriptor).release(cell);
  }

  describe(): readonly MetricDescriptor[] {
    return this.cells().map(({ descriptor }) => descriptor);
  }

  /** By their history, and in the order of their columns. */
  cells(): readonly Cell[] {
    return Object.values(this.#pools).flatMap((pool) => pool.cells());
  }

  read(cell: Cell): MetricValue {
    const { descriptor, values, slot, histogram } = cell;
    const { type } = descriptor;
    const value = values[slot] as number;
    if (histogram) return histogramValue(type as 'histogram' | 'timer', histogram, values, slot);
    if (type === 'gauge') return { type, value: this.poolOf(descriptor).gaugeValue(cell) };
    if (type === 'rate') return { type, count: value, perSecond: Number.NaN, weighted: Number.NaN };
    return { type: 'counter', value };
  }

  endFrame(frame: FrameStamp): void {
    this.recorder?.commit(frame);
    const pools = this.#pools;
    pools.frame.resetGauges();
    pools['1s'].resetGauges();
    pools.none.resetGauges();
  }

  setLate(cell: Cell, frame: number, value: number): void {
    this.recorder?.setLate(cell, frame, value);
    this.poolOf(cell.descriptor).setLate(cell, value);
  }

  flush(): Promise<void> {
    return settle(this.sinks, (sink) => sink.flush());
  }

  async close(): Promise<void> {
    const sinks = [...this.sinks];
    this.sinks.clear();
    await settle(sinks, (sink) => sink.close());
  }

  protected poolOf({ history }: MetricDescriptor): CellPool {
    return this.#pools[history];
  }
}

/** Asks every sink, whatever the others do; then rejects with the first error there was. */
async function settle(sinks: Iterable<FrameSink>, ask: (sink: FrameSink) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(Array.from(sinks, async (sink) => ask(sink)));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
