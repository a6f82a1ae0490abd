export { WebGpuProbe, type WebGpuProbeOptions } from './webgpu-probe.ts';
