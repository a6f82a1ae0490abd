import { type Cell, slotsOf } from './cell.ts';
import { ExplicitHistogram } from './explicit-histogram.ts';
import { ExponentialHistogram } from './exponential-histogram.ts';
import type { FrameColumn, FrameLayout } from './frame-layout.ts';
import type { MetricDescriptor } from './metric-descriptor.ts';
import { formatMetricId } from './metric-id.ts';

const PAGE_SLOTS = 256;

/**
 * Cells. They lie in pages that are never moved, so that a handle can keep its
 * array, and in the order of their columns, so that a row is one copy a page:
 *
 *     page 0  ┌─┬─┬─┬ … ┬─┐   page 1  ┌─┬─┬─┐ …          row  ┌─┬─┬─┬ … ┬─┬─┬─┬─┐
 *             └─┴─┴─┴ … ┴─┘           └─┴─┴─┘                 └─┴─┴─┴ … ┴─┴─┴─┴─┘
 */
export class CellPool {
  private readonly pages: Float64Array[] = [];
  /** The used part of each page, made anew with each layout: a subarray made for each row would be garbage. */
  private used: Float64Array[] = [];
  private columns: (FrameColumn | null)[] = [];
  private readonly free: number[] = [];
  private current: FrameLayout | null = null;
  /** Gauges that become missing in a frame that does not write them, and the value that each had in its last frame. */
  private resets: { cell: Cell; last: number }[] = [];

  /** The layout of the rows from now on. The same object until a metric comes or goes. */
  get layout(): FrameLayout {
    if (this.current === null) {
      this.current = Object.freeze({ columns: Object.freeze([...this.columns]) });
      this.used = this.pages.map((page, k) =>
        page.subarray(0, Math.min(PAGE_SLOTS, this.columns.length - k * PAGE_SLOTS)),
      );
    }
    return this.current;
  }

  allocate(descriptor: MetricDescriptor): Cell {
    const slots = slotsOf(descriptor);
    const key = formatMetricId(descriptor.id);
    const column = this.place(slots);
    const values = this.pageOf(column);
    const slot = column % PAGE_SLOTS;
    values[slot] = descriptor.type === 'gauge' ? Number.NaN : 0;
    this.columns[column] = { key: slots === 2 ? `${key}#count` : key, descriptor };
    this.current = null;
    if (slots === 1) {
      const cell: Cell = { descriptor, values, slot, column };
      if (descriptor.reset === 'frame') this.resets.push({ cell, last: Number.NaN });
      return cell;
    }
    values[slot + 1] = 0;
    this.columns[column + 1] = { key: `${key}#sum`, descriptor };
    const histogram = descriptor.boundaries ? new ExplicitHistogram(descriptor.boundaries) : new ExponentialHistogram();
    histogram.bind(values, slot);
    return { descriptor, values, slot, column, histogram };
  }

  /** The columns become holes; their slots are used again in a later layout, so that no column ever changes its metric. */
  release(cell: Cell): void {
    for (let k = 0; k < slotsOf(cell.descriptor); k++) {
      this.columns[cell.column + k] = null;
      cell.values[cell.slot + k] = Number.NaN;
      this.free.push(cell.column + k);
    }
    this.resets = this.resets.filter((reset) => reset.cell !== cell);
    this.current = null;
  }

  /** A gauge's value: its cell, or for one that resets each frame what its last frame left. */
  gaugeValue(cell: Cell): number {
    const value = cell.values[cell.slot] as number;
    if (cell.descriptor.reset !== 'frame' || value === value) return value;
    return this.resets.find((reset) => reset.cell === cell)?.last ?? Number.NaN;
  }

  /** Sets what `gaugeValue` answers between frames: for a value that came late, for a frame that has ended. */
  setLast(cell: Cell, value: number): void {
    const reset = this.resets.find((candidate) => candidate.cell === cell);
    if (reset !== undefined) reset.last = value;
  }

  /** Hot: once a frame. Copies the cells as one row of `layout` into `target`, from `offset` on. */
  copyRow(target: Float64Array, offset: number): void {
    for (let k = 0; k < this.used.length; k++) target.set(this.used[k] as Float64Array, offset + k * PAGE_SLOTS);
  }

  /** Hot: once a frame, after the row is copied. */
  resetGauges(): void {
    for (let k = 0; k < this.resets.length; k++) {
      const reset = this.resets[k] as { cell: Cell; last: number };
      reset.last = reset.cell.values[reset.cell.slot] as number;
      reset.cell.values[reset.cell.slot] = Number.NaN;
    }
  }

  /** The first column of a place for so many slots: a freed one, or the end; two slots never straddle two pages. */
  private place(slots: 1 | 2): number {
    const freed = slots === 1 ? this.free.pop() : undefined;
    if (freed !== undefined) return freed;
    if (slots === 2 && this.columns.length % PAGE_SLOTS === PAGE_SLOTS - 1) {
      this.pageOf(this.columns.length)[PAGE_SLOTS - 1] = Number.NaN;
      this.free.push(this.columns.length);
      this.columns.push(null);
    }
    return this.columns.length;
  }

  private pageOf(column: number): Float64Array {
    const index = Math.floor(column / PAGE_SLOTS);
    this.pages[index] ??= new Float64Array(PAGE_SLOTS);
    return this.pages[index];
  }
}
