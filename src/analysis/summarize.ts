import { quantile } from './quantile.ts';
import { sortedValuesSteps } from './sorted-values.ts';
import { finish, STEP, type Steps } from './steps.ts';

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
  return finish(summarySteps(values, options));
}

/** The same in steps. */
export function* summarySteps(values: ArrayLike<number>, options: SummarizeOptions = {}): Steps<Summary> {
  const sorted = yield* sortedValuesSteps(values, -Infinity, options.scratch);
  const at = (p: number) => quantile(sorted, p);
  let sum = 0;
  for (let k = 0; k < sorted.length; k++) {
    sum += sorted[k] as number;
    if ((k + 1) % STEP === 0) yield;
  }
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
