export type { Budget, BudgetLine } from './budget.ts';
export type { FramescopeFixture, MeasureOptions } from './fixture.ts';
export { test } from './fixture.ts';
export type { FrameTimeLimits } from './matchers.ts';
export { expect } from './matchers.ts';
export type { Measurement } from './measurement.ts';
