import { describe, expect, it } from 'vitest';
import { compareCounts } from './compare-counts.ts';

describe('compareCounts', () => {
  it('takes one more for a regression, and one less for none', () => {
    expect(compareCounts(100, 100)).toEqual({ difference: 0, verdict: 'equivalent', improved: false });
    expect(compareCounts(100, 101)).toEqual({ difference: 1, verdict: 'regressed', improved: false });
    expect(compareCounts(100, 99)).toEqual({ difference: -1, verdict: 'inconclusive', improved: true });
    expect(compareCounts(0, 0).verdict).toBe('equivalent');
  });

  it('turns round where more is better', () => {
    expect(compareCounts(100, 99, { better: 'higher' }).verdict).toBe('regressed');
    expect(compareCounts(100, 101, { better: 'higher' }).improved).toBe(true);
  });

  it('refuses what is no integer', () => {
    expect(() => compareCounts(1, 1.5)).toThrow(
      new RangeError('Cannot compare the counts: head must be an integer, current value is 1.5'),
    );
    expect(() => compareCounts(Number.NaN, 1)).toThrow('base must be an integer, current value is NaN');
  });
});
