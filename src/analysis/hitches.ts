import { isDuration } from './is-duration.ts';
import { quantile } from './quantile.ts';
import { sortedValuesSteps } from './sorted-values.ts';
import { finish, STEP, type Steps } from './steps.ts';

export interface HitchesOptions {
  /** `frame.p50` of the same intervals, when it is known already: saves a sort. */
  medianMs?: number | undefined;
  /** Room to sort in, at least as long as the intervals; overwritten. */
  scratch?: Float64Array | undefined;
}

/**
 * The indices, ascending, of the frame intervals that a player feels as a hitch (Unreal's definition): at least
 * `max(50 ms, 2.5·p50)`, more than 1.5 times the frame before, and over 200 ms or more after the last hitch was over.
 * Missing intervals are stepped over as if they were not there; indices are those of the input.
 */
export function hitches(intervals: ArrayLike<number>, options: HitchesOptions = {}): number[] {
  return finish(hitchSteps(intervals, options));
}

/** The same in steps. */
export function* hitchSteps(intervals: ArrayLike<number>, options: HitchesOptions = {}): Steps<number[]> {
  const median = options.medianMs ?? quantile(yield* sortedValuesSteps(intervals, 0, options.scratch), 0.5);
  const threshold = Math.max(50, 2.5 * median);
  const found: number[] = [];
  let previous = 0; // so that the first frame needs only the threshold
  let sinceHitch = Infinity;
  for (let i = 0; i < intervals.length; i++) {
    if ((i + 1) % STEP === 0) yield;
    const interval = intervals[i] as number;
    if (!isDuration(interval)) continue;
    sinceHitch += interval;
    if (interval >= threshold && interval > 1.5 * previous && sinceHitch >= 200) {
      found.push(i);
      sinceHitch = 0;
    }
    previous = interval;
  }
  return found;
}
