import type { EngineMetrics } from './metrics/index.ts';
import type { Warn } from './probes/index.ts';
import { heapCapability, readHeapMb, WeakTargets } from './probes/index.ts';
import type { PageProbesOptions } from './probes/page/page-probe.ts';
import type { DrawingTarget } from './target.ts';

/** Asking for the size of the heap takes Chromium a third of a millisecond: rarely where nobody looks. */
const HEAP_EVERY_MS = 2000;
const WATCHED_HEAP_EVERY_MS = 500;

export interface LazyPageOptions
  extends Omit<PageProbesOptions, 'registry' | 'sinceMs' | 'heap' | 'canvases' | 'wasmMemories' | 'simulation'> {
  readonly metrics: EngineMetrics;
  readonly setMemory: (usageMb: number) => void;
}

/** What is measured of the page around its frames: the heap at once, everything else behind a dynamic import after the first frames. */
export interface LazyPage {
  addCanvas(target: DrawingTarget): () => void;
  addMemory(memory: WebAssembly.Memory): () => void;
  /** Hot. */
  setAnimationTime(simulationTimeMs: number): void;
  destroy(): void;
}

export function createLazyPage(options: LazyPageOptions, warn: Warn): LazyPage {
  const { view, metrics, every, isWatched, setMemory, reportSelfMs } = options;
  const { registry } = metrics;
  const capability = heapCapability(view);
  const probes: PageProbesOptions = {
    ...options,
    registry,
    sinceMs: performance.now(),
    heap: { isSupported: capability.status === 'ready', onSample: null },
    canvases: new WeakTargets(),
    wasmMemories: new WeakTargets(),
    simulation: { timeMs: 0.5, isGiven: false },
  };
  registry.setCapability('engine:memory.usage_mb', capability);
  let heapReadMs = Number.NEGATIVE_INFINITY;
  every(WATCHED_HEAP_EVERY_MS, () => {
    const nowMs = performance.now();
    if (nowMs - heapReadMs < HEAP_EVERY_MS && !isWatched()) return;
    heapReadMs = nowMs;
    const usageMb = readHeapMb(view);
    setMemory(usageMb);
    reportSelfMs(performance.now() - nowMs);
    probes.heap.onSample?.(usageMb);
  });
  let isDestroyed = false;
  let stop: () => void = () => undefined;
  const stopWaiting = every(1000, () => {
    stopWaiting();
    import('./probes/page/index.ts')
      .then(({ startPageProbes }) => {
        if (!isDestroyed) stop = startPageProbes(probes);
      })
      .catch((error) => warn('The page cannot be measured', error));
  });
  return {
    addCanvas: ({ graphics, canvas }) =>
      canvas === undefined ? () => undefined : probes.canvases.add(graphics, new WeakRef(canvas)),
    addMemory: (memory) => probes.wasmMemories.add(memory, null),
    setAnimationTime(simulationTimeMs) {
      probes.simulation.timeMs = simulationTimeMs;
      probes.simulation.isGiven = true;
    },
    destroy() {
      isDestroyed = true;
      stop();
    },
  };
}
