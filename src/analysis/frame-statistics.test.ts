import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from './frame-statistics.golden.json' with { type: 'json' };
import type { FrameStatistics } from './frame-statistics.ts';
import { frameStatistics } from './frame-statistics.ts';

/** The number under a dotted id of statistics.md, or undefined. */
function byId(statistics: FrameStatistics, id: string): unknown {
  return id.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], statistics);
}

/** What the order of the frames does not change. */
function orderFree({ pacing: _, stutter, hitch, ...rest }: FrameStatistics): unknown {
  return { ...rest, windowFrames: stutter.windowFrames, ratioMsPerS: hitch.ratioMsPerS };
}

const frame = fc.double({ min: 0.5, max: 500, noNaN: true });
const frames = fc.array(frame, { minLength: 1, maxLength: 400 });
const missing = fc.constantFrom(NaN, 0, -1, Infinity, -Infinity);
const refreshMs = 1000 / 60;

describe('frameStatistics', () => {
  describe.each(golden.vectors)('of the golden vector $name', ({ intervals, refreshMs, budgetMs, expected }) => {
    it.each(Object.entries(expected))('gives %s', (id, value) => {
      const actual = byId(frameStatistics(intervals, { refreshMs, budgetMs }), id);
      if (value === null) expect(actual).toBeNaN();
      else expect(Math.abs((actual as number) - value)).toBeLessThanOrEqual(1e-6 * Math.abs(value));
    });

    it('is the same from a Float64Array', () => {
      const options = { refreshMs, budgetMs };
      expect(frameStatistics(Float64Array.from(intervals), options)).toEqual(frameStatistics(intervals, options));
    });
  });

  it('has counts of 0 and NaN for the rest without frames', () => {
    expect(frameStatistics([], { refreshMs: 16, budgetMs: 8 })).toEqual({
      frames: 0,
      durationMs: 0,
      refreshMs: 16,
      budgetMs: 8,
      window: null,
      excluded: { count: 0, byReason: {} },
      fps: { avg: NaN, low1: NaN, low01: NaN, p1: NaN, low1Integral: NaN },
      frame: {
        mean: NaN,
        sd: NaN,
        min: NaN,
        max: NaN,
        p50: NaN,
        p90: NaN,
        p95: NaN,
        p99: NaN,
        p999: NaN,
        timeWeighted: NaN,
      },
      dropped: { count: 0, pct: NaN },
      hitch: { ratioMsPerS: NaN, count: 0 },
      mvp: { pct: NaN },
      overBudget: { x1: NaN, x1_5: NaN, x2: NaN },
      stutter: { timePct: NaN, windowFrames: NaN },
      pacing: { masd: NaN },
    });
  });

  it('has no spread to show for one frame', () => {
    const { frame, pacing, fps } = frameStatistics([20], { refreshMs });
    expect(frame).toMatchObject({ mean: 20, sd: NaN, min: 20, max: 20, p999: 20 });
    expect(pacing.masd).toBeNaN();
    expect(fps).toEqual({ avg: 50, low1: 50, low01: 50, p1: 50, low1Integral: 50 });
  });

  it('has a deviation of exactly 0 when all frames are equal', () => {
    fc.assert(
      fc.property(frame, fc.integer({ min: 2, max: 2000 }), (ms, count) => {
        const { frame, pacing, stutter } = frameStatistics(new Float64Array(count).fill(ms), { refreshMs });
        expect(frame).toMatchObject({ mean: ms, sd: 0, min: ms, max: ms, p50: ms, p999: ms });
        expect(pacing.masd).toBe(0);
        expect(stutter.timePct).toBe(0);
      }),
    );
  });

  it('takes exactly a hundredth of the frames when they are a multiple of 100', () => {
    for (let count = 100; count <= 10_000; count += 100) {
      const intervals = new Float64Array(count).fill(10);
      intervals.fill(20, 0, count / 100);
      expect(frameStatistics(intervals, { refreshMs }).fps.low1).toBe(50);
    }
  });

  it('takes the refresh period for the budget by default', () => {
    const statistics = frameStatistics([10, 30], { refreshMs: 16 });
    expect(statistics.budgetMs).toBe(16);
    expect(statistics.overBudget).toEqual({ x1: 50, x1_5: 50, x2: 0 });
  });

  it('does not count a quarter period of jitter as over budget', () => {
    expect(frameStatistics([20, 20.001], { refreshMs: 16 }).overBudget.x1).toBe(50);
  });

  it('is NaN, not 0, where it would need an unknown refresh period', () => {
    for (const refreshMs of [NaN, 0, -16]) {
      const statistics = frameStatistics([10, 30], { refreshMs, budgetMs: 16 });
      expect(statistics.refreshMs).toBeNaN();
      expect(statistics.dropped).toEqual({ count: NaN, pct: NaN });
      expect(statistics.hitch).toEqual({ ratioMsPerS: NaN, count: 0 });
      expect(statistics.overBudget).toEqual({ x1: NaN, x1_5: NaN, x2: NaN });
      expect(statistics.mvp.pct).toBe(0);
      expect(statistics.fps.avg).toBe(50);
    }
  });

  it('has no missed vsync to show before the first one is due', () => {
    expect(frameStatistics([10], { refreshMs: 16 }).mvp.pct).toBeNaN();
  });

  it('hands the window and the excluded intervals through', () => {
    const window = { fromMs: 100, toMs: 200 };
    const excluded = { count: 3, byReason: { hidden: 2, resize: 1 } };
    const statistics = frameStatistics([10, 30], { refreshMs, window, excluded });
    expect(statistics.window).toEqual(window);
    expect(statistics.excluded).toEqual(excluded);
  });

  it('adds the intervals it finds missing to the excluded ones', () => {
    const excluded = { count: 3, byReason: { hidden: 2, missing: 1 } };
    expect(frameStatistics([10, NaN, 0], { refreshMs, excluded }).excluded).toEqual({
      count: 5,
      byReason: { hidden: 2, missing: 3 },
    });
    expect(excluded).toEqual({ count: 3, byReason: { hidden: 2, missing: 1 } });
  });

  it('gives the same when missing intervals lie between the frames', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(frame, missing), { maxLength: 200 }), (intervals) => {
        const present = intervals.filter((ms) => ms > 0 && ms < Infinity);
        const { excluded, ...statistics } = frameStatistics(intervals, { refreshMs });
        const { excluded: none, ...expected } = frameStatistics(present, { refreshMs });
        expect(statistics).toEqual(expected);
        expect(excluded.count).toBe(intervals.length - present.length);
        expect(none).toEqual({ count: 0, byReason: {} });
      }),
    );
  });

  it('does not depend on the order of the frames but for hitches, stutter and pacing', () => {
    const shuffled = frames.chain((intervals) =>
      fc.tuple(fc.constant(intervals), fc.shuffledSubarray(intervals, { minLength: intervals.length })),
    );
    fc.assert(
      fc.property(shuffled, ([a, b]) => {
        expect(orderFree(frameStatistics(a, { refreshMs }))).toEqual(orderFree(frameStatistics(b, { refreshMs })));
      }),
    );
  });

  it('scales times by the unit, rates against it, and leaves ratios alone', () => {
    // Powers of two scale without rounding, so that ties stay ties. Hitch count and stutter hold constants in ms.
    fc.assert(
      fc.property(frames, fc.integer({ min: -3, max: 3 }), (intervals, exponent) => {
        const scale = 2 ** exponent;
        const before = frameStatistics(intervals, { refreshMs: 16, budgetMs: 20 });
        const after = frameStatistics(
          intervals.map((ms) => ms * scale),
          { refreshMs: 16 * scale, budgetMs: 20 * scale },
        );
        const times = (values: object, factor: number) =>
          Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value * factor]));
        expect(after.frame).toEqual(times(before.frame, scale));
        expect(after.pacing).toEqual(times(before.pacing, scale));
        expect(after.durationMs).toBe(before.durationMs * scale);
        for (const key of ['avg', 'low1', 'low01', 'p1', 'low1Integral'] as const) {
          expect(after.fps[key]).toBeCloseTo(before.fps[key] / scale, 8);
        }
        expect(after.hitch.ratioMsPerS).toBeCloseTo(before.hitch.ratioMsPerS, 8);
        expect([after.dropped, after.mvp, after.overBudget]).toEqual([before.dropped, before.mvp, before.overBudget]);
      }),
    );
  });

  it('keeps the statistics in their order', () => {
    fc.assert(
      fc.property(frames, (intervals) => {
        const { frame, fps, overBudget } = frameStatistics(intervals, { refreshMs });
        const rising = [frame.min, frame.p50, frame.p90, frame.p95, frame.p99, frame.p999, frame.max];
        expect(rising).toEqual(rising.toSorted((a, b) => a - b));
        expect(frame.mean).toBeGreaterThanOrEqual(frame.min);
        expect(frame.mean).toBeLessThanOrEqual(frame.max);
        expect(frame.timeWeighted).toBeGreaterThanOrEqual(frame.mean * (1 - 1e-12));
        expect(fps.low1).toBeGreaterThanOrEqual(fps.low01 * (1 - 1e-12));
        expect(fps.avg).toBeGreaterThanOrEqual(fps.low1 * (1 - 1e-12));
        expect(overBudget.x1).toBeGreaterThanOrEqual(overBudget.x1_5);
        expect(overBudget.x1_5).toBeGreaterThanOrEqual(overBudget.x2);
      }),
    );
  });

  it('sorts in the scratch array, leaves the intervals alone and keeps nothing of either', () => {
    const intervals = Float64Array.of(30, 10, 20);
    const scratch = new Float64Array(8);
    const statistics = frameStatistics(intervals, { refreshMs, scratch });
    expect([...intervals]).toEqual([30, 10, 20]);
    expect([...scratch.subarray(0, 3)]).toEqual([10, 20, 30]);
    scratch.fill(0);
    expect(statistics).toEqual(frameStatistics(intervals, { refreshMs }));
  });

  it('writes what is undefined as null in JSON', () => {
    expect(JSON.parse(JSON.stringify(frameStatistics([20], { refreshMs }))).frame.sd).toBeNull();
  });
});
