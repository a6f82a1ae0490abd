import { GAP, INTERVAL, TIME } from '../frames/index.ts';
import { readBlocks } from '../frames/read-blocks.ts';
import type { FrameBlock } from '../metrics/index.ts';

/** Frames that follow each other, with some columns of theirs. */
export interface FramePiece {
  readonly firstFrame: number;
  readonly frames: number;
  readonly timeMs: Float64Array;
  readonly intervalMs: Float64Array;
  /** Indices into `GAP_REASONS`. */
  readonly gap: Float64Array;
  /** One for each key that was asked for, NaN where missing. */
  readonly columns: readonly Float64Array[];
}

/** Values of a piece, so that writing it as text takes a few ms. */
const PIECE_VALUES = 8192;

/** The frames of blocks in pieces that are small enough to be written between two frames of the page. */
export function* framePieces(blocks: readonly FrameBlock[], keys: readonly string[]): Generator<FramePiece, void> {
  const most = Math.max(1, Math.floor(PIECE_VALUES / (keys.length + 1)));
  for (const block of blocks) {
    const end = block.firstFrame + block.frames;
    for (let from = block.firstFrame; from < end; from += most) {
      const frames = Math.min(most, end - from);
      const read = (key: string): Float64Array => {
        const values = new Float64Array(frames).fill(Number.NaN);
        readBlocks([block], key, from, from + frames, values, 0);
        return values;
      };
      yield {
        firstFrame: from,
        frames,
        timeMs: read(TIME),
        intervalMs: read(INTERVAL),
        gap: read(GAP),
        columns: keys.map(read),
      };
    }
  }
}
