import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameHistory } from '../../frames/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import { EngineMetrics } from '../../metrics/index.ts';
import { createMinMaxPyramid } from './min-max-pyramid.ts';
import { createTimelinePoints, readTimeline, type Timeline } from './timeline.ts';

function createSource(intervals: readonly number[], gapAt = -1) {
  const { registry } = createTestRegistry();
  const metrics = EngineMetrics.withDefaultConfig(registry);
  const frames = new FrameHistory(registry.backend);
  let timeMs = 1000;
  intervals.forEach((frameTimeMs, k) => {
    timeMs += frameTimeMs;
    const isGap = k === 0 || k === gapAt;
    metrics.updateFrame({
      timeMs,
      frameTimeMs: isGap ? Number.NaN : frameTimeMs,
      gap: k === 0 ? 'start' : isGap ? 'hidden' : 'none',
      cpuTimeMs: frameTimeMs / 2,
      drawCalls: 1,
      triangles: 1,
    });
  });
  return frames;
}

function timelineOf(source: FrameHistory): Timeline {
  const reading = readTimeline(source, { from: source.firstFrame, to: source.endFrame });
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

describe('readTimeline', () => {
  it('finds frames by time, and their times by number', () => {
    const timeline = timelineOf(createSource([10, 10, 20, 10]));
    expect(timeline.bounds).toEqual({ fromMs: 1010, toMs: 1050 });
    expect([1000, 1010, 1010.1, 1020, 1025, 1040, 2000].map(timeline.frameAt)).toEqual([0, 0, 1, 1, 2, 2, 3]);
    expect(timeline.timeOf(2)).toBe(1040);
    expect(timeline.timeOf(4)).toBeNaN();
    // The CPU time of the frame before, which that interval is of.
    expect(timeline.valuesOf(2)).toEqual([20, 5, Number.NaN]);
    expect(timeline.valuesOf(9)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('shows the longest frame of thousands at any zoom', () => {
    const intervals = Array.from({ length: 5000 }, (_, k) => (k === 3210 ? 250 : 16));
    const timeline = timelineOf(createSource(intervals));
    for (const columns of [1, 7, 100, 3000]) {
      const points = createTimelinePoints();
      const { fromMs, toMs } = timeline.bounds;
      timeline.points(timeline.bounds, (toMs - fromMs) / columns, points);
      const intervals = points.series[0]?.subarray(0, points.length) ?? [];
      expect(intervals).toContain(250);
      expect(intervals).toContain(16);
      expect(points.length).toBeLessThanOrEqual(2 * (columns + 3));
      for (const values of [points.x, ...points.series]) expect(values.length).toBeGreaterThanOrEqual(points.length);
    }
  });

  it('has one point a frame where there is room, and one more on each side', () => {
    const timeline = timelineOf(createSource([10, 10, 10, 10, 10, 10]));
    const points = createTimelinePoints();
    timeline.points({ fromMs: 1025, toMs: 1045 }, 1, points);
    expect([...points.x.subarray(0, points.length)].map((x) => Math.round(x * 1000))).toEqual([10, 20, 30, 40]);
  });

  it('finds near a time the longest frame that stands out', () => {
    const timeline = timelineOf(createSource([10, 10, 14, 10, 40, 10, 90, 10]));
    // They begin at 1010, 1020, 1034, 1044, 1084, 1094, 1184 and 1194.
    expect(timeline.frameNear(1020, 15)).toBe(1);
    expect(timeline.frameNear(1044, 39)).toBe(3);
    expect(timeline.frameNear(1044, 40)).toBe(4);
    expect(timeline.frameNear(1094, 200)).toBe(6);
    expect(timeline.frameNear(1184, 200)).toBe(6);
    // The first frame has no interval.
    expect(timeline.frameNear(1010, 15)).toBe(1);
  });

  it('knows what was not measured', () => {
    const timeline = timelineOf(createSource([10, 10, 500, 10], 2));
    expect(timeline.gaps).toEqual([{ fromMs: 1020, toMs: 1520, reason: expect.any(Number) }]);
    expect(timeline.valuesOf(2)[0]).toBeNaN();
  });

  it('breaks lines at gaps that can be seen, once a column', () => {
    const timeline = timelineOf(createSource([10, 10, 10, 500, 10, 10, 10], 3));
    const read = (columnMs: number) => {
      const points = createTimelinePoints();
      timeline.points(timeline.bounds, columnMs, points);
      return [...(points.series[1]?.subarray(0, points.length) ?? [])];
    };
    // CPU times, which the frames beside the gap have.
    expect(read(50).filter(Number.isNaN)).toHaveLength(1);
    expect(read(50).slice(-2)).toEqual([5, 5]);
    expect(read(5000).filter(Number.isNaN)).toHaveLength(0);
    const onDemand = createSource([1000]);
    expect(timelineOf(onDemand).bounds).toEqual({ fromMs: 2000, toMs: 2001 });
  });

  it('knows the frames whose intervals end in a range', () => {
    const timeline = timelineOf(createSource([10, 10, 20, 10]));
    const frames = (fromMs: number, toMs: number) => Object.values(timeline.framesIn({ fromMs, toMs }));
    expect(frames(1010, 1040)).toEqual([1, 3]);
    expect(frames(1015, 1045)).toEqual([1, 3]);
    expect(frames(0, 2000)).toEqual([0, 4]);
    expect(frames(1041, 1042)).toEqual([3, 3]);
  });

  it('shows what else there is of the frames beside their own times', () => {
    const timeline = timelineOf(createSource([10, 10, 10, 10]));
    const more = createMinMaxPyramid(4);
    more.set(0, [1, 5, 2, 3], 4);
    const points = createTimelinePoints();
    const shown = (...others: (typeof more)[]) => {
      timeline.points(timeline.bounds, 1, points, others);
      return points.series.map((values) => [...values.subarray(0, points.length)]);
    };
    expect(shown(more)[3]).toEqual([1, 5, 2, 3]);
    expect(shown()).toHaveLength(3);
  });

  it('has room for what it shows, whatever the columns and the frames are', () => {
    const interval = fc.oneof(fc.double({ min: 0.05, max: 300, noNaN: true }), fc.constant(120));
    fc.assert(
      fc.property(
        fc.array(interval, { minLength: 1, maxLength: 200 }),
        fc.integer({ min: -1, max: 199 }),
        fc.double({ min: 0.05, max: 500, noNaN: true }),
        (intervals, gapAt, columnMs) => {
          const timeline = timelineOf(createSource(intervals, gapAt));
          const points = createTimelinePoints();
          timeline.points(timeline.bounds, columnMs, points);
          expect(points.length).toBeLessThanOrEqual(points.x.length);
          const x = [...points.x.subarray(0, points.length)];
          expect(x.every((value, k) => k === 0 || value >= (x[k - 1] as number))).toBe(true);
          expect(x.at(-1)).toBeCloseTo((timeline.timeOf(intervals.length - 1) - timeline.timeOf(0)) / 1000);
        },
      ),
    );
  });

  it('is empty without frames', () => {
    const timeline = timelineOf(createSource([]));
    const points = createTimelinePoints();
    timeline.points({ fromMs: 0, toMs: 100 }, 1, points);
    expect(points.length).toBe(0);
    expect(timeline.frameNear(5, 10)).toBe(0);
  });
});
