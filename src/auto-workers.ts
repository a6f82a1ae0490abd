import { openScope } from './create-framescope.ts';
import { connectWorker, connectWorkerMetrics, EngineMetrics, type GaugeHandle } from './metrics/index.ts';
import { HELLO, watchWorkers } from './probes/index.ts';
import type { Framescope, FramescopeOptions } from './scope-options.ts';
import { watchGraphics } from './watch-graphics.ts';

/** How often the page hears of a worker that makes no frames, in ms. */
const FLUSH_MS = 50;

const NOT_REACHED =
  'Workers that Framescope runs in. The others are not seen: let them begin with import "framescope/auto", or with importScripts of the auto script';

/** In the page: adds the metrics of every worker that the auto script runs in; what it gives ends that. */
export function reachWorkers({ metrics: { registry } }: Framescope): () => void {
  const stop = new Set<() => void>();
  let gauges: { readonly made: GaugeHandle; readonly reached: GaugeHandle } | null = null;
  // No worker, no rows in the HUD.
  const counts = () => {
    gauges ??= {
      made: registry.registerGauge('engine', 'workers.made', {
        unit: 'count',
        description: 'Workers that the page made',
      }),
      reached: registry.registerGauge('engine', 'workers.reached', { unit: 'count', description: NOT_REACHED }),
    };
    return gauges;
  };
  const stopWatching = watchWorkers(globalThis, {
    onMade() {
      const { made, reached } = counts();
      made.add(1);
      reached.add(0);
    },
    onReached(port, name) {
      counts().reached.add(1);
      const onEnd = () => void stop.delete(end);
      const end = connectWorker(registry, port, name === '' ? { onEnd } : { name, onEnd });
      stop.add(end);
    },
  });
  return () => {
    stopWatching();
    for (const end of stop) end();
  };
}

/** In a worker: measures its frames and what it draws, and gives the page a port to the figures. */
export function openWorkerScope(options: FramescopeOptions): void {
  const { port1, port2 } = new MessageChannel();
  const registry = connectWorkerMetrics(port1 as never, { everyMs: 0 });
  openScope({ ...options, metrics: new EngineMetrics(registry), hud: false }, (scope) => {
    let frames = 0;
    const timer = setInterval(() => {
      const { endFrame } = scope.frames;
      if (endFrame === frames) void registry.backend.flush();
      frames = endFrame;
    }, FLUSH_MS);
    const stopGraphics = watchGraphics(scope);
    return () => {
      clearInterval(timer);
      stopGraphics();
      port1.close();
    };
  });
  const { name = '' } = globalThis as { name?: string };
  (globalThis as unknown as { postMessage(message: unknown, transfer: Transferable[]): void }).postMessage(
    [HELLO, name],
    [port2],
  );
}
