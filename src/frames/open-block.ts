import {
  type Cell,
  type FrameBlock,
  type FrameLayout,
  type FrameStamp,
  GAP_REASONS,
  type RowSource,
} from '../metrics/index.ts';
import { withRanges } from './block-range.ts';
import { OpenSlowRows } from './open-slow-rows.ts';

/** Rows of a block: 4.3 s at 60 Hz. */
export const BLOCK_FRAMES = 256;

/** Room for rows comes in steps of so many columns, so that a few metrics more find it big enough. */
const WIDTH_STEP = 32;

/**
 * A block while frames are added to it. Row-major, so that ending a frame is one copy:
 *
 *     open    frame 0: a b c | frame 1: a b c | …         one copy a frame
 *     sealed  a: 0 1 2 … | b: 0 1 2 … | c: 0 1 2 …         read by column
 *
 * A metric that comes or goes leaves the block open, as long as no column changes its metric: rows have room for more columns than
 * there are, and what a row does not have is missing. So a metric that comes and goes in each frame makes no block a frame.
 *
 * Its arrays serve again once it is sealed: the next block that begins would otherwise allocate on the frame's path.
 */
export class OpenBlock {
  /** Has each column that some row has. */
  layout!: FrameLayout;
  /** From one row to the next: the layout may grow so far. */
  stride = 0;
  /** The layout of the newest row. */
  #newest!: FrameLayout;
  /** By column: the first row of the metric that has it in the newest. */
  #since = new Uint16Array(0);
  firstFrame = 0;
  frames = 0;
  readonly timeMs = new Float64Array(BLOCK_FRAMES);
  readonly intervalMs = new Float64Array(BLOCK_FRAMES);
  readonly gap = new Uint8Array(BLOCK_FRAMES);
  rows = new Float64Array(0);
  readonly slow: OpenSlowRows = new OpenSlowRows(BLOCK_FRAMES);

  constructor(source: RowSource) {
    this.begin(source, 0);
  }

  /** Empties the block for the frames from `firstFrame` on. Allocates only where the rows of this layout do not fit. */
  begin({ layout, slow }: RowSource, firstFrame: number): void {
    this.layout = this.#newest = layout;
    this.firstFrame = firstFrame;
    this.frames = 0;
    this.slow.begin(slow?.layout ?? null);
    const width = layout.columns.length;
    if (this.rows.length < width * BLOCK_FRAMES) {
      this.stride = Math.ceil(width / WIDTH_STEP) * WIDTH_STEP;
      // Filled so that its pages are there: each first write to a page would cost a frame 1 to 5 µs.
      this.rows = new Float64Array(this.stride * BLOCK_FRAMES).fill(0);
      this.#since = new Uint16Array(this.stride);
    }
    this.#since.fill(0);
  }

  /** Hot: once a frame. Whether the frame belongs here. What is kept once a second begins a new block when its turn comes, not before. */
  takes({ layout, slow }: RowSource, frame: FrameStamp): boolean {
    if (this.frames === BLOCK_FRAMES) return false;
    if (slow !== undefined && this.slow.isDue(frame) && slow.layout !== this.slow.layout) return false;
    return layout === this.#newest || this.#goOn(layout);
  }

  /** Hot: once a frame. */
  add(source: RowSource, frame: FrameStamp): void {
    const row = this.frames++;
    this.timeMs[row] = frame.timeMs;
    // A store in each branch, because V8 boxes a double that comes from one of two branches.
    if (frame.gap === 'none') {
      this.intervalMs[row] = frame.intervalMs;
      this.gap[row] = 0;
    } else {
      this.intervalMs[row] = Number.NaN;
      this.gap[row] = GAP_REASONS.indexOf(frame.gap);
    }
    source.copyRow(this.rows, row * this.stride);
    const { slow } = source;
    if (slow !== undefined && this.slow.isDue(frame)) this.slow.add(slow, row, frame);
  }

  /** Whether it is there to take the value: the metric may have come, gone or moved since that frame. */
  setLate(frame: number, { column, descriptor }: Cell, value: number): boolean {
    const row = frame - this.firstFrame;
    if (row >= this.frames || row < (this.#since[column] as number)) return false;
    if (this.#newest.columns[column]?.descriptor !== descriptor) return false;
    this.rows[row * this.stride + column] = value;
    return true;
  }

  /** The block's rows from `start` on as they stand, transposed to columns, with the range of each. Off the frame's path: 0.1 ms for 100 columns. */
  seal(start = 0): FrameBlock {
    const { layout, rows, stride } = this;
    const frames = this.frames - start;
    const width = layout.columns.length;
    const values = new Float64Array(frames * width);
    const columns = layout.columns.map((_, column) => {
      const target = values.subarray(column * frames, (column + 1) * frames);
      copyColumn(rows, start * stride + column, stride, target);
      return target;
    });
    return withRanges({
      layout,
      firstFrame: this.firstFrame + start,
      frames,
      timeMs: this.timeMs.slice(start, this.frames),
      intervalMs: this.intervalMs.slice(start, this.frames),
      gap: this.gap.slice(start, this.frames),
      columns,
      slow: this.slow.seal(start),
    });
  }

  /** Whether rows of another layout go on here. A metric that is back has its column again: readers know of a key, not of its lives. */
  #goOn(next: FrameLayout): boolean {
    const { columns } = this.layout;
    const width = next.columns.length;
    if (width > this.stride || width < columns.length) return false;
    let hasAll = true;
    for (let k = 0; k < columns.length; k++) {
      const before = columns[k];
      const after = next.columns[k];
      if (before && after && before.key !== after.key) return false;
      if (before && !after) hasAll = false;
    }
    // One that is back in another column would be there twice.
    if (!hasAll && next.columns.some((column, k) => column && !columns[k] && hasKey(columns, column.key))) return false;
    let hasMore = width > columns.length;
    for (let k = 0; k < width; k++) {
      const descriptor = next.columns[k]?.descriptor;
      if (k >= columns.length || (descriptor && !columns[k])) this.#clear(k);
      if (descriptor === undefined || descriptor === this.#newest.columns[k]?.descriptor) continue;
      this.#since[k] = this.frames;
      hasMore = true;
    }
    if (hasMore) this.layout = hasAll ? next : unionOf(columns, next.columns);
    this.#newest = next;
    return true;
  }

  /** Makes a column missing in all rows: it has what was there before, of a hole or of a block that had this room. */
  #clear(column: number): void {
    for (let row = 0; row < this.frames; row++) this.rows[row * this.stride + column] = Number.NaN;
  }
}

function hasKey(columns: FrameLayout['columns'], key: string): boolean {
  return columns.some((column) => column?.key === key);
}

function unionOf(columns: FrameLayout['columns'], next: FrameLayout['columns']): FrameLayout {
  return Object.freeze({ columns: Object.freeze(next.map((column, k) => column ?? columns[k] ?? null)) });
}

/** Every `stride`-th value from `at` on. A function of its own: V8 optimises a closure's loop late, and until then each value is an object. */
function copyColumn(rows: Float64Array, at: number, stride: number, target: Float64Array): void {
  for (let row = 0; row < target.length; row++, at += stride) target[row] = rows[at] as number;
}
