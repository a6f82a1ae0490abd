import { type FrameBlock, GAP_REASONS, type SlowRows } from '../metrics/index.ts';
import { LayoutNumbers } from './layout-numbers.ts';
import { metricToFile } from './metric-file.ts';
import { eventToFile } from './session-events.ts';
import { histogramToFile } from './session-histograms.ts';
import type { SnapshotBlock, SnapshotSlowRows } from './snapshot-parts.ts';
import type { StoredSession } from './stored-session.ts';

/**
 * The lines of a session's snapshot file, each with its line break: the head, then one block a line, so that a reader can
 * take it piece by piece. Together they are one JSON document.
 */
export function* writeSnapshot(session: StoredSession): Generator<string, void> {
  const { id, name, tags, startedAt, durationMs, frames, state } = session.summary;
  const { blocks } = session.frames;
  const layouts = new LayoutNumbers();
  for (const { layout, slow } of blocks) {
    layouts.of(layout);
    if (slow) layouts.of(slow.layout);
  }
  const head = {
    format: 'framescope-session',
    version: 1,
    session: { id, name, tags, startedAt, durationMs, frames, state },
    timeOriginMs: session.timeOriginMs,
    environment: session.environment,
    metrics: session.metrics.map(metricToFile),
    layouts: layouts.all.map(({ columns }) => columns.map((column) => column?.key ?? null)),
    histograms: session.histograms.map(histogramToFile),
    events: session.frames.events.map(eventToFile),
  };
  yield '{\n';
  for (const [key, value] of Object.entries(head)) yield `${JSON.stringify(key)}:${JSON.stringify(value)},\n`;
  yield '"blocks":[\n';
  for (const [k, block] of blocks.entries()) {
    const separator = k + 1 < blocks.length ? ',' : '';
    yield `${JSON.stringify(blockToFile(block, layouts))}${separator}\n`;
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
