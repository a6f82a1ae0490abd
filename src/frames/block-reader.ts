import type { FrameBlock, FrameLayout } from '../metrics/index.ts';
import { GAP, INTERVAL, TIME } from './frame-source.ts';

/** Reads columns of sealed blocks, which need not touch: between them frames are missing. */
export class BlockReader {
  /** Where each key is in a layout: looked up for each read of a block, so kept. */
  private readonly indices = new WeakMap<FrameLayout, Map<string, number>>();

  /** Copies what the block has of `key` in the frames `from` to `to` into `target`, whose first place is that of frame `from`. */
  read(block: FrameBlock, key: string, from: number, to: number, target: Float64Array, offset: number): void {
    const start = Math.max(from, block.firstFrame);
    const end = Math.min(to, block.firstFrame + block.frames);
    if (start >= end) return;
    const column = this.columnOf(block, key);
    if (column === undefined) return;
    target.set(column.subarray(start - block.firstFrame, end - block.firstFrame), offset + start - from);
  }

  /** The index of a key's column in a layout; -1 when it has none. */
  indexOf(layout: FrameLayout, key: string): number {
    let indices = this.indices.get(layout);
    if (indices === undefined) {
      indices = new Map(layout.columns.flatMap((column, k) => (column === null ? [] : [[column.key, k] as const])));
      this.indices.set(layout, indices);
    }
    return indices.get(key) ?? -1;
  }

  private columnOf(
    block: FrameBlock,
    key: string,
  ): (ArrayLike<number> & { subarray(from: number, to: number): ArrayLike<number> }) | undefined {
    if (key === TIME) return block.timeMs;
    if (key === INTERVAL) return block.intervalMs;
    if (key === GAP) return block.gap;
    return block.columns[this.indexOf(block.layout, key)];
  }
}
