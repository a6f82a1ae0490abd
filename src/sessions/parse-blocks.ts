import { withRanges } from '../frames/block-range.ts';
import { type FrameBlock, type FrameLayout, GAP_REASONS, type SlowRows } from '../metrics/index.ts';
import { check, fail, require } from './snapshot-check.ts';
import type { SnapshotSlowRows } from './snapshot-parts.ts';
import { blockSchema, MAX_MS } from './snapshot-schema.ts';

/** Values of a file: 512 MiB of them, five hours of 60 metrics. A column of one value is short in a file and long in memory. */
const MAX_VALUES = 2 ** 26;

/** A year at 60 Hz. */
const MAX_FRAME = 2 ** 31;

/** Reads the blocks of a file one by one, which follow each other without a hole. What it gives throws SessionError `corrupt`. */
export function createBlockParser(layouts: readonly FrameLayout[]): (block: unknown) => FrameBlock {
  let count = 0;
  let next: number | null = null;
  let values = 0;
  let lastMs = -MAX_MS;
  return (value) => {
    const path = `blocks.${count++}`;
    const { first, frames, layout: index, time, interval, gaps, columns, slow } = check(blockSchema, value, path);
    require(next === null || first === next, `${path}.first`, `${next}, where the block before ends`, first);
    require(frames > 0, `${path}.frames`, 'at least 1', frames);
    next = first + frames;
    require(next <= MAX_FRAME, `${path}.first`, `a frame number, of frames up to ${MAX_FRAME}`, first);
    const layout = layoutOf(layouts, index, columns, path);
    // Times are written out, so that here the file itself is known to be as long as it says.
    const timeMs = numbers(time, frames, `${path}.time`);
    for (const [row, ms] of timeMs.entries()) {
      if (!(ms >= lastMs)) fail(`${path}.time.${row}`, `ms, ${lastMs} or later, as the frame before`, time[row]);
      lastMs = ms;
    }
    require(lastMs <= MAX_MS, `${path}.time`, 'times as far as dates go', lastMs);
    const intervalMs = numbers(interval, frames, `${path}.interval`);
    for (const [row, ms] of intervalMs.entries())
      if (ms < 0 || ms > MAX_MS) fail(`${path}.interval.${row}`, 'ms, 0 or larger, as far as dates go, or null', ms);
    values += frames * columns.length + (slow ? slow.frames.length * slow.columns.length : 0);
    require(values <= MAX_VALUES, 'blocks', `at most ${MAX_VALUES} values`, values);
    const gap = new Uint8Array(frames);
    for (const [row, reason] of gaps) {
      require(row >= 0 && row < frames, `${path}.gaps`, `rows from 0 to ${frames - 1}`, row);
      require(Number.isNaN(intervalMs[row]), `${path}.gaps`, 'rows without an interval', row);
      gap[row] = GAP_REASONS.indexOf(reason);
    }
    return withRanges({
      layout,
      firstFrame: first,
      frames,
      timeMs,
      intervalMs,
      gap,
      columns: columnsOf(columns, frames, path),
      slow: slow === undefined ? null : slowRows(slow, frames, layouts, `${path}.slow`),
    });
  };
}

function layoutOf(
  layouts: readonly FrameLayout[],
  index: number,
  columns: readonly unknown[],
  path: string,
): FrameLayout {
  const layout = layouts[index] ?? fail(`${path}.layout`, 'the index of a layout', index);
  const width = layout.columns.length;
  require(columns.length === width, `${path}.columns`, `${width} columns`, columns.length);
  return layout;
}

function slowRows(
  { layout, frames, columns }: SnapshotSlowRows,
  blockFrames: number,
  layouts: readonly FrameLayout[],
  path: string,
): SlowRows {
  const rows = numbers(frames, frames.length, `${path}.frames`);
  for (const [row, frame] of rows.entries()) {
    const from = row === 0 ? 0 : (rows[row - 1] as number) + 1;
    const to = row === 0 ? 0 : blockFrames - 1;
    if (!Number.isInteger(frame) || frame < from || frame > to)
      fail(`${path}.frames.${row}`, `a whole number from ${from} to ${to}`, frames[row]);
  }
  require(rows.length > 0, `${path}.frames`, 'at least the block’s first', 0);
  const width = columns.length;
  const values = new Float64Array(rows.length * width);
  columnsOf(columns, rows.length, path).forEach((column, c) => {
    for (const [row, value] of column.entries()) values[row * width + c] = value;
  });
  return { layout: layoutOf(layouts, layout, columns, path), frames: Uint16Array.from(rows), values };
}

/** A column that is one value holds it throughout. */
function columnsOf(columns: readonly unknown[], rows: number, path: string): Float64Array[] {
  return columns.map((column, c) => {
    const at = `${path}.columns.${c}`;
    if (Array.isArray(column)) return numbers(column, rows, at);
    return new Float64Array(rows).fill(numbers([column], 1, at)[0] as number);
  });
}

function numbers(list: readonly unknown[], length: number, path: string): Float64Array {
  require(list.length === length, path, `${length} values`, list.length);
  const values = new Float64Array(length);
  for (let k = 0; k < length; k++) {
    const value = list[k];
    if (value === null) values[k] = Number.NaN;
    else if (typeof value === 'number' && Number.isFinite(value)) values[k] = value;
    else fail(`${path}.${k}`, 'a number or null', value);
  }
  return values;
}
