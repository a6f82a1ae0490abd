import { openWorkerScope, reachWorkers } from './auto-workers.ts';
import { isWorker, openScope } from './create-framescope.ts';
import { watchContexts, watchDevices } from './probes/index.ts';
import type { FramescopeOptions } from './scope-options.ts';
import { loadWebGpuProbe } from './scope-webgpu.ts';

declare global {
  /** Options of the auto script, set before it runs. */
  var FRAMESCOPE_OPTIONS: FramescopeOptions | undefined;
}

/**
 * Instruments any page or worker: every WebGL context and WebGPU device that is made from now on is measured, and the hotkeys show the
 * HUD. Options come from `globalThis.FRAMESCOPE_OPTIONS`, or as JSON from the script tag's `data-framescope`.
 */
function start(): void {
  if (typeof document === 'undefined') {
    if (isWorker()) openWorkerScope(globalThis.FRAMESCOPE_OPTIONS ?? {});
    return;
  }
  // Loaded before a device can be there, so that nothing of what it makes is missed. Where that fails, the scope says so.
  if (globalThis.GPUAdapter !== undefined) loadWebGpuProbe().catch(() => undefined);
  openScope(readOptions(), (scope) => {
    const stop = [
      watchContexts(globalThis, (context) => scope.probe(context)),
      watchDevices(globalThis, (device) => scope.probe(device)),
      reachWorkers(scope),
    ];
    return () => {
      for (const one of stop) one();
    };
  });
}

function readOptions(): FramescopeOptions {
  const text = document.currentScript?.dataset.framescope;
  return { ...(text === undefined ? {} : JSON.parse(text)), ...globalThis.FRAMESCOPE_OPTIONS };
}

try {
  start();
} catch (error) {
  // The page comes first: without measurements it must still start.
  console.warn(`[framescope] Cannot start: ${String(error)}`);
}
