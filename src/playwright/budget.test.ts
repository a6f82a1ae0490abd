import { describe, expect, it } from 'vitest';
import { frameStatistics, summarize } from '../analysis/index.ts';
import { checkBudget, formatBudget } from './budget.ts';
import type { Measurement } from './measurement.ts';

const measurement = {
  name: 'run',
  stats: frameStatistics(
    Float64Array.from({ length: 300 }, (_, k) => (k % 50 === 0 ? 33 : 16)),
    { refreshMs: 16 },
  ),
  metric: (id: string) => {
    if (id !== 'engine:rendering.draw_calls') throw new RangeError(`Cannot find metric "${id}"`);
    return summarize([100, 140, 120]);
  },
} as unknown as Measurement;

describe('checkBudget', () => {
  it('holds times and counts at most, frame rates at least', () => {
    const lines = checkBudget(measurement, { 'frame.p50': 16, 'fps.low1': 60, 'frame.max': 20, 'fps.avg': 50 });
    expect(lines.map(({ met }) => met)).toEqual([true, false, false, true]);
  });

  it('holds the largest value of a metric', () => {
    const [line] = checkBudget(measurement, { 'engine:rendering.draw_calls': 139 });
    expect(line).toMatchObject({ measured: 140, met: false });
  });

  it('meets nothing with a missing value', () => {
    const none = { ...measurement, stats: frameStatistics([], { refreshMs: 16 }) };
    expect(checkBudget(none, { 'frame.p95': 1000 })[0]?.met).toBe(false);
    expect(checkBudget(none, { 'fps.avg': 0 })[0]?.met).toBe(false);
  });

  it.each(['frame.p42', 'frame', 'toString', 'constructor.name', ''])('refuses %j, which is no statistic', (id) => {
    expect(() => checkBudget(measurement, { [id]: 1 })).toThrow(`"${id}" must be a statistic`);
  });

  it('refuses a limit that is no number and a budget without limits', () => {
    expect(() => checkBudget(measurement, { 'frame.p50': '16' as unknown as number })).toThrow(TypeError);
    expect(() => checkBudget(measurement, { 'frame.p50': Number.NaN })).toThrow(TypeError);
    expect(() => checkBudget(measurement, {})).toThrow(TypeError);
  });

  it('passes on that a metric is not there', () => {
    expect(() => checkBudget(measurement, { 'game:kills': 1 })).toThrow('Cannot find metric "game:kills"');
  });
});

describe('formatBudget', () => {
  it('marks what is not met', () => {
    const text = formatBudget(checkBudget(measurement, { 'frame.p50': 16, 'fps.low1': 60 }));
    expect(text).toBe('  frame.p50          16  ≤ 16\n✗ fps.low1       30.303  ≥ 60');
  });
});
