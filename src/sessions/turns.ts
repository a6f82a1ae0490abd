/** How long work may hold the page up at a time, in ms. */
const SLICE_MS = 8;

/**
 * For work that comes in pieces: what it gives is awaited between two of them, and lets the page go on once 8 ms have passed.
 * That rejects with the signal's reason as soon as it is aborted.
 */
export function createTurns(signal?: AbortSignal): () => Promise<void> {
  let sinceMs = performance.now();
  return async () => {
    signal?.throwIfAborted();
    if (performance.now() - sinceMs < SLICE_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    sinceMs = performance.now();
  };
}
