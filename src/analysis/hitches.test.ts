import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameStatistics } from './frame-statistics.ts';
import { hitches } from './hitches.ts';

const steady = (frames: number, ms = 10) => Array<number>(frames).fill(ms);

describe('hitches', () => {
  it('finds a long frame among short ones', () => {
    expect(hitches([...steady(30), 60, ...steady(30)])).toEqual([30]);
  });

  it('counts a first frame of 50 ms, but not one just below', () => {
    expect(hitches([50, ...steady(30)])).toEqual([0]);
    expect(hitches([49.999, ...steady(30)])).toEqual([]);
  });

  it('raises the threshold to 2.5 times the median', () => {
    expect(hitches([...steady(30, 30), 74])).toEqual([]);
    expect(hitches([...steady(30, 30), 75])).toEqual([30]);
  });

  it('ignores a frame that is not 1.5 times longer than the one before', () => {
    expect(hitches([...steady(30), 40, 60])).toEqual([]);
    expect(hitches([...steady(30), 40, 60.001])).toEqual([31]);
  });

  it('takes hitches that end less than 200 ms apart for one', () => {
    expect(hitches([...steady(20), 60, ...steady(13), 60])).toEqual([20]);
    expect(hitches([...steady(20), 60, ...steady(14), 60])).toEqual([20, 35]);
  });

  it('measures the 200 ms from the last hitch counted, not from one it ignored', () => {
    expect(hitches([...steady(20), 60, ...steady(9), 60, ...steady(5), 60])).toEqual([20, 36]);
  });

  it('steps over missing intervals and gives indices of the input', () => {
    expect(hitches([NaN, 10, 10, -1, 60, 10, 0])).toEqual([4]);
  });

  it('finds nothing where there are no frames', () => {
    expect(hitches([])).toEqual([]);
    expect(hitches([NaN, 0])).toEqual([]);
  });

  it('takes a median that is already known', () => {
    expect(hitches([...steady(20), 60], { medianMs: 30 })).toEqual([]);
  });

  it('finds as many as frameStatistics counts', () => {
    const interval = fc.oneof(fc.double({ min: 4, max: 40, noNaN: true }), fc.constantFrom(50, 80, 500, NaN));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 200 }), (intervals) => {
        expect(hitches(intervals).length).toBe(frameStatistics(intervals, { refreshMs: 16 }).hitch.count);
      }),
    );
  });
});
