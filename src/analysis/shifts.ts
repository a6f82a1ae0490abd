import { rankSumDistribution, signedRankDistribution } from './null-distributions.ts';
import { quantile } from './quantile.ts';

/**
 * By how much one side may lie above the other: every shift that the data suggest, ascending, and how the number of them below the
 * true one is distributed. Their median is the estimate of Hodges and Lehmann, two of them are the ends of its exact interval.
 */
export interface Shifts {
  readonly sorted: Float64Array;
  /** P(at most k of the shifts lie below the true one), at place k. */
  readonly distribution: Float64Array;
}

/** The shifts of differences in pairs: their Walsh averages `(x_i + x_j)/2, i ≤ j`, with the signed-rank distribution. */
export function pairedShifts(differences: ArrayLike<number>): Shifts {
  const { length } = differences;
  const averages = new Float64Array((length * (length + 1)) / 2);
  let count = 0;
  for (let i = 0; i < length; i++) {
    for (let j = i; j < length; j++) averages[count++] = ((differences[i] as number) + (differences[j] as number)) / 2;
  }
  return { sorted: averages.sort(), distribution: signedRankDistribution(length) };
}

/** The shifts of one set of values against another: all differences `head_j − base_i`, with the rank-sum distribution. */
export function unpairedShifts(base: ArrayLike<number>, head: ArrayLike<number>): Shifts {
  const differences = new Float64Array(base.length * head.length);
  let count = 0;
  for (let i = 0; i < base.length; i++) {
    for (let j = 0; j < head.length; j++) differences[count++] = (head[j] as number) - (base[i] as number);
  }
  return { sorted: differences.sort(), distribution: rankSumDistribution(base.length, head.length) };
}

/** The median of the shifts: the estimate of Hodges and Lehmann. */
export function shiftEstimate({ sorted }: Shifts): number {
  return quantile(sorted, 0.5);
}

/**
 * The interval that holds the true shift with at least this confidence: without as many shifts at each end as leave
 * `2·P(T ≤ k) ≤ 1 − confidence`. For so few values that there is none, NaN.
 *
 *     sorted   s0 s1 [s2 s3 … s(M−4) s(M−3)] s(M−2) s(M−1)      k = 1, 2·P(T ≤ 1) is within, 2·P(T ≤ 2) is not
 */
export function shiftInterval({ sorted, distribution }: Shifts, confidence: number): [low: number, high: number] {
  // 1 − 0.9 is 0.09999999999999998, and would lose an interval that holds with exactly 90 %.
  const outside = 1 - confidence + 1e-12;
  let k = 0;
  while (2 * (distribution[k] as number) <= outside) k++;
  return [sorted[k - 1] ?? Number.NaN, sorted[sorted.length - k] ?? Number.NaN];
}

/**
 * Two-sided p value of the true shift being `shift`: at most 0.05 exactly where the 95 % interval does not hold it. Shifts that are equal to it
 * count for the side with fewer, so that it is never too small.
 */
export function shiftPValue({ sorted, distribution }: Shifts, shift: number): number {
  let below = 0;
  let above = 0;
  for (const each of sorted) {
    if (each < shift) below++;
    else if (each > shift) above++;
  }
  const rest = sorted.length - Math.max(below, above);
  return Math.min(1, 2 * (distribution[rest] as number));
}
