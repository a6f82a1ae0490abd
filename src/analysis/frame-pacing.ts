import { isDuration } from './is-duration.ts';
import { STEP, type Steps } from './steps.ts';

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
 *                    ↑oldest     ↑i       e is compared with (b + c + d) / 3
 */
export function* framePacingSteps(intervals: ArrayLike<number>, windowFrames: number): Steps<FramePacing> {
  let pairs = 0;
  let differences = 0;
  let stutterMs = 0;
  let previous = 0;
  let windowSum = 0;
  let windowCount = 0;
  let oldest = 0;
  for (let i = 0; i < intervals.length; i++) {
    if ((i + 1) % STEP === 0) yield;
    const interval = intervals[i] as number;
    if (!isDuration(interval)) continue;
    if (windowCount > 0) {
      pairs++;
      differences += Math.abs(interval - previous);
      if (interval > (2.5 * windowSum) / windowCount) stutterMs += interval;
    }
    previous = interval;
    windowSum += interval;
    if (windowCount < windowFrames) {
      windowCount++;
      continue;
    }
    while (!isDuration(intervals[oldest] as number)) oldest++;
    windowSum -= intervals[oldest++] as number;
  }
  return { masd: differences / pairs, stutterMs };
}
