import { expect, test } from '@playwright/test';

interface TimesMs {
  readonly none: number;
  readonly noneEither: number;
  readonly once: number;
  readonly twice: number;
}

/** Holds GPU times to their loads: twice the work takes twice the time, and frames without any, between them, next to none. */
export function expectProportion(times: TimesMs): void {
  test.info().annotations.push({ type: 'ms', description: JSON.stringify(times) });
  const once = times.once - times.none;
  const twice = times.twice - times.none;
  expect(twice / once).toBeGreaterThan(1.8);
  expect(twice / once).toBeLessThan(2.2);
  expect(times.none).toBeLessThan(once / 2);
  expect(times.noneEither).toBeLessThan(once / 2);
}
