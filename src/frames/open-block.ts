import { type FrameBlock, type FrameLayout, type FrameStamp, GAP_REASONS, type RowSource } from '../metrics/index.ts';

/** Rows of a block: 4.3 s at 60 Hz. */
export const BLOCK_FRAMES = 256;

/**
 * A block while frames are added to it. Row-major, so that ending a frame is one copy:
 *
 *     open    frame 0: a b c | frame 1: a b c | …         one copy a frame
 *     sealed  a: 0 1 2 … | b: 0 1 2 … | c: 0 1 2 …         read by column
 */
export class OpenBlock {
  readonly layout: FrameLayout;
  readonly firstFrame: number;
  frames = 0;
  readonly timeMs = new Float64Array(BLOCK_FRAMES);
  readonly intervalMs = new Float64Array(BLOCK_FRAMES);
  readonly gap = new Uint8Array(BLOCK_FRAMES);
  readonly width: number;
  readonly rows: Float64Array;

  constructor(layout: FrameLayout, firstFrame: number) {
    this.layout = layout;
    this.firstFrame = firstFrame;
    this.width = layout.columns.length;
    this.rows = new Float64Array(this.width * BLOCK_FRAMES);
  }

  get isFull(): boolean {
    return this.frames === BLOCK_FRAMES;
  }

  /** Hot: once a frame. */
  add(source: RowSource, frame: FrameStamp): void {
    const row = this.frames++;
    this.timeMs[row] = frame.timeMs;
    this.intervalMs[row] = frame.gap === 'none' ? frame.intervalMs : Number.NaN;
    this.gap[row] = frame.gap === 'none' ? 0 : GAP_REASONS.indexOf(frame.gap);
    source.copyRow(this.rows, row * this.width);
  }

  setLate(frame: number, column: number, value: number): void {
    this.rows[(frame - this.firstFrame) * this.width + column] = value;
  }

  readColumn(column: number, from: number, to: number, target: Float64Array, offset: number): void {
    const { rows, width } = this;
    for (let row = from; row < to; row++) target[offset + row - from] = rows[row * width + column] as number;
  }

  /** The block as it stands, transposed to columns, with the range of each. Off the frame's path: 0.1 ms for 100 columns. */
  seal(): FrameBlock {
    const { layout, firstFrame, frames, rows, width } = this;
    const values = new Float64Array(frames * width);
    const min = new Float64Array(width).fill(Number.NaN);
    const max = new Float64Array(width).fill(Number.NaN);
    const columns: Float64Array[] = [];
    for (let column = 0; column < width; column++) {
      const target = values.subarray(column * frames, (column + 1) * frames);
      let low = Number.NaN;
      let high = Number.NaN;
      for (let row = 0; row < frames; row++) {
        const value = rows[row * width + column] as number;
        target[row] = value;
        if (value === value) {
          if (!(value >= low)) low = value;
          if (!(value <= high)) high = value;
        }
      }
      min[column] = low;
      max[column] = high;
      columns.push(target);
    }
    const [timeMs, intervalMs, gap] = [
      this.timeMs.slice(0, frames),
      this.intervalMs.slice(0, frames),
      this.gap.slice(0, frames),
    ];
    return { layout, firstFrame, frames, timeMs, intervalMs, gap, columns, min, max };
  }
}

/** What a sealed block holds in memory. */
export function blockBytes({ frames, columns }: FrameBlock): number {
  return frames * (columns.length + 2) * 8 + frames + columns.length * 16;
}
