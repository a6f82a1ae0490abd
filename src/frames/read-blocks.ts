import type { FrameBlock, FrameColumn, FrameLayout } from '../metrics/index.ts';
import { GAP, INTERVAL, TIME } from './frame-source.ts';
import type { OpenBlock } from './open-block.ts';

/** Where each key is in a layout: looked up for each block that is read, so kept. */
const INDICES = new WeakMap<FrameLayout, ReadonlyMap<string, number>>();

/** Copies what the blocks have of one column, as `FrameSource.read` says. They ascend and need not touch: between them frames are missing. */
export function readBlocks(
  blocks: readonly (FrameBlock | OpenBlock)[],
  key: string,
  from: number,
  to: number,
  target: Float64Array,
  offset: number,
): void {
  // From the newest, and no further back than asked: readers want the last seconds of minutes.
  for (let k = blocks.length - 1; k >= 0; k--) {
    const block = blocks[k] as FrameBlock | OpenBlock;
    const first = block.firstFrame;
    if (first + block.frames <= from) return;
    if (first < to)
      copyColumn(block, key, Math.max(from, first), Math.min(to, first + block.frames), target, offset - from);
  }
}

/** Copies frames that the block has; frame `f` goes to `target[f + shift]`. */
function copyColumn(
  block: FrameBlock | OpenBlock,
  key: string,
  from: number,
  to: number,
  target: Float64Array,
  shift: number,
): void {
  let data: ArrayLike<number> | undefined =
    key === TIME ? block.timeMs : key === INTERVAL ? block.intervalMs : key === GAP ? block.gap : undefined;
  let at = from - block.firstFrame;
  let step = 1;
  if (data === undefined) {
    const column = columnIndex(block.layout, key);
    if (column === undefined) return;
    if ('rows' in block) {
      data = block.rows;
      step = block.layout.columns.length;
      at = at * step + column;
    } else data = block.columns[column] as Float64Array;
  }
  for (let frame = from; frame < to; frame++, at += step) target[frame + shift] = data[at] as number;
}

function columnIndex(layout: FrameLayout, key: string): number | undefined {
  let indices = INDICES.get(layout);
  if (indices === undefined) {
    indices = new Map(layout.columns.flatMap((column, k) => (column === null ? [] : [[column.key, k] as const])));
    INDICES.set(layout, indices);
  }
  return indices.get(key);
}

/** Every column of some layouts, each key once, as the last layout has it. */
export function columnsOf(layouts: Iterable<FrameLayout>): FrameColumn[] {
  const columns = new Map<string, FrameColumn>();
  for (const layout of new Set(layouts)) {
    for (const column of layout.columns) if (column !== null) columns.set(column.key, column);
  }
  return [...columns.values()];
}
