import { describe, expect, it } from 'vitest';
import { frameStatistics } from './frame-statistics.ts';
import { percentileCurve } from './percentile-curve.ts';

const intervals = Array.from({ length: 500 }, (_, k) => 16 + 10 * ((k * 0.618) % 1) ** 6);

describe('percentileCurve', () => {
  it('has whole percent up to 99, then tenths', () => {
    const { percents, ms } = percentileCurve(intervals);
    expect(ms).toHaveLength(110);
    expect([percents[0], percents[50], percents[99], percents[100], percents[108], percents[109]]).toEqual([
      0, 50, 99, 99.1, 99.9, 100,
    ]);
  });

  it('agrees with the statistics of the same frames', () => {
    const { percents, ms } = percentileCurve([...intervals, NaN, -1, 0]);
    const { frame } = frameStatistics(intervals, { refreshMs: 16 });
    const at = (percent: number) => ms[Array.from(percents).indexOf(percent)];
    expect([0, 50, 90, 95, 99, 99.9, 100].map(at)).toEqual(
      [frame.min, frame.p50, frame.p90, frame.p95, frame.p99, frame.p999, frame.max].map((x) => expect.closeTo(x, 9)),
    );
  });

  it('takes other percentiles, and has none without frames', () => {
    expect([...percentileCurve([10, 20, 30], { percents: [0, 25, 100] }).ms]).toEqual([10, 15, 30]);
    expect([...percentileCurve([], { percents: [50] }).ms]).toEqual([NaN]);
  });
});
