import { withRanges } from '../frames/block-range.ts';
import type { FrameBlock, SlowRows } from '../metrics/index.ts';
import type { LayoutNumbers } from './layout-numbers.ts';

/** The frames of a block that belong to a session, with the numbers that its layouts have there. */
export interface NumberedBlock extends Omit<FrameBlock, 'layout' | 'slow' | 'min' | 'max'> {
  readonly layout: number;
  /** Left out where the block has none. */
  readonly slow?: NumberedSlowRows;
}

export interface NumberedSlowRows extends Omit<SlowRows, 'layout'> {
  readonly layout: number;
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
    columns: end - start === block.frames ? block.columns : block.columns.map((column) => column.subarray(start, end)),
    slow: slow && trimSlowRows(slow, start, end),
  };
}

/** The part of a block that lies in the frames `from` (included) to `to` (excluded), numbered; null when none does. */
export function numberBlock(block: FrameBlock, layouts: LayoutNumbers, from: number, to: number): NumberedBlock | null {
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

/** What a block takes in memory, in bytes, but for its constant overhead. */
export function blockSizeBytes({ frames, columns, slow }: NumberedBlock | FrameBlock): number {
  const slowBytes = slow ? slow.values.byteLength + slow.frames.byteLength : 0;
  return frames * (columns.length * 8 + 17) + slowBytes;
}
