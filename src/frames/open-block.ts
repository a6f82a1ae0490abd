import { type FrameBlock, type FrameLayout, type FrameStamp, GAP_REASONS, type RowSource } from '../metrics/index.ts';
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
 * Its arrays serve again once it is sealed: the next block that begins would otherwise allocate on the frame's path.
 */
export class OpenBlock {
  layout!: FrameLayout;
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
    this.layout = layout;
    this.firstFrame = firstFrame;
    this.frames = 0;
    this.slow.begin(slow?.layout ?? null);
    const width = layout.columns.length;
    if (this.rows.length < width * BLOCK_FRAMES) {
      // Filled so that its pages are there: each first write to a page would cost a frame 1 to 5 µs.
      this.rows = new Float64Array(Math.ceil(width / WIDTH_STEP) * WIDTH_STEP * BLOCK_FRAMES).fill(0);
    }
  }

  /** Hot: once a frame. Whether the frame belongs here. What is kept once a second begins a new block when its turn comes, not before. */
  takes({ layout, slow }: RowSource, frame: FrameStamp): boolean {
    if (this.frames === BLOCK_FRAMES || layout !== this.layout) return false;
    return slow === undefined || !this.slow.isDue(frame) || slow.layout === this.slow.layout;
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
    source.copyRow(this.rows, row * this.layout.columns.length);
    const { slow } = source;
    if (slow !== undefined && this.slow.isDue(frame)) this.slow.add(slow, row, frame);
  }

  setLate(frame: number, column: number, value: number): void {
    this.rows[(frame - this.firstFrame) * this.layout.columns.length + column] = value;
  }

  /** The block's rows from `start` on as they stand, transposed to columns, with the range of each. Off the frame's path: 0.1 ms for 100 columns. */
  seal(start = 0): FrameBlock {
    const { layout, rows } = this;
    const frames = this.frames - start;
    const width = layout.columns.length;
    const values = new Float64Array(frames * width);
    const columns = layout.columns.map((_, column) => {
      const target = values.subarray(column * frames, (column + 1) * frames);
      copyColumn(rows, start * width + column, width, target);
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
}

/** Every `width`-th value from `at` on. A function of its own: V8 optimises a closure's loop late, and until then each value is an object. */
function copyColumn(rows: Float64Array, at: number, width: number, target: Float64Array): void {
  for (let row = 0; row < target.length; row++, at += width) target[row] = rows[at] as number;
}
