import type { Capability } from '../../metrics/index.ts';

/** The JavaScript heap in MiB; NaN where the browser does not tell. Chromium only, and coarse unless the page is isolated. */
export function readHeapMb(view: typeof globalThis): number {
  const { memory } = view.performance as Performance & { memory?: { usedJSHeapSize: number } };
  return memory === undefined ? Number.NaN : memory.usedJSHeapSize / 2 ** 20;
}

export function heapCapability(view: typeof globalThis): Capability {
  return 'memory' in view.performance
    ? { status: 'ready' }
    : { status: 'unsupported', reason: 'This browser does not tell the size of the JavaScript heap' };
}

/** The samples that are taken of the heap. */
export interface HeapSamples {
  readonly isSupported: boolean;
  onSample: ((usageMb: number) => void) | null;
}
