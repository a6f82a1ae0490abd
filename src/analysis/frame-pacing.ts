import { isDuration } from './is-duration.ts';
import { inSteps, type Steps } from './steps.ts';

interface FramePacing {
  /** Mean of `|d_i − d_(i−1)|` in ms; NaN below two frames. */
  masd: number;
  /** Time in frames longer than 2.5 times the mean of the frames before them, in ms. */
  stutterMs: number;
}

/**
 * The statistics that depend on the order of the frames, in one pass, in steps and without a copy. Stutter compares a frame with the
 * mean of up to `windowFrames` frames before it (CapFrameX); the first frame has only itself, so it never stutters.
 * Missing intervals are stepped over as if they were not there.
 *
 *     intervals   a  b  –  c  d  e        – is missing, windowFrames = 3
 *                             ↑ now       recent = d b c: e is compared with their mean, then takes the place of b
 */
export function* framePacingSteps(intervals: ArrayLike<number>, windowFrames: number): Steps<FramePacing> {
  const pacing: PacingSums = {
    pairs: 0,
    differences: 0,
    stutterMs: 0,
    previous: 0,
    windowSum: 0,
    windowCount: 0,
    at: 0,
  };
  const recent = new Float64Array(Math.min(windowFrames, intervals.length));
  yield* inSteps(intervals.length, (from, to) => sumPacing(pacing, intervals, recent, from, to));
  return { masd: pacing.differences / pacing.pairs, stutterMs: pacing.stutterMs };
}

/**
 * What a step leaves to the next. A literal and no class: where no instance of a class lives for a while, V8 drops its shape, and with
 * it the optimised code of the loop.
 */
interface PacingSums {
  pairs: number;
  differences: number;
  stutterMs: number;
  previous: number;
  windowSum: number;
  windowCount: number;
  /** Where the oldest of `recent` is, once that is full. */
  at: number;
}

/** Without a loop inside the loop: around one, V8 keeps the sums as objects, one a frame, until late. */
function sumPacing(
  pacing: PacingSums,
  intervals: ArrayLike<number>,
  recent: Float64Array,
  from: number,
  to: number,
): void {
  let { pairs, differences, stutterMs, previous, windowSum, windowCount, at } = pacing;
  for (let i = from; i < to; i++) {
    const interval = intervals[i] as number;
    if (!isDuration(interval)) continue;
    if (windowCount > 0) {
      pairs++;
      differences += Math.abs(interval - previous);
      if (interval > (2.5 * windowSum) / windowCount) stutterMs += interval;
    }
    previous = interval;
    windowSum += interval;
    // 0 while the window is not full.
    windowSum -= recent[at] as number;
    recent[at] = interval;
    if (++at === recent.length) at = 0;
    if (windowCount < recent.length) windowCount++;
  }
  pacing.pairs = pairs;
  pacing.differences = differences;
  pacing.stutterMs = stutterMs;
  pacing.previous = previous;
  pacing.windowSum = windowSum;
  pacing.windowCount = windowCount;
  pacing.at = at;
}
