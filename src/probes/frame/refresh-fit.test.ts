import { describe, expect, it } from 'vitest';
import { fitRefreshPeriod, MIN_INTERVALS } from './refresh-fit.ts';

const steady = (periodMs: number, count = 300, jitterMs = 0.05) =>
  Float64Array.from({ length: count }, (_, k) => periodMs + jitterMs * Math.sin(k * 1.7));

describe('fitRefreshPeriod', () => {
  it.each([60, 75, 90, 120, 144, 165, 240])('finds %i Hz of a page that keeps its pace', (hz) => {
    expect(fitRefreshPeriod(steady(1000 / hz), Number.NaN)).toBeCloseTo(1000 / hz, 1);
  });

  it('finds 60 Hz where only one frame in eight is quick', () => {
    const intervals = Float64Array.from({ length: 400 }, (_, k) => (k % 8 === 0 ? 16.67 : 33.33));
    expect(fitRefreshPeriod(intervals, Number.NaN)).toBeCloseTo(16.67, 1);
  });

  it('reads a page steady at 30 on a display of 60 Hz as every other frame', () => {
    expect(fitRefreshPeriod(steady(33.333), Number.NaN)).toBeCloseTo(16.667, 1);
  });

  it('keeps the period of a page that slows down to a multiple of it', () => {
    expect(fitRefreshPeriod(steady(50), 16.667)).toBe(16.667);
  });

  it('follows a window that moves to a quicker display', () => {
    expect(fitRefreshPeriod(steady(1000 / 144), 16.667)).toBeCloseTo(6.944, 1);
  });

  it('follows a window that moves to a display that is no multiple slower', () => {
    expect(fitRefreshPeriod(steady(1000 / 60), 1000 / 144)).toBeCloseTo(16.667, 1);
  });

  it('says nothing new of fewer intervals than it needs', () => {
    expect(fitRefreshPeriod(steady(10, MIN_INTERVALS - 1), Number.NaN)).toBeNaN();
    expect(fitRefreshPeriod(steady(10, MIN_INTERVALS - 1), 16)).toBe(16);
  });

  it('leaves out gaps', () => {
    const some = [...steady(1000 / 75, MIN_INTERVALS - 1), ...new Array<number>(20).fill(Number.NaN)];
    expect(fitRefreshPeriod(Float64Array.from(some), Number.NaN)).toBeNaN();
    expect(fitRefreshPeriod(Float64Array.from([Number.NaN, 1000 / 75, ...some]), Number.NaN)).toBeCloseTo(1000 / 75, 1);
  });
});
