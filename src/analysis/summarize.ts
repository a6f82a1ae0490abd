import { quantile } from './quantile.ts';
import { sortedValues } from './sorted-values.ts';

/** In the unit of the values; all but `count` are NaN when no value is there. */
export interface Summary {
  count: number;
  mean: number;
  min: number;
  max: number;
  p50: number;
  p95: number;
  p99: number;
}

export interface SummarizeOptions {
  /** Room to sort in, at least as long as the values; overwritten. */
  scratch?: Float64Array | undefined;
}

/** Summary of one metric's column, such as CPU or GPU times. NaN and infinite values are missing; 0 and negative ones count. */
export function summarize(values: ArrayLike<number>, options: SummarizeOptions = {}): Summary {
  const sorted = sortedValues(values, -Infinity, options.scratch);
  const at = (p: number) => quantile(sorted, p);
  let sum = 0;
  for (const value of sorted) sum += value;
  return {
    count: sorted.length,
    mean: sum / sorted.length,
    min: at(0),
    max: at(1),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}
