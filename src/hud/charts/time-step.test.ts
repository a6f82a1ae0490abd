import { describe, expect, it } from 'vitest';
import { timeStep } from './time-step.ts';

describe('timeStep', () => {
  it('gives round steps, seven at most', () => {
    expect(timeStep(10_000)).toBe(2000);
    expect(timeStep(60_000)).toBe(10_000);
    expect(timeStep(40)).toBe(10);
    for (const spanMs of [40, 999, 61_000, 3_599_000, 9e7]) expect(spanMs / timeStep(spanMs)).toBeLessThanOrEqual(7);
  });
});
