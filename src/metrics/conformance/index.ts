export { backendConformance } from './backend-conformance.ts';
export type { ConformanceCase } from './conformance-case.ts';
export { sinkConformance } from './sink-conformance.ts';
