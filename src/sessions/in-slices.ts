import type { Steps } from '../analysis/steps.ts';

/** How long work may hold the page up at a time, in ms. */
const SLICE_MS = 6;

/**
 * Does work of a session, which may be of hours, in tasks of some ms each: the page goes on in between. In a hidden tab, whose timers wait for a second or
 * a minute, it is done at once.
 */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (let endMs = performance.now() + SLICE_MS; ; ) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() < endMs || isHidden()) continue;
    await new Promise((resolve) => setTimeout(resolve));
    endMs = performance.now() + SLICE_MS;
  }
}

function isHidden(): boolean {
  return (globalThis as { document?: Document }).document?.visibilityState === 'hidden';
}
