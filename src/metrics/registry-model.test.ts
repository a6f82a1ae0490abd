import { describe, expect, it } from 'vitest';
import { runRegistryModel } from './registry-model.ts';

describe('MetricsRegistry', () => {
  it('agrees with a naive one over random programs of a thousand operations', () => {
    for (let seed = 1; seed <= 60; seed++) expect(() => runRegistryModel(seed)).not.toThrow();
  });
});
