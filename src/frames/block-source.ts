import type { FrameBlock, FrameColumn } from '../metrics/index.ts';
import type { FrameEvent, FrameSource } from './frame-source.ts';
import { columnsOf, readBlocks } from './read-blocks.ts';

/** A source over sealed blocks that are all there: a stored or imported session. */
export class BlockSource implements FrameSource {
  readonly firstFrame: number;
  readonly endFrame: number;
  readonly columns: readonly FrameColumn[];
  readonly events: readonly FrameEvent[];
  readonly blocks: readonly FrameBlock[];

  /** @param blocks ascending by their first frame, not overlapping */
  constructor(blocks: readonly FrameBlock[], events: readonly FrameEvent[] = []) {
    const last = blocks.at(-1);
    this.blocks = blocks;
    this.events = events;
    this.firstFrame = blocks[0]?.firstFrame ?? 0;
    this.endFrame = last === undefined ? 0 : last.firstFrame + last.frames;
    this.columns = columnsOf(blocks);
  }

  read(key: string, from: number, to: number, target: Float64Array, offset = 0): void {
    target.fill(Number.NaN, offset, offset + Math.max(0, to - from));
    readBlocks(this.blocks, key, from, to, target, offset);
  }
}
