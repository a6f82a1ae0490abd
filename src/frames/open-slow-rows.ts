import type { FrameLayout, FrameStamp, RowSource, SlowRows } from '../metrics/index.ts';

/** How far apart the rows are, at least: the first frame that is so far from a row has the next one. */
export const SLOW_ROW_MS = 1000;
/** Room for rows at first: a block of 60 Hz takes 4.3 s. */
const FIRST_ROWS = 8;

/** The rows of an open block that lie a second apart: of labelled families, whose series may be thousands. */
export class OpenSlowRows {
  /** null: there is nothing to keep. */
  layout: FrameLayout | null = null;
  /** The frames of the rows, counted from the block's first. */
  readonly frames: Uint16Array;
  rows = 0;
  values = new Float64Array(0);
  #lastMs = 0.5;

  constructor(blockFrames: number) {
    this.frames = new Uint16Array(blockFrames);
  }

  /** The room for rows is kept, as the block's own is. */
  begin(layout: FrameLayout | null): void {
    this.layout = layout;
    this.rows = 0;
  }

  /** Hot: once a frame. The first frame of a block is due at once. */
  isDue({ timeMs }: FrameStamp): boolean {
    return this.rows === 0 || timeMs - this.#lastMs >= SLOW_ROW_MS;
  }

  add(source: RowSource, frame: number, { timeMs }: FrameStamp): void {
    const width = source.layout.columns.length;
    const at = this.rows * width;
    if (this.values.length < at + width) {
      const grown = new Float64Array(Math.max(FIRST_ROWS * width, 2 * at));
      grown.set(this.values.subarray(0, at));
      this.values = grown;
    }
    source.copyRow(this.values, at);
    this.frames[this.rows++] = frame;
    this.#lastMs = timeMs;
  }

  /** Those that tell the values of the block's frames from `start` on: the first may lie before them. */
  seal(start: number): SlowRows | null {
    const { layout, rows, frames, values } = this;
    if (layout === null) return null;
    let first = 0;
    while (first + 1 < rows && (frames[first + 1] as number) <= start) first++;
    const width = layout.columns.length;
    return {
      layout,
      frames: frames.slice(first, rows).map((frame) => Math.max(0, frame - start)),
      values: values.slice(first * width, rows * width),
    };
  }
}
