import { expect as baseExpect } from '@playwright/test';
import { type Budget, checkBudget, formatBudget } from './budget.ts';
import type { Measurement } from './measurement.ts';

/** Upper limits of the frame time in ms: `p50`, `p90`, `p95`, `p99`, `p999`, `mean`, `max`, `timeWeighted`. */
export type FrameTimeLimits = Partial<
  Record<'p50' | 'p90' | 'p95' | 'p99' | 'p999' | 'mean' | 'max' | 'timeWeighted', number>
>;

function result(matcher: string, measurement: Measurement, budget: Budget) {
  const lines = checkBudget(measurement, budget);
  const pass = lines.every(({ met }) => met);
  const { frames } = measurement.stats;
  return { pass, message: () => `${matcher}: "${measurement.name}", ${frames} frames\n${formatBudget(lines)}` };
}

/** Playwright's `expect` with matchers for measurements. */
export const expect = baseExpect.extend({
  /** Every given statistic of the frame time is at most its limit in ms. */
  toHaveFrameTime(measurement: Measurement, limits: FrameTimeLimits) {
    const budget = Object.fromEntries(Object.entries(limits).map(([id, limit]) => [`frame.${id}`, limit]));
    return result('toHaveFrameTime', measurement, budget);
  },
  /** Every limit of the budget is met. */
  toMeetBudget(measurement: Measurement, budget: Budget) {
    return result('toMeetBudget', measurement, budget);
  },
});
