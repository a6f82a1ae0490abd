/** Work on values by the million, some thousands at a time: `next()` until it is done. */
export type Steps<T> = Generator<void, T>;

/** How many values a step looks at: at most one or two milliseconds' worth. */
export const STEP = 16_384;

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
