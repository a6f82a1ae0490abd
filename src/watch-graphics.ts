import { watchContexts, watchDevices } from './probes/index.ts';
import type { Framescope } from './scope-options.ts';
import { loadWebGpuProbe } from './scope-webgpu.ts';

/** Measures every WebGL context and WebGPU device that is made in this realm from now on; what it gives ends that. */
export function watchGraphics(scope: Framescope): () => void {
  // Loaded before a device can be there, so that nothing of what it makes is missed. Where that fails, the scope says so.
  if (globalThis.GPUAdapter !== undefined) loadWebGpuProbe().catch(() => undefined);
  const stop = [
    watchContexts(globalThis, (context) => scope.probe(context)),
    watchDevices(globalThis, (device) => scope.probe(device)),
  ];
  return () => {
    for (const one of stop) one();
  };
}
