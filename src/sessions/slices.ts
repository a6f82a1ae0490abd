/** How long work may hold the page up at a time, in ms. */
const SLICE_MS = 4;

/** Waited for between the steps of long work, it lets the page have its turn every few ms. */
export function slices(): () => Promise<void> {
  let sinceMs = performance.now();
  return async () => {
    if (performance.now() - sinceMs < SLICE_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    sinceMs = performance.now();
  };
}
