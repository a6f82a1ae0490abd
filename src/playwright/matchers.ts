import { expect as baseExpect, type Expect, type MatcherReturnType } from '@playwright/test';
import { describe } from '../metrics/metrics-error.ts';
import { type Budget, checkBudget, formatBudget } from './budget.ts';
import type { Measurement } from './measurement.ts';

const FRAME_TIMES = ['p50', 'p90', 'p95', 'p99', 'p999', 'mean', 'max', 'timeWeighted'] as const;

/** Upper limits of the frame time in ms: `p50`, `p90`, `p95`, `p99`, `p999`, `mean`, `max`, `timeWeighted`. */
export type FrameTimeLimits = Partial<Record<(typeof FRAME_TIMES)[number], number>>;

function result(matcher: string, measurement: Measurement, budget: Budget) {
  requireMeasurement(measurement);
  const lines = checkBudget(measurement, budget);
  const pass = lines.every(({ met }) => met);
  const { frames } = measurement.stats;
  return { pass, message: () => `${matcher}: "${measurement.name}", ${frames} frames\n${formatBudget(lines)}` };
}

/** @throws TypeError for what `framescope.measure()` does not resolve to; its promise gets a hint of its own */
function requireMeasurement(value: unknown): void {
  const { stats, metric, then } = Object(value) as Partial<Measurement & PromiseLike<unknown>>;
  if (typeof stats?.frames === 'number' && typeof metric === 'function') return;
  const got = typeof then === 'function' ? 'a promise: "await" is missing before it' : describe(value);
  throw new TypeError(
    `Cannot check the measurement: expect() must be given what "await framescope.measure()" gives, current value is ${got}`,
  );
}

/** @throws RangeError for a frame time that has no limit */
function frameTimeId(id: string): string {
  if ((FRAME_TIMES as readonly string[]).includes(id)) return `frame.${id}`;
  const known = FRAME_TIMES.map(describe).join(', ');
  throw new RangeError(`Cannot check the frame time: it must be one of ${known}, current value is ${describe(id)}`);
}

const matchers = {
  toHaveFrameTime(measurement: Measurement, limits: FrameTimeLimits): MatcherReturnType {
    const budget = Object.fromEntries(Object.entries(limits ?? {}).map(([id, limit]) => [frameTimeId(id), limit]));
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
