import { quantile } from 'framescope/metrics';

/** The middle of some values and where their middle half lies. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /**
   * Half the width of the median's 95 % interval, by the notch of McGill, Tukey and Larsen (1978): 1.57 · (high − low) / √n. NaN for
   * fewer than three values, which tell nothing of it.
   */
  readonly error: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, median, high] = [0.25, 0.5, 0.75].map((p) => quantile(sorted, p)) as [number, number, number];
  const error = values.length < 3 ? Number.NaN : (1.57 * (high - low)) / Math.sqrt(values.length);
  return { median, low, high, error };
}

/** The differences of values that were taken side by side. */
export function pairedDifferences(values: readonly number[], bases: readonly number[], factor = 1): number[] {
  return values.map((value, k) => value - factor * (bases[k] as number));
}
