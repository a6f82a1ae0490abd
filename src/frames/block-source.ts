import type { FrameBlock, FrameColumn } from '../metrics/index.ts';
import { BlockReader } from './block-reader.ts';
import type { FrameEvent, FrameSource } from './frame-source.ts';

/** A source over sealed blocks that are all there: a stored or imported session. */
export class BlockSource implements FrameSource {
  readonly firstFrame: number;
  readonly endFrame: number;
  readonly columns: readonly FrameColumn[];
  readonly events: readonly FrameEvent[];
  readonly blocks: readonly FrameBlock[];
  private readonly reader = new BlockReader();

  /** @param blocks ascending by their first frame, not overlapping */
  constructor(blocks: readonly FrameBlock[], events: readonly FrameEvent[] = []) {
    const last = blocks.at(-1);
    this.blocks = blocks;
    this.events = events;
    this.firstFrame = blocks[0]?.firstFrame ?? 0;
    this.endFrame = last === undefined ? this.firstFrame : last.firstFrame + last.frames;
    const columns = new Map<string, FrameColumn>();
    for (const layout of new Set(blocks.map((block) => block.layout))) {
      for (const column of layout.columns) if (column !== null) columns.set(column.key, column);
    }
    this.columns = [...columns.values()];
  }

  read(key: string, from: number, to: number, target: Float64Array, offset = 0): void {
    target.fill(Number.NaN, offset, offset + Math.max(0, to - from));
    for (const block of this.blocks) this.reader.read(block, key, from, to, target, offset);
  }
}
