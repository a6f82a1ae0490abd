import type { FrameBlock, FrameColumn, FrameLayout } from '../metrics/index.ts';
import { GAP, INTERVAL, TIME } from './frame-source.ts';
import type { OpenBlock } from './open-block.ts';

/** Where each key is in a layout: looked up for each block that is read, so kept. */
const INDICES = new WeakMap<FrameLayout, ReadonlyMap<string, number>>();

/** A sealed block that may give one column at less cost than all of them. */
export type ColumnBlock = FrameBlock & { column?(index: number): Float64Array };

type ReadableBlock = ColumnBlock | OpenBlock;

/** The values of a block's column. */
export function columnOf(block: ColumnBlock, index: number): Float64Array {
  return block.column?.(index) ?? (block.columns[index] as Float64Array);
}

/** Copies what the blocks have of one column, as `FrameSource.read` says. They ascend and need not touch: between them frames are missing. */
export function readBlocks(
  blocks: readonly ReadableBlock[],
  key: string,
  from: number,
  to: number,
  target: Float64Array,
  offset: number,
): void {
  // From the newest, and no further back than asked: readers want the last seconds of minutes.
  for (let k = blocks.length - 1; k >= 0; k--) {
    const block = blocks[k] as ReadableBlock;
    const first = block.firstFrame;
    if (first + block.frames <= from) return;
    if (first < to)
      copyColumn(block, key, Math.max(from, first), Math.min(to, first + block.frames), target, offset - from);
  }
}

/** Copies frames that the block has; frame `f` goes to `target[f + shift]`. */
function copyColumn(
  block: ReadableBlock,
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
    if (column === undefined) {
      copySlowColumn(block, key, from, to, target, shift);
      return;
    }
    if ('rows' in block) {
      data = block.rows;
      step = block.stride;
      at = at * step + column;
    } else data = columnOf(block, column);
  }
  for (let frame = from; frame < to; frame++, at += step) target[frame + shift] = data[at] as number;
}

/** As `copyColumn`: a frame has the value of the newest slow row that is not after it. */
function copySlowColumn(
  { slow, firstFrame }: FrameBlock | OpenBlock,
  key: string,
  from: number,
  to: number,
  target: Float64Array,
  shift: number,
): void {
  const column = slow?.layout ? columnIndex(slow.layout, key) : undefined;
  if (!slow?.layout || column === undefined) return;
  const { frames, values, layout } = slow;
  const width = layout.columns.length;
  const rows = 'rows' in slow ? slow.rows : frames.length;
  let row = 0;
  for (let frame = from; frame < to; frame++) {
    while (row + 1 < rows && (frames[row + 1] as number) <= frame - firstFrame) row++;
    target[frame + shift] = values[row * width + column] as number;
  }
}

/** The frame whose row has what a column has in `frame`, which is of one of the blocks: an earlier one where slow rows have it. */
export function rowFrame(blocks: readonly ReadableBlock[], key: string, frame: number): number {
  const { firstFrame, slow } = blocks.findLast((block) => block.firstFrame <= frame) as ReadableBlock;
  if (!slow?.layout || columnIndex(slow.layout, key) === undefined) return frame;
  const frames = 'rows' in slow ? slow.frames.subarray(0, slow.rows) : slow.frames;
  return firstFrame + (frames.findLast((row) => row <= frame - firstFrame) as number);
}

function columnIndex(layout: FrameLayout, key: string): number | undefined {
  let indices = INDICES.get(layout);
  if (indices === undefined) {
    indices = new Map(layout.columns.flatMap((column, k) => (column === null ? [] : [[column.key, k] as const])));
    INDICES.set(layout, indices);
  }
  return indices.get(key);
}

/** What has columns. */
interface Layouts {
  readonly layout: FrameLayout;
  readonly slow?: { readonly layout: FrameLayout | null } | null | undefined;
}

/** Every column of some blocks, each key once, as the last one has it. */
export function columnsOf(blocks: readonly Layouts[]): FrameColumn[] {
  const columns = new Map<string, FrameColumn>();
  for (const layout of new Set(blocks.flatMap(({ layout, slow }) => [layout, slow?.layout ?? layout]))) {
    for (const column of layout.columns) if (column !== null) columns.set(column.key, column);
  }
  return [...columns.values()];
}
