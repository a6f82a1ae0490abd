import { expect as baseExpect, type Expect, type MatcherReturnType } from '@playwright/test';
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

const matchers = {
  toHaveFrameTime(measurement: Measurement, limits: FrameTimeLimits): MatcherReturnType {
    const budget = Object.fromEntries(Object.entries(limits).map(([id, limit]) => [`frame.${id}`, limit]));
    return result('toHaveFrameTime', measurement, budget);
  },
  toMeetBudget(measurement: Measurement, budget: Budget): MatcherReturnType {
    return result('toMeetBudget', measurement, budget);
  },
};

/**
 * Playwright's `expect` with matchers for measurements: `toHaveFrameTime({ p95: 20 })`, every given statistic of the frame time at most
 * its limit in ms, and `toMeetBudget({ 'fps.low1': 40 })`, every limit of a budget met.
 */
export const expect: Expect<typeof matchers> = baseExpect.extend(matchers);
