import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMinMaxPoints, type MinMaxPoints, mostPoints } from './min-max-points.ts';

/** Frames of these durations, the first at 0 ms; NaN is a gap of one second. */
function frames(intervals: readonly number[], series: readonly number[] = intervals) {
  let now = 0;
  const timeMs = intervals.map((interval) => (now += Number.isNaN(interval) ? 1000 : interval));
  const gap = intervals.map((interval) => (Number.isNaN(interval) ? 2 : 0));
  return { count: intervals.length, timeMs, gap, series: [series], endMs: now };
}

/** What is in use of the arrays: x, then the series. */
function dataOf({ x, series, length }: MinMaxPoints): number[][] {
  return [x, ...series].map((values) => [...values.subarray(0, length)]);
}

describe('createMinMaxPoints', () => {
  it('has room for all spans of a run that is added piece by piece, each of which begins with a short gap', () => {
    const points = createMinMaxPoints(1, 114);
    const endMs = 3600_000;
    points.begin(endMs, endMs);
    const { widthMs } = points;
    for (let ms = 0; ms < endMs; ms += widthMs) {
      const timeMs = [ms + 1, ms + widthMs - 1];
      points.add({ count: 2, timeMs, gap: [1, 0], series: [[1, 2]] });
    }
    expect(points.length).toBeLessThan(mostPoints(114));
    expect(points.x[points.length - 1]).toBeCloseTo(-0.001);
  });

  it('gives few frames as they are', () => {
    const input = frames([100, 100, 300]);
    const points = createMinMaxPoints(1);
    points.read(input, input.endMs, 10_000);
    expect(dataOf(points)).toEqual([
      [-0.4, -0.3, 0],
      [100, 100, 300],
    ]);
  });

  it('keeps the largest and the smallest value, in the order in which they came', () => {
    const input = frames(
      Array(30).fill(5),
      [5, 9, 1, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5],
    );
    const points = createMinMaxPoints(1);
    points.read(input, input.endMs, 10_000);
    expect(dataOf(points)[1]?.slice(0, 2)).toEqual([9, 1]);
  });

  it('breaks the line at a gap', () => {
    const input = frames([100, 100, Number.NaN, 100]);
    const points = createMinMaxPoints(1);
    points.read(input, input.endMs, 10_000);
    expect(dataOf(points)[1]).toEqual([100, 100, Number.NaN, Number.NaN, 100]);
  });

  it('reaches the end of frames that are drawn on demand, each behind a gap', () => {
    const timeMs = Array.from({ length: 250 }, (_, k) => 120 * (k + 1));
    for (const spans of [36, 114, 185]) {
      const points = createMinMaxPoints(1, spans);
      points.read({ count: 250, timeMs, gap: timeMs.map(() => 1), series: [timeMs] }, 30_000, 30_000);
      expect(points.x[points.length - 1]).toBe(0);
      expect(points.series[0]?.[points.length - 1]).toBe(30_000);
    }
  });

  it('has points of all of a long session with thousands of short gaps', () => {
    const intervals = Array.from({ length: 30_000 }, (_, k) => (k % 10 === 9 ? Number.NaN : 10_000));
    const input = frames(intervals);
    const points = createMinMaxPoints(1);
    points.read(input, input.endMs, input.endMs);
    expect(points.x[points.length - 1]).toBe(0);
  });

  it('leaves a series without values missing, and the others as they are', () => {
    const input = frames([100, 100]);
    const points = createMinMaxPoints(2);
    points.read({ ...input, series: [...input.series, [Number.NaN, 3]] }, input.endMs, 10_000);
    expect(dataOf(points).slice(1)).toEqual([
      [100, 100],
      [Number.NaN, 3],
    ]);
  });

  it('has nothing to show without frames, and forgets the reading before', () => {
    const points = createMinMaxPoints(1);
    const input = frames([100, 100]);
    points.read(input, input.endMs, 10_000);
    points.read(frames([]), 0, 10_000);
    expect(dataOf(points)).toEqual([[], []]);
  });

  it('gives the same points of a span again when the chart has moved on', () => {
    const intervals = Array.from({ length: 400 }, (_, k) => 10 + (k % 7));
    const input = frames(intervals);
    const [now, later] = [createMinMaxPoints(1), createMinMaxPoints(1)];
    now.read(input, input.endMs, 2000);
    later.read(input, input.endMs + 333, 2000);
    expect(dataOf(later)[1]).toEqual(dataOf(now)[1]);
  });

  it('keeps extremes and order, in no more points than there is room for, whatever the frames are', () => {
    const interval = fc.oneof(fc.double({ min: 0.5, max: 600, noNaN: true }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 1500 }), (intervals) => {
        const all = frames(intervals);
        const start = all.timeMs.findIndex((time) => time > all.endMs - 10_000);
        const input = {
          ...all,
          count: all.count - start,
          timeMs: all.timeMs.slice(start),
          gap: all.gap.slice(start),
          series: [intervals.slice(start)],
        };
        const points = createMinMaxPoints(1);
        points.read(input, all.endMs, 10_000);
        const [x, y] = dataOf(points) as [number[], number[]];
        expect(x.length).toBeLessThanOrEqual(mostPoints(114));
        expect(y.length).toBe(x.length);
        expect(x.every((value, k) => k === 0 || value >= (x[k - 1] as number))).toBe(true);
        const values = intervals.slice(Math.max(0, start)).filter((value) => !Number.isNaN(value));
        if (values.length > 0 && all.gap.every((gap) => gap === 0)) {
          expect(Math.max(...y.filter((value) => !Number.isNaN(value)))).toBe(Math.max(...values));
          expect(Math.min(...y.filter((value) => !Number.isNaN(value)))).toBe(Math.min(...values));
        }
      }),
    );
  });

  it('has the same points of frames that are added span by span', () => {
    const intervals = Array.from({ length: 900 }, (_, k) => (k % 97 === 96 ? Number.NaN : 5 + ((k * 7919) % 31)));
    const input = frames(intervals);
    const spanMs = input.endMs;
    const whole = createMinMaxPoints(1);
    whole.read(input, input.endMs, spanMs);
    const parts = createMinMaxPoints(1);
    parts.begin(input.endMs, spanMs);
    const spanOf = (frame: number) => Math.floor((input.timeMs[frame] as number) / parts.widthMs);
    for (let from = 0; from < input.count; ) {
      let to = from + 1;
      while (to < input.count && spanOf(to) === spanOf(from)) to++;
      const [timeMs, gap, series] = [input.timeMs, input.gap, intervals].map((values) => values.slice(from, to));
      parts.add({ count: to - from, timeMs: timeMs as number[], gap: gap as number[], series: [series as number[]] });
      from = to;
    }
    expect(dataOf(parts)).toEqual(dataOf(whole));
  });
});
