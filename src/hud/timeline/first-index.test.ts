import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstIndex } from './first-index.ts';

test('firstIndex finds what a search from the first on finds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(60), (values, least) => {
      const sorted = values.sort((a, b) => a - b);
      const found = sorted.findIndex((value) => value >= least);
      expect(firstIndex(sorted.length, (k) => (sorted[k] as number) >= least)).toBe(found < 0 ? sorted.length : found);
    }),
  );
});
