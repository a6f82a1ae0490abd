import { describe, expect, it } from 'vitest';
import { timeAbove } from './time-above.ts';

describe('timeAbove', () => {
  it('gives the percent of the time in frames longer than each threshold, in any order', () => {
    expect([...timeAbove([10, 20, 30, 40], [25, 0, 40, 10, 39.9])]).toEqual([70, 100, 0, 90, 40]);
  });

  it('weighs frames by their time, not by their number', () => {
    expect([...timeAbove([...Array<number>(90).fill(10), 100], [50])]).toEqual([10]);
  });

  it('leaves out missing intervals, and is NaN without frames', () => {
    expect([...timeAbove([NaN, 10, -5, 30, 0], [10])]).toEqual([75]);
    expect([...timeAbove([NaN], [10])]).toEqual([NaN]);
  });
});
