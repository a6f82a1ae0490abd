import { STEP, type Steps } from '../analysis/steps.ts';

/** The values that a column, which begins at frame `first`, has of some frames; NaN of frames before and behind it. In steps. */
export function* valuesAtSteps(
  column: ArrayLike<number>,
  first: number,
  frames: ArrayLike<number>,
): Steps<Float64Array> {
  const values = new Float64Array(frames.length);
  // A loop: Float64Array.from() would make an object a frame.
  for (let k = 0; k < values.length; k++) {
    values[k] = column[(frames[k] as number) - first] ?? Number.NaN;
    if ((k + 1) % STEP === 0) yield;
  }
  return values;
}
