import { describe, expect, it } from 'vitest';
import { timeScaleMax, timeScaleTicks } from './time-scale.ts';

const BUDGET = 16;

describe('timeScaleMax', () => {
  it('has room for the value, in steps of the budget', () => {
    expect([5, 30, 60, 500].map((valueMs) => timeScaleMax(BUDGET, valueMs) / BUDGET)).toEqual([2, 3, 6, 48]);
    expect(timeScaleMax(BUDGET, 10_000)).toBe(10_000);
  });

  it('grows at once, and shrinks when there is room to spare', () => {
    expect(timeScaleMax(BUDGET, 60, 2 * BUDGET)).toBe(6 * BUDGET);
    expect(timeScaleMax(BUDGET, 48, 6 * BUDGET)).toBe(6 * BUDGET);
    expect(timeScaleMax(BUDGET, 5, 6 * BUDGET)).toBe(2 * BUDGET);
  });

  it('ends somewhere, whatever came', () => {
    for (const valueMs of [1e308, Number.MAX_VALUE, Number.POSITIVE_INFINITY])
      expect(timeScaleMax(BUDGET, valueMs)).toBe(2 ** 20 * BUDGET);
  });
});

describe('timeScaleTicks', () => {
  it('gives five ticks at most, multiples of the budget', () => {
    expect(timeScaleTicks(BUDGET, 2 * BUDGET)).toEqual([0, 16, 32]);
    expect(timeScaleTicks(BUDGET, timeScaleMax(BUDGET, 1e308))).toHaveLength(5);
  });
});
