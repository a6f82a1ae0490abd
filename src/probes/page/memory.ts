import { HeapGrowth } from './heap-growth.ts';
import type { PageProbe } from './page-probe.ts';

/** The browser collects garbage for this measurement, some seconds after it is asked. */
const USER_AGENT_EVERY_MS = 30_000;

type MeasuringPerformance = Performance & {
  measureUserAgentSpecificMemory?(): Promise<{ readonly bytes: number }>;
};

/** What the samples of the heap tell of allocations and collections. */
export function startHeapProbe(probe: PageProbe): void {
  const { heap } = probe.options;
  const rate = probe.metric('gauge', 'memory.allocation_mb_per_s', {
    unit: 'MiB/s',
    description: 'Growth of the heap between two samples: what was allocated, at least',
    better: 'lower',
  });
  const collections = probe.metric('counter', 'memory.gc_suspected', {
    unit: 'count',
    description: 'Times that the heap shrank by more than 1 MiB between two samples: suspected garbage collections',
    better: 'lower',
  });
  if (!heap.isSupported) {
    probe.say('unsupported', 'This browser does not tell the size of the JavaScript heap');
    return;
  }
  probe.say('pending', 'Two samples of a growing heap are needed', rate);
  const growth = new HeapGrowth();
  let isKnown = false;
  const onSample = probe.guard((usageMb: number) => {
    growth.add(usageMb, performance.now());
    if (growth.hasFallen) collections.increment();
    if (Number.isNaN(growth.growthMbPerS)) return;
    rate.set(growth.growthMbPerS);
    if (!isKnown) probe.ready(rate);
    isKnown = true;
  });
  heap.onSample = onSample;
  probe.onStop(() => {
    heap.onSample = null;
  });
}

/** Everything that the browser holds for the page, where the page is isolated from others. */
export function startUserAgentMemoryProbe(probe: PageProbe): void {
  const { view, isWatched } = probe.options;
  const memory = probe.metric('gauge', 'memory.user_agent_mb', {
    unit: 'MiB',
    description: 'Memory of the page with its workers and frames, by measureUserAgentSpecificMemory()',
    better: 'lower',
  });
  const performance: MeasuringPerformance = view.performance;
  if (performance.measureUserAgentSpecificMemory === undefined || !view.crossOriginIsolated) {
    const why = view.crossOriginIsolated ? '' : ': the page is not cross-origin isolated';
    probe.say('unsupported', `There is no measureUserAgentSpecificMemory() here${why}`);
    return;
  }
  probe.say('pending', 'Measured only while somebody looks at it, and answered when the browser collects garbage next');
  let nextMs = 0;
  const onMeasured = probe.guard(({ bytes }: { readonly bytes: number }) => {
    memory.set(bytes / 2 ** 20);
    probe.ready();
    nextMs = performance.now() + USER_AGENT_EVERY_MS;
  });
  probe.every(1000, () => {
    if (performance.now() < nextMs || !isWatched()) return;
    nextMs = Number.POSITIVE_INFINITY;
    performance.measureUserAgentSpecificMemory?.().then(
      onMeasured,
      probe.guard((error) => probe.fail(error)),
    );
  });
}

/** The memories of WebAssembly that were given as targets. Their constructor is left alone: what a module exports would not pass it. */
export function startWasmMemoryProbe(probe: PageProbe): void {
  const { wasmMemories } = probe.options;
  const size = probe.metric('gauge', 'memory.wasm_mb', {
    unit: 'MiB',
    description: 'Size of the WebAssembly memories that were given as targets',
    better: 'lower',
  });
  let wasEmpty: boolean | null = null;
  probe.every(500, () => {
    let bytes = 0;
    wasmMemories.forEach((memory) => {
      bytes += memory.buffer.byteLength;
    });
    if (wasmMemories.isEmpty) size.clear();
    else size.set(bytes / 2 ** 20);
    if (wasmMemories.isEmpty === wasEmpty) return;
    wasEmpty = wasmMemories.isEmpty;
    if (wasEmpty) probe.say('unsupported', 'No WebAssembly.Memory is measured: give it as target');
    else probe.ready();
  });
}
