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
 *                    ↑oldest     ↑i       e is compared with (b + c + d) / 3
 */
export function* framePacingSteps(intervals: ArrayLike<number>, windowFrames: number): Steps<FramePacing> {
  const pass = new PacingPass(intervals, windowFrames);
  yield* inSteps(intervals.length, (from, to) => pass.take(from, to));
  return { masd: pass.differences / pass.pairs, stutterMs: pass.stutterMs };
}

class PacingPass {
  readonly #intervals: ArrayLike<number>;
  readonly #windowFrames: number;
  pairs = 0;
  differences = 0;
  stutterMs = 0;
  #previous = 0;
  #windowSum = 0;
  #windowCount = 0;
  #oldest = 0;

  constructor(intervals: ArrayLike<number>, windowFrames: number) {
    this.#intervals = intervals;
    this.#windowFrames = windowFrames;
  }

  take(from: number, to: number): void {
    const intervals = this.#intervals;
    const windowFrames = this.#windowFrames;
    let { pairs, differences, stutterMs } = this;
    let previous = this.#previous;
    let windowSum = this.#windowSum;
    let windowCount = this.#windowCount;
    let oldest = this.#oldest;
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
      if (windowCount < windowFrames) {
        windowCount++;
        continue;
      }
      while (!isDuration(intervals[oldest] as number)) oldest++;
      windowSum -= intervals[oldest++] as number;
    }
    this.pairs = pairs;
    this.differences = differences;
    this.stutterMs = stutterMs;
    this.#previous = previous;
    this.#windowSum = windowSum;
    this.#windowCount = windowCount;
    this.#oldest = oldest;
  }
}
