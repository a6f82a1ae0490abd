import { withRanges } from '../frames/block-range.ts';
import type { FrameBlock, FrameLayout, SlowRows } from '../metrics/index.ts';
import type { LayoutNumbers } from './layout-numbers.ts';

/** The frames of a block as the store keeps them: raw, because a page that is going away has no time to compress. */
export interface BlockRecord {
  readonly layout: number;
  readonly firstFrame: number;
  readonly frames: number;
  readonly timeMs: Float64Array;
  readonly intervalMs: Float64Array;
  readonly gap: Uint8Array;
  readonly columns: readonly Float64Array[];
  /** Left out where the block has none, as in records of before there were any. */
  readonly slow?: SlowRecord;
}

export interface SlowRecord {
  readonly layout: number;
  readonly frames: Uint16Array;
  readonly values: Float64Array;
}

/** The part of a block that lies in the frames `from` (included) to `to` (excluded), without copying; null when none does. */
export function trimBlock(block: FrameBlock, from: number, to: number): FrameBlock | null {
  const part = partOf(block, from, to);
  return part && withRanges(part);
}

function partOf(block: FrameBlock, from: number, to: number): Omit<FrameBlock, 'min' | 'max'> | null {
  const start = Math.max(0, from - block.firstFrame);
  const end = Math.min(block.frames, to - block.firstFrame);
  if (start >= end) return null;
  const { layout, slow } = block;
  return {
    layout,
    firstFrame: block.firstFrame + start,
    frames: end - start,
    timeMs: block.timeMs.subarray(start, end),
    intervalMs: block.intervalMs.subarray(start, end),
    gap: block.gap.subarray(start, end),
    columns: block.columns.map((column) => column.subarray(start, end)),
    slow: slow && trimSlowRows(slow, start, end),
  };
}

/** The record of the part of a block that lies in the frames `from` (included) to `to` (excluded); null when none does. */
export function blockRecord(block: FrameBlock, layouts: LayoutNumbers, from: number, to: number): BlockRecord | null {
  const part = partOf(block, from, to);
  if (part === null) return null;
  const { layout, slow, ...rest } = part;
  return {
    ...rest,
    layout: layouts.of(layout),
    ...(slow && { slow: { ...slow, layout: layouts.of(slow.layout) } }),
  };
}

/** The rows that tell the values of the frames `start` to `end`: the first may lie before them. */
function trimSlowRows({ layout, frames, values }: SlowRows, start: number, end: number): SlowRows {
  const first = frames.findLastIndex((frame) => frame <= start);
  const after = frames.findIndex((frame) => frame >= end);
  const last = after < 0 ? frames.length : after;
  const width = layout.columns.length;
  return {
    layout,
    frames: frames.slice(first, last).map((frame) => Math.max(0, frame - start)),
    values: values.slice(first * width, last * width),
  };
}

/** What a block takes in the store and in memory, in bytes, but for its constant overhead. */
export function blockSizeBytes({
  frames,
  columns,
  slow,
}: Pick<BlockRecord | FrameBlock, 'frames' | 'columns' | 'slow'>): number {
  const slowBytes = slow ? slow.values.byteLength + slow.frames.byteLength : 0;
  return frames * (columns.length * 8 + 17) + slowBytes;
}

/** The block of a stored record, as it was; none of one that is damaged. */
export function storedBlock(record: BlockRecord, layouts: ReadonlyMap<number, FrameLayout>): FrameBlock[] {
  const layout = layouts.get(record?.layout);
  if (layout === undefined || !isWhole(record, layout)) return [];
  const { slow } = record;
  if (slow === undefined) return [withRanges({ ...record, layout, slow: null })];
  const slowLayout = layouts.get(slow.layout);
  if (slowLayout === undefined || !isSlowWhole(slow, slowLayout, record.frames)) return [];
  return [withRanges({ ...record, layout, slow: { ...slow, layout: slowLayout } })];
}

function isWhole({ firstFrame, frames, timeMs, intervalMs, gap, columns }: BlockRecord, layout: FrameLayout): boolean {
  return (
    Number.isSafeInteger(firstFrame) &&
    Array.isArray(columns) &&
    columns.length === layout.columns.length &&
    gap instanceof Uint8Array &&
    gap.length === frames &&
    [timeMs, intervalMs, ...columns].every((values) => values instanceof Float64Array && values.length === frames)
  );
}

function isSlowWhole({ frames, values }: SlowRecord, layout: FrameLayout, blockFrames: number): boolean {
  return (
    frames instanceof Uint16Array &&
    frames[0] === 0 &&
    frames.every((frame, row) => frame < blockFrames && (row === 0 || frame > (frames[row - 1] as number))) &&
    values instanceof Float64Array &&
    values.length === frames.length * layout.columns.length
  );
}
