import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { framePacingSteps } from './frame-pacing.ts';
import { finish } from './steps.ts';

const framePacing = (intervals: readonly number[], windowFrames: number) =>
  finish(framePacingSteps(intervals, windowFrames));

/** The definition of statistics.md, frame by frame, without a sliding sum. */
function slowStutterMs(intervals: readonly number[], windowFrames: number): number {
  return intervals.reduce((stutterMs, interval, i) => {
    const before = i === 0 ? [interval] : intervals.slice(Math.max(0, i - windowFrames), i);
    const mean = before.reduce((sum, value) => sum + value, 0) / before.length;
    return interval > 2.5 * mean ? stutterMs + interval : stutterMs;
  }, 0);
}

describe('framePacingSteps', () => {
  it('sees frames alternate that have a steady mean', () => {
    expect(framePacing([8, 25, 8, 25], 41).masd).toBe(17);
  });

  it('compares a frame with no more than the window before it', () => {
    expect(framePacing([100, 10, 10, 30], 3).stutterMs).toBe(0);
    expect(framePacing([100, 10, 10, 30], 2).stutterMs).toBe(30);
  });

  it('does not take 2.5 times the mean for stutter', () => {
    expect(framePacing([10, 25], 1).stutterMs).toBe(0);
  });

  it('has no difference to show below two frames', () => {
    expect(framePacing([], 41)).toEqual({ masd: NaN, stutterMs: 0 });
    expect(framePacing([500], 41)).toEqual({ masd: NaN, stutterMs: 0 });
  });

  it('gives the same when missing intervals lie between the frames', () => {
    const frame = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(
        fc.array(fc.option(frame, { nil: NaN }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (intervals, window) => {
          const frames = intervals.filter((interval) => interval > 0);
          expect(framePacing(intervals, window)).toEqual(framePacing(frames, window));
        },
      ),
    );
  });

  it('agrees with the definition worked out frame by frame', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 80 }),
        fc.integer({ min: 1, max: 20 }),
        (intervals, window) => {
          expect(framePacing(intervals, window).stutterMs).toBe(slowStutterMs(intervals, window));
        },
      ),
    );
  });
});
