import { quantile } from './quantile.ts';
import { sortedValues } from './sorted-values.ts';

/** One metric over several runs, in its unit; all but `runs` are NaN without a run. */
export interface RunAggregate {
  /** How many runs have a value. */
  runs: number;
  median: number;
  min: number;
  max: number;
  /** From the first quartile to the third: what the middle half of the runs differ by. */
  spread: number;
}

/**
 * What several runs say together: the median of one value a run, and its spread. Frames of different runs are never pooled, because those
 * of one run are alike. A value that is NaN or infinite is missing.
 */
export function aggregateRuns(values: ArrayLike<number>): RunAggregate {
  const sorted = sortedValues(values, -Infinity);
  const at = (p: number) => quantile(sorted, p);
  return { runs: sorted.length, median: at(0.5), min: at(0), max: at(1), spread: at(0.75) - at(0.25) };
}
