import { describe, expect, it } from 'vitest';
import { comparePairs } from './compare-runs.ts';
import { adjustPValues, correctComparisons } from './correct-comparisons.ts';
import { createNormal } from './example-runs.ts';

describe('adjustPValues', () => {
  it('gives what R’s p.adjust(p, "BH") gives, in the order given', () => {
    expect([...adjustPValues([0.01, 0.04, 0.03, 0.005])]).toEqual([0.02, 0.04, 0.04, 0.02]);
    const p = [0.041, 0.001, 0.042, 0.008, 0.039, 0.06, 0.074, 0.205];
    const expected = [0.0672, 0.008, 0.0672, 0.032, 0.0672, 0.08, 0.0846, 0.205];
    expect([...adjustPValues(p)]).toEqual(expected.map((adjusted) => expect.closeTo(adjusted, 4)));
  });

  it('leaves out what is no test, and never exceeds 1', () => {
    expect([...adjustPValues([NaN, 0.02, NaN, 0.9])]).toEqual([NaN, 0.04, NaN, 0.9]);
    expect([...adjustPValues([1, 1])]).toEqual([1, 1]);
    expect([...adjustPValues([])]).toEqual([]);
  });
});

describe('correctComparisons', () => {
  it('takes back what one of many metrics differs by, and keeps what differs beyond chance', () => {
    const base = Array<number>(6).fill(10);
    const worse = comparePairs(base, [11, 11.1, 11.2, 11.3, 11.4, 11.5]);
    const better = comparePairs(base, [9, 9.1, 9.2, 9.3, 9.3, 9.4]);
    const same = comparePairs(base, [9.9, 10.1, 9.9, 10.1, 10, 10]);
    expect([worse.verdict, better.improved]).toEqual(['regressed', true]);
    expect(correctComparisons([worse]).map(({ verdict }) => verdict)).toEqual(['regressed']);
    const corrected = correctComparisons([worse, same, same, better]);
    expect(corrected.map(({ verdict }) => verdict)).toEqual([
      'inconclusive',
      'equivalent',
      'equivalent',
      'inconclusive',
    ]);
    expect(corrected[3]?.improved).toBe(false);
    expect(corrected[0]?.p).toBeCloseTo(0.0625, 12);
  });

  it('calls something regressed in at most 5 % of 500 families of 20 metrics that do not differ', () => {
    const normal = createNormal(7);
    const runs = () => Array.from({ length: 10 }, () => Math.exp(0.2 * normal()));
    let alone = 0;
    let corrected = 0;
    for (let family = 0; family < 500; family++) {
      const comparisons = Array.from({ length: 20 }, () => comparePairs(runs(), runs()));
      if (comparisons.some(({ verdict }) => verdict === 'regressed')) alone++;
      if (correctComparisons(comparisons).some(({ verdict }) => verdict === 'regressed')) corrected++;
    }
    expect(alone / 500).toBeGreaterThan(0.3);
    expect(corrected / 500).toBeLessThanOrEqual(0.05);
  });
});
