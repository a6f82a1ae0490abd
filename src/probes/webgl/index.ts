export type { WebGlProbeOptions } from './webgl-probe.ts';
export { WebGlProbe } from './webgl-probe.ts';
