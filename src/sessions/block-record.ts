import type { FrameBlock, FrameLayout } from '../metrics/index.ts';
import { withRanges } from './block-range.ts';

/** The frames of a block as the store keeps them: raw, because a page that is going away has no time to compress. */
export interface BlockRecord {
  readonly layout: number;
  readonly firstFrame: number;
  readonly frames: number;
  readonly timeMs: Float64Array;
  readonly intervalMs: Float64Array;
  readonly gap: Uint8Array;
  readonly columns: readonly Float64Array[];
}

/** The part of a block that lies in the frames `from` (included) to `to` (excluded), without copying; null when none does. */
export function blockRecord(block: FrameBlock, layout: number, from: number, to: number): BlockRecord | null {
  const start = Math.max(0, from - block.firstFrame);
  const end = Math.min(block.frames, to - block.firstFrame);
  if (start >= end) return null;
  const { firstFrame, frames, timeMs, intervalMs, gap, columns } = block;
  if (start === 0 && end === frames) return { layout, firstFrame, frames, timeMs, intervalMs, gap, columns };
  return {
    layout,
    firstFrame: firstFrame + start,
    frames: end - start,
    timeMs: timeMs.subarray(start, end),
    intervalMs: intervalMs.subarray(start, end),
    gap: gap.subarray(start, end),
    columns: columns.map((column) => column.subarray(start, end)),
  };
}

/** What a block takes in the store and in memory, in bytes, but for its constant overhead. */
export function blockSizeBytes({ frames, columns }: Pick<FrameBlock, 'frames' | 'columns'>): number {
  return frames * (columns.length * 8 + 17);
}

/**
 * The blocks of stored records. One that is damaged is left out alone, and those behind it close up, so that the frames of a
 * session are always numbered without a hole.
 */
export function blocksOf(records: readonly BlockRecord[], layouts: ReadonlyMap<number, FrameLayout>): FrameBlock[] {
  const whole = records.flatMap((record) => {
    const layout = layouts.get(record?.layout);
    return layout !== undefined && isWhole(record, layout) ? [{ ...record, layout }] : [];
  });
  whole.sort((a, b) => a.firstFrame - b.firstFrame);
  let next = whole[0]?.firstFrame ?? 0;
  return whole.map((record) => {
    const firstFrame = next;
    next += record.frames;
    return withRanges({ ...record, firstFrame });
  });
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
