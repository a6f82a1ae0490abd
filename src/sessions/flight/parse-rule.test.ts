import { describe, expect, it } from 'vitest';
import { meets, parseRule } from './parse-rule.ts';

describe('parseRule', () => {
  it.each([
    ['frame.p99 > 25ms for 2s', ['frame.p99', '>', 25, 1000, 2000]],
    ['frame.p99>25', ['frame.p99', '>', 25, 1000, 0]],
    ['fps.avg < 55 fps over 5s for 500ms', ['fps.avg', '<', 55, 5000, 500]],
    ['fps.low1 <= 30 for 1 min over 10s', ['fps.low1', '<=', 30, 10_000, 60_000]],
    ['frame.max >= 0.1s', ['frame.max', '>=', 100, 1000, 0]],
    ['engine:rendering.draw_calls > 1e3', ['engine:rendering.draw_calls', '>', 1000, 1000, 0]],
    ['game:alive{kind="a > b"} > 5', ['game:alive{kind="a > b"}', '>', 5, 1000, 0]],
    ['gpu.frame > 800µs', ['gpu.frame', '>', 0.8, 1000, 0]],
  ])('reads %s', (rule, [figure, comparison, threshold, overMs, forMs]) => {
    expect(parseRule(rule as string)).toEqual({ figure, comparison, threshold, overMs, forMs });
  });

  it.each([
    ['', 'Cannot watch a rule: the rule must be as "frame.p99 > 25ms over 5s for 2s", current value is ""'],
    ['frame.p99 = 5', 'the rule must be as'],
    ['> 5', 'the rule must be as'],
    [
      'frame.p99 > 5 parsecs',
      'the unit must be one of us, µs, ms, s, min, %, fps, hz, mb, mib, current value is "parsecs"',
    ],
    ['frame.p99 > 5ms for 0s', 'the time after "for" must be a time above 0, as 2s or 500ms, current value is "0s"'],
    ['frame.p99 > 5ms for 2 moons', 'the time after "for" must be a time above 0'],
    [5, 'the rule must be as'],
  ])('refuses %s', (rule, message) => {
    expect(() => parseRule(rule as string)).toThrow(message);
  });
});

describe('meets', () => {
  it('compares, and takes what is missing for not met', () => {
    const at = (comparison: string, value: number) => meets(parseRule(`a.b ${comparison} 5`), value);
    expect(['>', '>=', '<', '<='].map((comparison) => at(comparison, 5))).toEqual([false, true, false, true]);
    expect(['>', '>=', '<', '<='].map((comparison) => at(comparison, Number.NaN))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
