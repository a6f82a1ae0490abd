import { withRanges } from '../frames/block-range.ts';
import type { FrameBlock, FrameLayout } from '../metrics/index.ts';
import type { NumberedBlock, NumberedSlowRows } from './numbered-block.ts';

/** In front of the layout's columns: begin, interval and gap of each frame. */
export const OWN_COLUMNS = 3;

/**
 * Some frames of a block as the store keeps them: raw, because a page that is going away has no time to compress, and in one
 * array, because the main thread clones a record, and each object of it takes its time.
 */
export interface BlockRecord {
  readonly layout: number;
  readonly firstFrame: number;
  readonly frames: number;
  /** Begin, interval and gap of the frames, then the columns of the layout. */
  readonly values: Float64Array;
  /** Left out where the block has none. */
  readonly slow?: NumberedSlowRows;
}

export function blockRecord(block: NumberedBlock): BlockRecord {
  const { layout, firstFrame, frames, slow } = block;
  const columns = [block.timeMs, block.intervalMs, block.gap, ...block.columns];
  const values = new Float64Array(frames * columns.length);
  for (const [k, column] of columns.entries()) values.set(column, k * frames);
  return { layout, firstFrame, frames, values, ...(slow && { slow }) };
}

/** The block of a stored record, as it was; none of one that is damaged. */
export function storedBlock(record: BlockRecord, layouts: ReadonlyMap<number, FrameLayout>): FrameBlock[] {
  const layout = layouts.get(record?.layout);
  if (layout === undefined || !isWhole(record, layout)) return [];
  const { firstFrame, frames, values, slow } = record;
  const slowLayout = slow && layouts.get(slow.layout);
  if (slow && (slowLayout === undefined || !isSlowWhole(slow, slowLayout, frames))) return [];
  const column = (k: number) => values.subarray(k * frames, (k + 1) * frames);
  const block = {
    layout,
    firstFrame,
    frames,
    timeMs: column(0),
    intervalMs: column(1),
    gap: new Uint8Array(column(2)),
    columns: layout.columns.map((_, k) => column(OWN_COLUMNS + k)),
    slow: slow && slowLayout ? { ...slow, layout: slowLayout } : null,
  };
  return [withRanges(block)];
}

function isWhole({ firstFrame, frames, values }: BlockRecord, layout: FrameLayout): boolean {
  return (
    Number.isSafeInteger(firstFrame) &&
    Number.isSafeInteger(frames) &&
    frames > 0 &&
    values instanceof Float64Array &&
    values.length === frames * (OWN_COLUMNS + layout.columns.length)
  );
}

function isSlowWhole({ frames, values }: NumberedSlowRows, layout: FrameLayout, blockFrames: number): boolean {
  return (
    frames instanceof Uint16Array &&
    frames[0] === 0 &&
    frames.every((frame, row) => frame < blockFrames && (row === 0 || frame > (frames[row - 1] as number))) &&
    values instanceof Float64Array &&
    values.length === frames.length * layout.columns.length
  );
}
