import type { Steps } from '../../analysis/steps.ts';
import { timeOf } from '../../frames/frame-source.ts';
import { type FrameSource, type FrameWindow, frameAt } from '../../frames/index.ts';
import type { FrameColumns } from './frame-columns.ts';
import type { MinMaxPoints } from './min-max-points.ts';

/** The frames that a gap lies before, each behind the frame before it, as `drawGapsAndPeriods` takes them. */
export interface GapFrames {
  readonly count: number;
  readonly timeMs: readonly number[];
  /** Of the frame before, 0. */
  readonly gap: readonly number[];
  /** Begin of the last frame of all. */
  readonly endMs: number;
}

export const NO_GAPS: GapFrames = { count: 0, timeMs: [], gap: [], endMs: 0 };

/** Reads all frames of a stored session into points, a span at a time: its columns at once would take the time and the memory of millions of frames. */
export function* storedPointSteps(
  source: FrameSource,
  { from, to }: FrameWindow,
  spanMs: number,
  columns: FrameColumns,
  points: MinMaxPoints,
): Steps<GapFrames> {
  const endMs = from < to ? timeOf(source, to - 1) : 0;
  const timeMs: number[] = [];
  const gap: number[] = [];
  let beforeMs = Number.NaN;
  points.begin(endMs, spanMs);
  for (let at = from; at < to; ) {
    const endOfSpanMs = (Math.floor(timeOf(source, at) / points.widthMs) + 1) * points.widthMs;
    const next = Math.max(at + 1, frameAt(source, endOfSpanMs));
    columns.read(source, { from: at, to: next });
    points.add(columns);
    for (let k = 0; k < columns.count; k++) {
      const reason = columns.gap[k] as number;
      if (reason !== 0 && at + k > from) {
        timeMs.push(beforeMs, columns.timeMs[k] as number);
        gap.push(0, reason);
      }
      beforeMs = columns.timeMs[k] as number;
    }
    at = next;
    yield;
  }
  return { count: gap.length, timeMs, gap, endMs };
}
