// The programs of the unit test, for a browser's engine.
export { runRegistryModel } from '../../src/metrics/registry-model.ts';
