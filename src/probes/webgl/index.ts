export { WebGlProbe } from './webgl-probe.ts';
