import { GAP_REASONS } from '../metrics/index.ts';
import { columnSteps, FRAMES_A_STEP } from './column-steps.ts';
import { type FrameSource, type FrameWindow, GAP, INTERVAL, readColumn, TIME } from './frame-source.ts';

/** The intervals of a window as the statistics take them, and what was left out of them. */
export interface WindowIntervals {
  /** In ms; gaps are not among them. */
  readonly intervals: Float64Array;
  /** The number of the frame that each interval belongs to. */
  readonly frames: Int32Array;
  readonly excluded: { count: number; byReason: Record<string, number> };
  /** Begin of the first and of the last frame, ms of the source's clock; null without frames. */
  readonly window: { fromMs: number; toMs: number } | null;
}

/** Reads the frame intervals of a window: gaps are dropped, and counted with their reason. */
export function windowIntervals(source: FrameSource, window: FrameWindow): WindowIntervals {
  const steps = windowIntervalSteps(source, window);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same in steps: `next()` until it is done. */
export function* windowIntervalSteps(source: FrameSource, window: FrameWindow): Generator<void, WindowIntervals> {
  const intervals = yield* columnSteps(source, INTERVAL, window);
  // Most windows have none.
  const gaps = intervals.includes(Number.NaN) ? yield* columnSteps(source, GAP, window) : null;
  const frames = new Int32Array(intervals.length);
  const byReason: Record<string, number> = {};
  let kept = 0;
  for (let at = 0; at < intervals.length; at += FRAMES_A_STEP) {
    if (at > 0) yield;
    const to = Math.min(intervals.length, at + FRAMES_A_STEP);
    kept = sortOut(intervals, gaps, frames, byReason, at, to, window.from, kept);
  }
  const count = intervals.length - kept;
  const bounds =
    intervals.length === 0
      ? null
      : {
          fromMs: readColumn(source, TIME, { from: window.from, to: window.from + 1 })[0] as number,
          toMs: readColumn(source, TIME, { from: window.to - 1, to: window.to })[0] as number,
        };
  return {
    intervals: intervals.subarray(0, kept),
    frames: frames.subarray(0, kept),
    excluded: { count, byReason },
    window: bounds,
  };
}

/**
 * Moves what is measured of some intervals to the front, behind the `kept` that are there, notes its frames, and counts the rest by its reason; gives
 * how many there are then. A plain function, with a plain comparison and what is rare elsewhere: V8 optimises the loops of generators late, and makes
 * an object of a number that it hands to a call.
 */
function sortOut(
  intervals: Float64Array,
  gaps: Float64Array | null,
  frames: Int32Array,
  byReason: Record<string, number>,
  from: number,
  to: number,
  firstFrame: number,
  kept: number,
): number {
  for (let k = from; k < to; k++) {
    const interval = intervals[k] as number;
    if (interval === interval) {
      intervals[kept] = interval;
      frames[kept++] = firstFrame + k;
    } else countGap(byReason, gaps, k);
  }
  return kept;
}

function countGap(byReason: Record<string, number>, gaps: Float64Array | null, k: number): void {
  // What has no interval and no reason either is what the statistics call missing.
  const gap = gaps?.[k] ?? 0;
  const reason = (gap > 0 && GAP_REASONS[gap]) || 'missing';
  byReason[reason] = (byReason[reason] ?? 0) + 1;
}
