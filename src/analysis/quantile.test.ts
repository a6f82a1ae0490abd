import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from './quantile.ts';

const sortedValues = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 })
  .map((values) => Float64Array.from(values).sort());
const fraction = fc.double({ min: 0, max: 1, noNaN: true });

describe('quantile', () => {
  it('interpolates between the neighbours of (N - 1)p', () => {
    expect(quantile([10, 20, 40], 0.25)).toBe(15);
    expect(quantile([10, 20, 40], 0.5)).toBe(20);
    expect(quantile([10, 20, 40], 0.75)).toBe(30);
  });

  it('gives the ends at 0 and 1', () => {
    expect(quantile([1, 2, 3], 0)).toBe(1);
    expect(quantile([1, 2, 3], 1)).toBe(3);
    expect(quantile([7], 0.5)).toBe(7);
  });

  it('is NaN without values and outside 0 to 1', () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([], 0)).toBeNaN();
    for (const p of [-0.1, 1.1, NaN]) expect(quantile([1, 2], p)).toBeNaN();
  });

  it('never falls as p rises and stays between the ends', () => {
    fc.assert(
      fc.property(sortedValues, fraction, fraction, (sorted, a, b) => {
        const low = quantile(sorted, Math.min(a, b));
        const high = quantile(sorted, Math.max(a, b));
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(sorted[0] as number);
        expect(high).toBeLessThanOrEqual(sorted.at(-1) as number);
      }),
    );
  });
});
