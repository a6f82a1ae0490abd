import type { RowSource } from './backend.ts';
import type { Cell, EmptyCell } from './cell.ts';
import { ExplicitHistogram } from './explicit-histogram.ts';
import { ExponentialHistogram } from './exponential-histogram.ts';
import type { FrameColumn, FrameLayout } from './frame-layout.ts';
import type { MetricDescriptor } from './metric-descriptor.ts';
import { formatMetricId } from './metric-id.ts';

/** Even, so that the two slots of a histogram, which begin at an even column, never straddle two pages. */
const PAGE_SLOTS = 256;

/** A gauge that becomes missing in a frame that does not write it, and what reading it between frames gives. */
interface ResetGauge {
  readonly cell: Cell;
  /** What the last frame left. */
  last: number;
  /** What came late since then, for a frame that had ended. */
  late: number;
}

/**
 * Cells. They lie in pages that are never moved, so that a handle can keep its
 * array, and in the order of their columns, so that a row is one copy a page:
 *
 *     page 0  ┌─┬─┬─┬ … ┬─┐   page 1  ┌─┬─┬─┐ …          row  ┌─┬─┬─┬ … ┬─┬─┬─┬─┐
 *             └─┴─┴─┴ … ┴─┘           └─┴─┴─┘                 └─┴─┴─┴ … ┴─┴─┴─┴─┘
 */
export class CellPool implements RowSource {
  /** The cells that rows have less often, once there are any. */
  slow: RowSource | undefined = undefined;
  readonly #pages: Float64Array[] = [];
  /** The used part of each page, made anew with each layout: a subarray made for each row would be garbage. */
  #used: Float64Array[] = [];
  /** By column: a histogram or timer has two. Null: a hole. */
  readonly #cells: (Cell | null)[] = [];
  /** What the layouts have of them, made when the first is asked for. */
  readonly #columns: (FrameColumn | null)[] = [];
  /** Columns without a metric: single ones, and the first of pairs. */
  readonly #holes: Record<1 | 2, number[]> = { 1: [], 2: [] };
  #current: FrameLayout | null = null;
  #resets: ResetGauge[] = [];

  /** The layout of the rows from now on. The same object until a metric comes or goes. */
  get layout(): FrameLayout {
    return this.#current ?? this.#lay();
  }

  allocate({ type, boundaries, reset }: MetricDescriptor, cell: EmptyCell): Cell {
    const slots = type === 'histogram' || type === 'timer' ? 2 : 1;
    cell.column = this.#place(slots);
    cell.values = this.#pages[Math.floor(cell.column / PAGE_SLOTS)] ??= new Float64Array(PAGE_SLOTS);
    cell.slot = cell.column % PAGE_SLOTS;
    cell.values.fill(type === 'gauge' ? Number.NaN : 0, cell.slot, cell.slot + slots);
    if (slots === 2) cell.histogram = boundaries ? new ExplicitHistogram(boundaries) : new ExponentialHistogram();
    for (let k = 0; k < slots; k++) this.#cells[cell.column + k] = cell;
    if (reset) this.#resets.push({ cell, last: Number.NaN, late: Number.NaN });
    this.#current = null;
    return cell;
  }

  /** Its cells, in the order of their columns. */
  cells(): Cell[] {
    return this.#cells.filter((cell, column): cell is Cell => cell?.column === column);
  }

  /** The columns become holes; a later metric may take them, in a later layout, so that no column ever changes its metric. */
  release(cell: Cell): void {
    const { values, slot, column } = cell;
    if (this.#cells[column] !== cell) return;
    const slots = this.#cells[column + 1] === cell ? 2 : 1;
    this.#cells.fill(null, column, column + slots);
    this.#columns.fill(null, column, column + slots);
    values.fill(Number.NaN, slot, slot + slots);
    this.#holes[slots].push(column);
    this.#resets = this.#resets.filter(({ cell }) => cell.column !== column);
    this.#current = null;
  }

  /** A gauge's value: its cell, or for one that resets each frame what its last frame left. */
  gaugeValue(cell: Cell): number {
    const value = cell.values[cell.slot] as number;
    return Number.isNaN(value) ? (this.#resetOf(cell)?.last ?? value) : value;
  }

  /** What came for a frame that has ended is the gauge's latest value, but not the value of the frame that is running. */
  setLate(cell: Cell, value: number): void {
    const reset = this.#resetOf(cell);
    if (reset === undefined) cell.values[cell.slot] = value;
    else reset.last = reset.late = value;
  }

  /** Hot: once a frame. Copies the cells as one row of `layout` into `target`, from `offset` on. */
  copyRow(target: Float64Array, offset: number): void {
    for (let k = 0; k < this.#used.length; k++) target.set(this.#used[k] as Float64Array, offset + k * PAGE_SLOTS);
  }

  /** Hot: once a frame, after the row is copied. */
  resetGauges(): void {
    for (let k = 0; k < this.#resets.length; k++) {
      const reset = this.#resets[k] as ResetGauge;
      const { values, slot } = reset.cell;
      const value = values[slot] as number;
      reset.last = value === value ? value : reset.late;
      reset.late = Number.NaN;
      values[slot] = Number.NaN;
    }
  }

  #resetOf(cell: Cell): ResetGauge | undefined {
    // Late values come each frame, and an iterator would cost each an object.
    for (let k = 0; k < this.#resets.length; k++) if (this.#resets[k]?.cell === cell) return this.#resets[k];
    return undefined;
  }

  /** Apart from the getter: the closure in here would cost each call of it an object. */
  #lay(): FrameLayout {
    const cells = this.#cells;
    const columns = this.#columns;
    for (let k = 0; k < cells.length; k++) columns[k] ??= cells[k] ? columnOf(cells[k] as Cell, k) : null;
    this.#used = this.#pages.map((page, k) => page.subarray(0, cells.length - k * PAGE_SLOTS));
    this.#current = Object.freeze({ columns: Object.freeze([...columns]) });
    return this.#current;
  }

  /** The first column of a place for one slot or two: a hole, or the end. */
  #place(slots: 1 | 2): number {
    const hole = this.#holes[slots].pop();
    if (hole !== undefined) return hole;
    const end = this.#cells.length;
    if (slots === 1 || end % 2 === 0) return end;
    this.#cells.push(null);
    this.#holes[1].push(end);
    return end + 1;
  }
}

function columnOf({ descriptor, column, histogram }: Cell, at: number): FrameColumn {
  const key = formatMetricId(descriptor.id);
  return { key: histogram === undefined ? key : `${key}${at === column ? '#count' : '#sum'}`, descriptor };
}
