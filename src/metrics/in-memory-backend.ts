import type { FrameRecorder, FrameSink, FrameStamp, MetricsBackend, RowSource } from './backend.ts';
import type { Cell } from './cell.ts';
import { CellPool } from './cell-pool.ts';
import { histogramQuantile } from './histogram.ts';
import type { MetricDescriptor } from './metric-descriptor.ts';
import type { MetricValue } from './metric-value.ts';

/** The default backend: cells in typed arrays of this realm. */
export class InMemoryBackend implements MetricsBackend {
  recorder: FrameRecorder | null = null;
  readonly sinks: Set<FrameSink> = new Set();
  private readonly kept = new CellPool();
  private readonly unkept = new CellPool();
  private readonly allocated = new Set<Cell>();

  allocate(descriptor: MetricDescriptor): Cell {
    const cell = this.poolOf(descriptor).allocate(descriptor);
    this.allocated.add(cell);
    return cell;
  }

  release(cell: Cell): void {
    if (this.allocated.delete(cell)) this.poolOf(cell.descriptor).release(cell);
  }

  describe(): readonly MetricDescriptor[] {
    return Array.from(this.allocated, (cell) => cell.descriptor);
  }

  cells(): Iterable<Cell> {
    return this.allocated;
  }

  read(cell: Cell): MetricValue {
    const { descriptor, values, slot, histogram } = cell;
    const { type } = descriptor;
    const value = values[slot] as number;
    if (type === 'counter') return { type, value };
    if (type === 'gauge') return { type, value: this.poolOf(descriptor).gaugeValue(cell) };
    if (type === 'rate' || histogram === undefined) return { type: 'rate', count: value, perSecond: Number.NaN };
    return {
      type,
      count: value,
      sum: values[slot + 1] as number,
      min: histogram.min,
      max: histogram.max,
      quantile: (q) => histogramQuantile(histogram, values[slot] as number, q),
      buckets: () => histogram.buckets(),
    };
  }

  endFrame(frame: FrameStamp): void {
    this.recorder?.commit(frame);
    this.kept.resetGauges();
    this.unkept.resetGauges();
  }

  setLate(cell: Cell, frame: number, value: number): void {
    this.recorder?.setLate(cell, frame, value);
    this.poolOf(cell.descriptor).setLast(cell, value);
  }

  get rows(): RowSource {
    return this.kept;
  }

  async flush(): Promise<void> {
    await Promise.all(Array.from(this.sinks, (sink) => sink.flush()));
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.sinks, (sink) => sink.close()));
    this.sinks.clear();
  }

  /** Metrics without history keep their cells apart, so that a row stays one copy. */
  private poolOf(descriptor: MetricDescriptor): CellPool {
    return descriptor.history === 'none' ? this.unkept : this.kept;
  }
}
