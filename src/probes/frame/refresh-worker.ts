/** Runs in the worker: the median interval of its animation frames, once. Under a second at 60 Hz. */
const SOURCE = `
const intervals = [];
let last = 0;
requestAnimationFrame(function frame(now) {
  if (last > 0) intervals.push(now - last);
  last = now;
  if (intervals.length < 41) requestAnimationFrame(frame);
  else postMessage(intervals.sort((a, b) => a - b)[20]);
});`;

/**
 * Measures the refresh period in a worker, whose animation frames keep the display's pace while the page is busy.
 *
 * @returns stops it
 */
export function measureRefreshInWorker(onPeriod: (periodMs: number) => void, onFailure: () => void): () => void {
  let worker: Worker | null = null;
  const stop = () => {
    worker?.terminate();
    worker = null;
  };
  try {
    const url = URL.createObjectURL(new Blob([SOURCE], { type: 'text/javascript' }));
    worker = new Worker(url);
    URL.revokeObjectURL(url);
    worker.onmessage = ({ data }) => {
      stop();
      onPeriod(data as number);
    };
    worker.onerror = () => {
      stop();
      onFailure();
    };
  } catch {
    onFailure();
  }
  return stop;
}
