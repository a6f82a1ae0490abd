export { isWebGlContext, watchContexts } from './canvas-contexts.ts';
export { FrameProbe } from './frame/frame-probe.ts';
export { measureRefreshInWorker } from './frame/refresh-worker.ts';
export { FrameTasks } from './frame-tasks.ts';
export { isGpuDevice, watchDevices } from './gpu-devices.ts';
export { GpuFigures } from './gpu-figures.ts';
export { heapCapability, readHeapMb } from './page-memory.ts';
export { HELLO, watchWorkers } from './page-workers.ts';
export type { Refresh } from './refresh.ts';
