import { describe, expect, it } from 'vitest';
import { growth, growthOf } from './counter-growth.ts';

const _ = Number.NaN;

describe('growth', () => {
  it('is what the total grew by, and all of a total that fell', () => {
    expect([growth(3, 10), growth(3, 3), growth(10_000, 3)]).toEqual([7, 0, 3]);
    expect([growth(_, 3), growth(3, _)]).toEqual([_, _]);
  });
});

describe('growthOf', () => {
  const grown = (...values: number[]) => growthOf(new Float64Array(values));

  it('counts on over a counter that was removed and came back', () => {
    expect(grown(1000, 1001, 3, 5)).toBe(6);
    expect(grown(1000, 1001, _, _, 3, 5)).toBe(6);
  });

  it('passes over what is missing, also at the end', () => {
    expect([grown(1, _, 4, _), grown(2), grown()]).toEqual([3, 0, 0]);
  });

  it('does not know what was counted where the first is missing', () => {
    expect(grown(_, 1, 2)).toBeNaN();
  });
});
