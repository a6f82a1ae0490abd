import { describe, expect, it } from 'vitest';
import { aggregateRuns } from './aggregate-runs.ts';

describe('aggregateRuns', () => {
  it('gives the median of the runs, their ends and their middle half', () => {
    expect(aggregateRuns([17, 16, 18, 30, 16.5])).toEqual({ runs: 5, median: 17, min: 16, max: 30, spread: 1.5 });
    expect(aggregateRuns([16])).toEqual({ runs: 1, median: 16, min: 16, max: 16, spread: 0 });
  });

  it('leaves out runs without a value', () => {
    expect(aggregateRuns([NaN, 2, Infinity, 4])).toMatchObject({ runs: 2, median: 3 });
    expect(aggregateRuns([])).toEqual({ runs: 0, median: NaN, min: NaN, max: NaN, spread: NaN });
  });
});
