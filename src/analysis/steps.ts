/** Work on values by the million, some thousands at a time: `next()` until it is done. */
export type Steps<T> = Generator<void, T>;

/** How many values a step looks at: at most one or two milliseconds' worth. */
export const STEP = 16_384;

/**
 * Looks at `length` values in steps. The loop over the values of a step is to be in `pass`, a plain function: V8 optimises the loops of generators
 * late, and until then each number in them is an object.
 */
export function* inSteps(length: number, pass: (from: number, to: number) => void): Steps<void> {
  for (let from = 0; from < length; from += STEP) {
    if (from > 0) yield;
    pass(from, Math.min(length, from + STEP));
  }
}

/** What is not worth steps as work that has them. */
export function* oneStep<T>(run: () => T): Steps<T> {
  yield;
  return run();
}

/** Does all of it at once. */
export function finish<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
