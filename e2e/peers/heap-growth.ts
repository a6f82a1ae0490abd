import { PerformanceObserver } from 'node:perf_hooks';

/** What asking for the size of the heap takes by itself. */
let askingBytes = 0;
askingBytes = growths(new Array(101).fill(() => {})).sort((a, b) => a - b)[50] ?? 0;

/**
 * By how many bytes each step lets the heap and the memory of typed arrays grow; NaN when garbage was collected meanwhile, so
 * that nothing is set off against anything.
 */
export function growths(steps: readonly (() => void)[]): number[] {
  global.gc?.();
  // The memory of typed arrays is freed beside the program: what the collection has freed must not fall into a step.
  pauseMs(50);
  const collections = new PerformanceObserver(() => {});
  collections.observe({ entryTypes: ['gc'] });
  const sizes = new Float64Array(steps.length + 1);
  const ask = (k: number) => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    sizes[k] = heapUsed + arrayBuffers;
  };
  ask(0);
  for (let k = 0; k < steps.length; k++) {
    steps[k]?.();
    ask(k + 1);
  }
  const collected = collections.takeRecords().length > 0;
  collections.disconnect();
  return steps.map((_, k) => (collected ? Number.NaN : (sizes[k + 1] as number) - (sizes[k] as number) - askingBytes));
}

/** Stands still, with the threads beside the program going on. */
function pauseMs(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
