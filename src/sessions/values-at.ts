import { pickValues } from '../analysis/pick-values.ts';
import { inSteps, type Steps } from '../analysis/steps.ts';

/** The values that a column, which begins at frame `first`, has of some frames; NaN of frames before and behind it. In steps. */
export function* valuesAtSteps(
  column: ArrayLike<number>,
  first: number,
  frames: ArrayLike<number>,
): Steps<Float64Array> {
  const values = new Float64Array(frames.length);
  yield* inSteps(values.length, (from, to) => pickValues(column, first, frames, values, from, to));
  return values;
}
