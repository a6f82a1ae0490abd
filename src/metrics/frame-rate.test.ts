import { describe, expect, it } from 'vitest';
import { FrameRate } from './frame-rate.ts';

const addAll = (rate: FrameRate, intervals: number[]) => intervals.map((ms) => rate.add(ms)).at(-1);

describe('FrameRate', () => {
  it('divides frames by time, where the mean of each frame’s rate would flatter', () => {
    expect(addAll(new FrameRate(), [8, 25, 8, 25])).toBeCloseTo(4000 / 66, 9);
  });

  it('is missing before the first interval, and steady over gaps', () => {
    const rate = new FrameRate();
    expect(rate.add(Number.NaN)).toBeNaN();
    expect(rate.add(20)).toBeCloseTo(50);
    expect(rate.add(Number.NaN)).toBeCloseTo(50);
  });

  it('looks back a second', () => {
    const rate = new FrameRate();
    addAll(rate, new Array(100).fill(10));
    expect(addAll(rate, new Array(50).fill(20))).toBeCloseTo(50, 6);
  });

  it('follows one frame that is longer than the window', () => {
    const rate = new FrameRate();
    addAll(rate, new Array(60).fill(16));
    expect(rate.add(4000)).toBeCloseTo(0.25, 9);
  });

  it('holds at more frames a second than it has room for', () => {
    expect(addAll(new FrameRate(), new Array(5000).fill(0.5))).toBeCloseTo(2000, 6);
  });
});
