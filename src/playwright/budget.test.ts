import { describe, expect, it } from 'vitest';
import { frameStatistics } from '../analysis/index.ts';
import { type Budget, checkBudget, formatBudget } from './budget.ts';
import { measureExample } from './example-measurement.ts';
import type { Measurement } from './measurement.ts';

const measurement = {
  name: 'run',
  stats: frameStatistics(
    Float64Array.from({ length: 300 }, (_, k) => (k % 50 === 0 ? 33 : 16)),
    { refreshMs: 16 },
  ),
} as unknown as Measurement;

describe('checkBudget', () => {
  it('holds times and counts at most, frame rates at least', () => {
    const lines = checkBudget(measurement, { 'frame.p50': 16, 'fps.low1': 60, 'frame.max': 20, 'fps.avg': 50 });
    expect(lines.map(({ met }) => met)).toEqual([true, false, false, true]);
  });

  it('holds counters and rates by what the measurement counted, and frame rates at least', async () => {
    const measured = await measureExample((registry) => {
      const spawns = registry.registerCounter('game', 'spawns');
      const packets = registry.registerRate('net', 'packets');
      return () => {
        spawns.increment();
        packets.mark();
      };
    });
    const met = (budget: Budget) => checkBudget(measured, budget).map((line) => line.met);
    expect(met({ 'game:spawns': 60, 'net:packets': 70, 'engine:performance.fps': 30 })).toEqual([true, true, true]);
    expect(met({ 'game:spawns': 59, 'net:packets': 40, 'engine:performance.fps': 90 })).toEqual([false, false, false]);
    expect(met({ 'engine:rendering.draw_calls': 100 })).toEqual([true]);
    expect(met({ 'engine:rendering.draw_calls': 99 })).toEqual([false]);
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
});

describe('formatBudget', () => {
  it('marks what is not met', () => {
    const text = formatBudget(checkBudget(measurement, { 'frame.p50': 16, 'fps.low1': 60 }));
    expect(text).toBe('  frame.p50          16  ≤ 16\n✗ fps.low1       30.303  ≥ 60');
  });
});
