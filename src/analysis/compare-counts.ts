import type { ComparisonOptions, ComparisonVerdict } from './compare-runs.ts';

export interface CountComparison {
  /** Head less base. */
  readonly difference: number;
  /** `equivalent` when they are equal; a better count is `inconclusive` and `improved`, as a better run is. */
  readonly verdict: ComparisonVerdict;
  readonly improved: boolean;
}

/**
 * Compares two exact counts, such as the draw calls of a frame: as integers, on any machine, and one more is a regression.
 *
 * @throws RangeError for what is no integer
 */
export function compareCounts(
  base: number,
  head: number,
  { better = 'lower' }: Pick<ComparisonOptions, 'better'> = {},
): CountComparison {
  for (const [side, count] of Object.entries({ base, head })) {
    if (!Number.isSafeInteger(count)) {
      throw new RangeError(`Cannot compare the counts: ${side} must be an integer, current value is ${String(count)}`);
    }
  }
  const difference = head - base;
  const improved = better === 'lower' ? difference < 0 : difference > 0;
  return { difference, verdict: difference === 0 ? 'equivalent' : improved ? 'inconclusive' : 'regressed', improved };
}
