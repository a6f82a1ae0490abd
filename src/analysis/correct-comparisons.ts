import type { Comparison } from './compare-runs.ts';

const FALSE_SHARE = 0.05;

/**
 * P values of several tests, adjusted by Benjamini and Hochberg (1995): of those at most `q`, a share of at most `q` is wrong on
 * average. In the order given; NaN is no test, stays NaN and does not count.
 */
export function adjustPValues(pValues: ArrayLike<number>): Float64Array {
  const adjusted = new Float64Array(pValues.length).fill(Number.NaN);
  const descending = Array.from(pValues, (p, test) => [p, test] as const)
    .filter(([p]) => !Number.isNaN(p))
    .sort(([a], [b]) => b - a);
  let smallest = 1;
  descending.forEach(([p, test], k) => {
    smallest = Math.min(smallest, (p * descending.length) / (descending.length - k));
    adjusted[test] = smallest;
  });
  return adjusted;
}

/**
 * The comparisons of metrics that do not gate, judged together: the more there are, the more would seem to differ by chance. What
 * regressed or improved, but not by its adjusted p value, becomes inconclusive; `p` becomes the adjusted one.
 */
export function correctComparisons<T extends Comparison>(comparisons: readonly T[]): T[] {
  const adjusted = adjustPValues(comparisons.map(({ p }) => p));
  return comparisons.map((comparison, k) => {
    const p = adjusted[k] as number;
    const isOpen = p > FALSE_SHARE && (comparison.verdict === 'regressed' || comparison.improved);
    return { ...comparison, p, ...(isOpen && { verdict: 'inconclusive', improved: false }) };
  });
}
