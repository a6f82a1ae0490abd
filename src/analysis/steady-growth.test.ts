import { describe, expect, it } from 'vitest';
import { steadyGrowth } from './steady-growth.ts';

const SECONDS = 60;
const timeMs = Float64Array.from({ length: SECONDS * 10 + 1 }, (_, k) => 5000 + k * 100);
/** Of seconds since the begin. */
const level = (at: (seconds: number) => number) => timeMs.map((ms) => at((ms - 5000) / 1000));
const growthOf = (at: (seconds: number) => number, least = 1) => steadyGrowth(timeMs, level(at), { least });

describe('steadyGrowth', () => {
  it('tells how fast and for how long something grows', () => {
    const found = growthOf((s) => 100 + 2 * s);
    expect(found?.perSecond).toBeCloseTo(2, 1);
    expect(found?.durationMs).toBeCloseTo(45_000);
  });

  it('finds it in steps and under what is freed again', () => {
    expect(growthOf((s) => Math.floor(s / 3) * 4)).not.toBeNull();
    expect(growthOf((s) => 50 + s + 30 * (s % 1))).not.toBeNull();
  });

  it.each<[string, (s: number) => number]>([
    ['a level', () => 100],
    ['what was loaded at first', (s) => Math.min(s, 14) * 20],
    ['one step', (s) => (s < 40 ? 100 : 180)],
    ['a sawtooth', (s) => 100 + (s % 12) * 8],
    ['what shrinks', (s) => 300 - 2 * s],
    ['noise', (s) => 100 + 10 * Math.sin(s * 37)],
    ['less than counts', (s) => 100 + s / 100],
    ['nothing', () => Number.NaN],
  ])('takes %s for no growth', (_, at) => {
    expect(growthOf(at)).toBeNull();
  });

  it('says nothing of less than 20 s, or of nothing', () => {
    const short = timeMs.subarray(0, 190);
    expect(steadyGrowth(short, short, { least: 1 })).toBeNull();
    expect(steadyGrowth([], [], { least: 1 })).toBeNull();
  });

  it('leaves out values that are missing', () => {
    expect(growthOf((s) => (s < 40 ? Number.NaN : 100 + 2 * s))).toBeNull();
    expect(growthOf((s) => (s < 25 ? Number.NaN : 100 + 2 * s))?.perSecond).toBeCloseTo(2, 1);
    expect(growthOf((s) => (s % 2 < 1 ? Number.NaN : 100 + 2 * s))).not.toBeNull();
  });
});
