import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameHistogram } from './frame-histogram.ts';

describe('frameHistogram', () => {
  it('counts frames in bins of equal width with the lower edge inside', () => {
    expect([...frameHistogram([0.5, 9.99, 10, 25], { maxMs: 30, bins: 3 })]).toEqual([2, 1, 1]);
  });

  it('puts everything beyond the maximum into the last bin', () => {
    expect([...frameHistogram([5, 30, 31, 5000], { maxMs: 30, binMs: 10 })]).toEqual([1, 0, 3]);
  });

  it('rounds the number of bins up to reach the maximum', () => {
    expect(frameHistogram([], { maxMs: 25, binMs: 10 }).length).toBe(3);
    expect(frameHistogram([], { maxMs: 1.1, binMs: 0.1 }).length).toBe(11);
  });

  it('weighs frames by their duration when asked', () => {
    expect([...frameHistogram([5, 15, 15, 100], { maxMs: 30, bins: 3, timeWeighted: true })]).toEqual([5, 30, 100]);
  });

  it('clears and fills an array of the right length', () => {
    const into = Float64Array.of(9, 9, 9);
    expect(frameHistogram([15], { maxMs: 30, bins: 3, into })).toBe(into);
    expect([...into]).toEqual([0, 1, 0]);
    expect(frameHistogram([15], { maxMs: 30, bins: 4, into })).not.toBe(into);
  });

  it('leaves out missing intervals', () => {
    expect([...frameHistogram([NaN, 0, -5, Infinity, 5], { maxMs: 30, bins: 3 })]).toEqual([1, 0, 0]);
  });

  it('takes fewer than one bin for one', () => {
    for (const bins of [0, -1, NaN]) expect([...frameHistogram([1, 2], { maxMs: 30, bins })]).toEqual([2]);
  });

  it('throws on bins of no width', () => {
    expect(() => frameHistogram([1, 2], { maxMs: 30, binMs: 0 })).toThrow(RangeError);
  });

  it('adds up to the number of frames', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true })),
        fc.integer({ min: 1, max: 64 }),
        (intervals, bins) => {
          const histogram = frameHistogram(intervals, { maxMs: 50, bins });
          expect(histogram.reduce((sum, count) => sum + count, 0)).toBe(intervals.length);
        },
      ),
    );
  });
});
