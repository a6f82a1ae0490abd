/** More values than so many would take seconds, and hide no difference that matters. */
export const MAX_VALUES = 100;

/**
 * Chances P(T ≤ k), at place k, of Wilcoxon's signed-rank statistic of so many pairs when nothing differs: each rank from 1 to `pairs`
 * counts with a chance of one half. Exact.
 */
export function signedRankDistribution(pairs: number): Float64Array {
  const chances = new Float64Array((pairs * (pairs + 1)) / 2 + 1);
  chances[0] = 1;
  for (let rank = 1; rank <= pairs; rank++) {
    // Downwards, so that what is added does not hold this rank yet.
    for (let sum = (rank * (rank + 1)) / 2; sum >= 0; sum--) {
      chances[sum] = ((chances[sum] as number) + (chances[sum - rank] ?? 0)) / 2;
    }
  }
  return cumulate(chances);
}

/**
 * Chances P(U ≤ k), at place k, of the rank-sum statistic (Mann and Whitney's U) of two sets of so many values when nothing
 * differs. The largest of all values is one of the first set with a chance of `i/(i + j)`, and then exceeds the other's `j`. Exact.
 */
export function rankSumDistribution(first: number, second: number): Float64Array {
  // Of i values and j, at place j; none of the first set have one outcome, 0.
  let row = Array.from({ length: second + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= first; i++) {
    const next = [Float64Array.of(1)];
    for (let j = 1; j <= second; j++) {
      const oneLessFirst = row[j] as Float64Array;
      const oneLessSecond = next[j - 1] as Float64Array;
      const chances = new Float64Array(i * j + 1);
      for (let u = 0; u < chances.length; u++) {
        chances[u] = (i * (oneLessFirst[u - j] ?? 0) + j * (oneLessSecond[u] ?? 0)) / (i + j);
      }
      next.push(chances);
    }
    row = next;
  }
  return cumulate(row[second] as Float64Array);
}

function cumulate(chances: Float64Array): Float64Array {
  let sum = 0;
  return chances.map((chance) => {
    sum += chance;
    return sum;
  });
}
