import { expect as check, describe, it } from 'vitest';
import { frameStatistics, summarize } from '../analysis/index.ts';
import { expect } from './matchers.ts';
import type { Measurement } from './measurement.ts';

const measurement = {
  name: 'run',
  stats: frameStatistics(new Float64Array(300).fill(16), { refreshMs: 16 }),
  metric: () => summarize([100]),
} as unknown as Measurement;

describe('expect', () => {
  it('holds a measurement against limits, and shows all of them when one is not met', () => {
    expect(measurement).toHaveFrameTime({ p50: 16, max: 16 });
    expect(measurement).not.toMeetBudget({ 'fps.low1': 100 });
    check(() => expect(measurement).toHaveFrameTime({ p50: 16, p95: 8 })).toThrow(
      'toHaveFrameTime: "run", 300 frames\n  frame.p50          16  ≤ 16\n✗ frame.p95          16  ≤ 8',
    );
  });

  it.each([
    [3, '3'],
    [undefined, 'undefined'],
    [null, 'null'],
    ['p95', '"p95"'],
    [{ frames: 300 }, 'object'],
    [Promise.resolve(measurement), 'a promise: "await" is missing before it'],
  ])('refuses %j, which is no measurement', (received, text) => {
    const value = received as unknown as Measurement;
    const message = `expect() must be given what "await framescope.measure()" gives, current value is ${text}`;
    check(() => expect(value).toHaveFrameTime({ p95: 20 })).toThrow(message);
    check(() => expect(value).not.toHaveFrameTime({ p95: 20 })).toThrow(message);
    check(() => expect(value).toMeetBudget({ 'frame.p95': 20 })).toThrow(message);
  });

  it('lists the frame times that can be limited when it is asked for another', () => {
    check(() => expect(measurement).toHaveFrameTime({ p42: 3 } as never)).toThrow(
      'Cannot check the frame time: it must be one of "p50", "p90", "p95", "p99", "p999", "mean", "max", "timeWeighted", current value is "p42"',
    );
  });

  it('refuses to check nothing', () => {
    check(() => expect(measurement).toHaveFrameTime({})).toThrow('it must have a limit');
    check(() => expect(measurement).toMeetBudget(undefined as never)).toThrow('it must have a limit');
  });
});
