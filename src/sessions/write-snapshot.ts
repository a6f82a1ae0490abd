import { type FrameBlock, GAP_REASONS, type SlowRows } from '../metrics/index.ts';
import type { SessionFileOptions } from './file-options.ts';
import { LayoutNumbers } from './layout-numbers.ts';
import { snapshotHead } from './snapshot-head.ts';
import type { SnapshotBlock, SnapshotSlowRows } from './snapshot-parts.ts';
import type { StoredSession } from './stored-session.ts';

/**
 * The lines of a session's snapshot file, each with its line break: the head, then one block a line, so that a reader can
 * take it piece by piece. Together they are one JSON document. Progress is from 0 to 1.
 */
export function* writeSnapshot(
  session: StoredSession,
  onProgress?: SessionFileOptions['onProgress'],
): Generator<string, void> {
  const { blocks } = session.frames;
  const layouts = new LayoutNumbers();
  for (const { layout, slow } of blocks) {
    layouts.of(layout);
    if (slow) layouts.of(slow.layout);
  }
  const keys = layouts.all.map(({ columns }) => columns.map((column) => column?.key ?? null));
  const head = snapshotHead(session, keys);
  yield '{\n';
  for (const [key, value] of Object.entries(head)) yield `${JSON.stringify(key)}:${JSON.stringify(value)},\n`;
  yield '"blocks":[\n';
  for (const [k, block] of blocks.entries()) {
    const separator = k + 1 < blocks.length ? ',' : '';
    yield `${JSON.stringify(blockToFile(block, layouts))}${separator}\n`;
    onProgress?.((k + 1) / blocks.length);
  }
  yield ']}\n';
}

function blockToFile(block: FrameBlock, layouts: LayoutNumbers): SnapshotBlock {
  const gaps: SnapshotBlock['gaps'] = [];
  block.gap.forEach((gap, row) => {
    if (gap > 0) gaps.push([row, GAP_REASONS[gap] ?? 'none']);
  });
  const { slow } = block;
  return {
    first: block.firstFrame,
    frames: block.frames,
    layout: layouts.of(block.layout),
    time: Array.from(block.timeMs),
    interval: Array.from(block.intervalMs),
    gaps,
    columns: block.columns.map(columnToFile),
    ...(slow && { slow: slowToFile(slow, layouts) }),
  };
}

function slowToFile({ layout, frames, values }: SlowRows, layouts: LayoutNumbers): SnapshotSlowRows {
  const width = layout.columns.length;
  const columns = layout.columns.map((_, c) =>
    columnToFile(Float64Array.from(frames, (_, row) => values[row * width + c] as number)),
  );
  return { layout: layouts.of(layout), frames: Array.from(frames), columns };
}

/** A column that holds one value throughout, most often a missing one, is written as that value. */
function columnToFile(column: Float64Array): number[] | number | null {
  const [first = Number.NaN] = column;
  const isConstant = column.every(first === first ? (value) => value === first : (value) => value !== value);
  if (!isConstant) return Array.from(column);
  return Number.isFinite(first) ? first : null;
}
