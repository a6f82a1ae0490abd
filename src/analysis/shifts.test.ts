import { describe, expect, it } from 'vitest';
import { rankSumDistribution, signedRankDistribution } from './null-distributions.ts';
import { pairedShifts, shiftEstimate, shiftInterval, shiftPValue, unpairedShifts } from './shifts.ts';

/** Cumulative shares of the outcomes, one integer each. */
function shares(outcomes: readonly number[], length: number): number[] {
  return Array.from({ length }, (_, k) => outcomes.filter((outcome) => outcome <= k).length / outcomes.length);
}

const subsets = (size: number) =>
  Array.from({ length: 2 ** size }, (_, bits) => Array.from({ length: size }, (__, k) => (bits >> k) & 1));

describe('signedRankDistribution', () => {
  it.each([1, 2, 6, 9])('is what counting all signs of %i pairs gives', (pairs) => {
    const sums = subsets(pairs).map((signs) => signs.reduce((sum, sign, k) => sum + sign * (k + 1), 0));
    expect([...signedRankDistribution(pairs)]).toEqual(shares(sums, (pairs * (pairs + 1)) / 2 + 1));
  });

  it('has the critical values of the tables', () => {
    // Largest k with 2·P(T ≤ k) ≤ 0.05, of 6 to 12 pairs (Wilcoxon 1945 and every table since).
    const critical = [6, 7, 8, 9, 10, 11, 12].map(
      (pairs) => signedRankDistribution(pairs).findIndex((p) => 2 * p > 0.05) - 1,
    );
    expect(critical).toEqual([0, 2, 3, 5, 8, 10, 13]);
  });
});

describe('rankSumDistribution', () => {
  it.each([
    [1, 1],
    [3, 2],
    [4, 4],
    [2, 6],
  ])('is what counting all orders of %i and %i values gives', (first, second) => {
    const sums = subsets(first + second)
      .filter((order) => order.filter((isFirst) => isFirst).length === first)
      // How many pairs have the one of the first set behind the one of the second.
      .map((order) =>
        order.reduce((sum, isFirst, k) => sum + (isFirst ? order.slice(0, k).filter((each) => !each).length : 0), 0),
      );
    const expected = shares(sums, first * second + 1);
    rankSumDistribution(first, second).forEach((chance, k) => {
      expect(chance).toBeCloseTo(expected[k] as number, 12);
    });
  });

  it('has the critical values of the tables', () => {
    const critical = [4, 5, 6, 8, 10].map((n) => rankSumDistribution(n, n).findIndex((p) => 2 * p > 0.05) - 1);
    expect(critical).toEqual([0, 2, 5, 13, 23]);
  });
});

describe('pairedShifts', () => {
  // Hollander and Wolfe (1973), the example of R's wilcox.test(): V = 40, p = 0.03906, (pseudo)median 0.46, interval 0.010 to 0.786.
  const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
  const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
  const shifts = pairedShifts(before.map((value, k) => value - (after[k] as number)));

  it('gives the estimate, interval and p value of R', () => {
    const [low, high] = shiftInterval(shifts, 0.95);
    expect(shiftEstimate(shifts)).toBeCloseTo(0.46, 3);
    expect(low).toBeCloseTo(0.01, 3);
    expect(high).toBeCloseTo(0.786, 3);
    expect(shiftPValue(shifts, 0)).toBe(0.0390625);
  });

  it('has no interval for too few differences', () => {
    expect(shiftInterval(pairedShifts([1, 2, 3, 4, 5]), 0.95)).toEqual([NaN, NaN]);
    expect(shiftInterval(pairedShifts([1, 2, 3, 4, 5, 6]), 0.95)).toEqual([1, 6]);
    expect(shiftInterval(pairedShifts([1, 2, 3, 4, 5]), 0.9)).toEqual([1, 5]);
  });
});

describe('unpairedShifts', () => {
  it('gives the estimate, interval and p value of R', () => {
    // wilcox.test(head, base, conf.int = TRUE) of Hollander and Wolfe's permeability constants: W = 35, p = 0.2544, 0.305, −0.15 to 0.76.
    const head = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const base = [1.15, 0.88, 0.9, 0.74, 1.21];
    const shifts = unpairedShifts(base, head);
    const [low, high] = shiftInterval(shifts, 0.95);
    expect(shiftEstimate(shifts)).toBeCloseTo(0.305, 10);
    expect([low, high]).toEqual([expect.closeTo(-0.15, 10), expect.closeTo(0.76, 10)]);
    expect(shiftPValue(shifts, 0)).toBeCloseTo(0.2544, 4);
  });
});

describe('shiftPValue', () => {
  it('is at most 0.05 exactly where the 95 % interval does not hold the shift, ties included', () => {
    const shifts = pairedShifts([1, 1, 2, 3, 5, 8, 8, 13, 21, 34]);
    const [low, high] = shiftInterval(shifts, 0.95);
    for (const shift of new Set([...shifts.sorted, low - 0.01, low + 0.01, high - 0.01, high + 0.01])) {
      expect(shiftPValue(shifts, shift) > 0.05).toBe(shift >= low && shift <= high);
    }
  });
});
