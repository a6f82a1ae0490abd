import type { Steps } from '../analysis/steps.ts';

/** How long work may hold the page up at a time, in ms. */
const SLICE_MS = 6;

/** Does work of a session, which may be of hours, in tasks of some ms each: the page goes on in between. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (let endMs = performance.now() + SLICE_MS; ; ) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() < endMs) continue;
    await new Promise((resolve) => setTimeout(resolve));
    endMs = performance.now() + SLICE_MS;
  }
}
