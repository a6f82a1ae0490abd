import { describe, expect, it } from 'vitest';
import { summarize } from './summarize.ts';

describe('summarize', () => {
  it('summarizes the values that are there', () => {
    expect(summarize([NaN, 4, 0, 2, NaN])).toEqual({ count: 3, mean: 2, min: 0, max: 4, p50: 2, p95: 3.8, p99: 3.96 });
  });

  it('keeps zero and negative values, for they are not missing', () => {
    expect(summarize([-2, 0])).toMatchObject({ count: 2, mean: -1, min: -2, max: 0 });
  });

  it('is NaN throughout where every value is missing', () => {
    const nothing = { count: 0, mean: NaN, min: NaN, max: NaN, p50: NaN, p95: NaN, p99: NaN };
    expect(summarize([])).toEqual(nothing);
    expect(summarize([NaN, Infinity])).toEqual(nothing);
  });

  it('gives one value for all of them', () => {
    expect(summarize([3])).toEqual({ count: 1, mean: 3, min: 3, max: 3, p50: 3, p95: 3, p99: 3 });
  });

  it('sorts in the scratch array and leaves the values alone', () => {
    const values = Float64Array.of(3, 1, 2);
    const scratch = new Float64Array(3);
    summarize(values, { scratch });
    expect([...values]).toEqual([3, 1, 2]);
    expect([...scratch]).toEqual([1, 2, 3]);
  });
});
