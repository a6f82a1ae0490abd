export * from './analysis/index.ts';
export * from './frames/index.ts';
export * from './metrics/index.ts';
