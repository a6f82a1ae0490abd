export { EngineProbe, type EngineProbeOptions } from './engine-probe.ts';
