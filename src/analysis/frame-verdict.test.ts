import { describe, expect, it } from 'vitest';
import { frameVerdict } from './frame-verdict.ts';

const P = 1000 / 60;

/** 120 frames that take so many refreshes, one after another, with CPU and GPU times. */
function verdict(steps: readonly number[], cpuMs: number, gpuMs: number, refreshMs = P) {
  const intervals = Array.from({ length: 120 }, (_, k) => (steps[k % steps.length] as number) * P);
  return frameVerdict({
    intervals,
    cpuMs: intervals.map(() => cpuMs),
    gpuMs: intervals.map(() => gpuMs),
    refreshMs,
  });
}

describe('frameVerdict', () => {
  it('finds nothing that holds back a page which keeps the display’s pace', () => {
    expect(verdict([1], 15, 14)).toMatchObject({
      kind: 'vsync',
      reason: '100 % of the frames keep 60 Hz',
      frames: 120,
      lateFrames: 0,
      cpuMs: 15,
      gpuMs: 14,
    });
    expect(verdict([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2], 5, 5)).toMatchObject({ kind: 'vsync', lateFrames: 10 });
  });

  it('tells the longer of CPU and GPU, where it did not fit into one refresh less', () => {
    expect(verdict([2], 20, 5)).toMatchObject({
      kind: 'cpu',
      reason: 'The callbacks take 20.0 of the 33.3 ms of late frames',
    });
    expect(verdict([2], 5, 18)).toMatchObject({
      kind: 'gpu',
      reason: 'The GPU takes 18.0 of the 33.3 ms of late frames',
    });
    expect(verdict([2], 20, 25).kind).toBe('gpu');
    expect(verdict([2], 25, 20).kind).toBe('cpu');
    expect(verdict([3], 20, 5).kind).not.toBe('cpu');
    expect(verdict([2], 20, Number.NaN).kind).toBe('cpu');
    expect(verdict([2], Number.NaN, 20).kind).toBe('gpu');
  });

  it('tells a page that is steadily late without work from one that is late at random', () => {
    expect(verdict([2], 3, 4)).toMatchObject({
      kind: 'throttled',
      reason:
        '100 % of the frames are late by the same, but callbacks take 3.0, the GPU 4.0 of the 33.3 ms of late frames',
    });
    expect(verdict([1, 4, 1, 2, 7, 1], 3, 4)).toMatchObject({
      kind: 'blocked',
      reason: 'Something else is busy: callbacks take 3.0, the GPU 4.0 of the 66.7 ms of late frames',
    });
  });

  it('does not guess where what would tell is missing', () => {
    expect(verdict([1, 4, 1, 2], 3, Number.NaN)).toMatchObject({
      kind: 'unknown',
      reason: 'The GPU time is missing: callbacks take 3.0, the GPU – of the 50.0 ms of late frames',
    });
    expect(verdict([2], Number.NaN, 3)).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('CPU time') });
    expect(verdict([2], 20, 3, Number.NaN)).toMatchObject({
      kind: 'unknown',
      reason: 'The refresh period of the display is not known yet',
    });
    const few = frameVerdict({ intervals: [16, 16, Number.NaN], cpuMs: [1, 1, 1], gpuMs: [1, 1, 1], refreshMs: P });
    expect(few).toMatchObject({ kind: 'unknown', reason: '2 of 30 frames are there', frames: 2 });
  });

  it('judges by the late frames alone, and leaves gaps out', () => {
    const intervals = Array.from({ length: 90 }, (_, k) => (k % 3 === 0 ? Number.NaN : k % 3 === 1 ? P : 3 * P));
    const cpuMs = intervals.map((interval) => (interval > 2 * P ? 40 : 3));
    const judged = frameVerdict({ intervals, cpuMs, gpuMs: intervals.map(() => 2), refreshMs: P });
    expect(judged).toMatchObject({ kind: 'cpu', frames: 60, lateFrames: 30, cpuMs: 40, gpuMs: 2 });
  });

  it('does not take the frames of a display that follows the page for ones on its grid', () => {
    const variable = verdict([1.3, 1.35, 1.4, 1.45], 22, 4);
    expect(variable).toMatchObject({
      kind: 'cpu',
      isVariable: true,
      lateFrames: 120,
      reason: 'The callbacks take 22.0 of the 22.9 ms of late frames, which end between refreshes',
    });
    expect(verdict([1.3, 1.35, 1.4, 1.45], 4, 21).kind).toBe('gpu');
    expect(verdict([1.4], 3, 4)).toMatchObject({ kind: 'throttled', isVariable: true });
    expect(verdict([1.3, 2.4, 1.7, 3.6], 3, 4)).toMatchObject({ kind: 'blocked', isVariable: true });
    expect(verdict([1, 1.1, 0.95, 1.05], 9, 9)).toMatchObject({ kind: 'vsync', isVariable: false });
  });

  it('forgives the frames of a fixed period their jitter, and a few that are anywhere', () => {
    expect(verdict([1.9, 2.1, 2, 2.05], 20, 5)).toMatchObject({ kind: 'cpu', isVariable: false });
    expect(verdict([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5], 5, 5)).toMatchObject({ kind: 'vsync', isVariable: false });
    expect(verdict([2, 3, 2, 2.5], 20, 5)).toMatchObject({ isVariable: false });
  });
});
