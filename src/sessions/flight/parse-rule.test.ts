import { describe, expect, it } from 'vitest';
import { meets, parseRule, thresholdIn, wantedUnit } from './parse-rule.ts';

describe('parseRule', () => {
  it.each([
    ['frame.p99 > 25ms for 2s', ['frame.p99', '>', 25, 'ms', 1000, 2000]],
    ['frame.p99>25', ['frame.p99', '>', 25, '', 1000, 0]],
    ['fps.avg < 55 fps over 5s for 500ms', ['fps.avg', '<', 55, 'fps', 5000, 500]],
    ['fps.low1 <= 30 for 1 min over 10s', ['fps.low1', '<=', 30, '', 10_000, 60_000]],
    ['frame.max >= 0.1s', ['frame.max', '>=', 0.1, 's', 1000, 0]],
    ['engine:rendering.draw_calls > 1e3', ['engine:rendering.draw_calls', '>', 1000, '', 1000, 0]],
    ['game:alive{kind="a > b"} > 5', ['game:alive{kind="a > b"}', '>', 5, '', 1000, 0]],
    ['engine:gpu > 800µs', ['engine:gpu', '>', 800, 'us', 1000, 0]],
    ['game:heap > 64 MB', ['game:heap', '>', 64, 'MiB', 1000, 0]],
    ['game:hits < 50% for 2 Min', ['game:hits', '<', 50, 'percent', 1000, 120_000]],
  ])('reads %s', (rule, [figure, comparison, threshold, unit, overMs, forMs]) => {
    expect(parseRule(rule as string)).toEqual({ figure, comparison, threshold, unit, overMs, forMs });
  });

  it.each([
    ['', 'Cannot watch a rule: the rule must be as "frame.p99 > 25ms over 5s for 2s", current value is ""'],
    ['frame.p99 = 5', 'the rule must be as'],
    ['> 5', 'the rule must be as'],
    [
      'frame.p99 > 5 parsecs',
      'the unit must be one of ns, us, ms, s, min, bytes, KiB, MiB, GiB, percent, ratio, fps, hz, current value is "parsecs"',
    ],
    ['frame.p99 > 5ms for 0s', 'the time after "for" must be a time above 0, as 2s or 500ms, current value is "0s"'],
    ['frame.p99 > 5ms for 2 moons', 'the time after "for" must be a time above 0'],
    ['frame.p99 > 5ms for 2 mb', 'the time after "for" must be a time above 0'],
    [5, 'the rule must be as'],
  ])('refuses %s', (rule, message) => {
    expect(() => parseRule(rule as string)).toThrow(message);
  });
});

describe('meets', () => {
  it('compares, and takes what is missing for not met', () => {
    const at = (comparison: string, value: number) => meets(parseRule(`a.b ${comparison} 5`), value, 'ms');
    expect(['>', '>=', '<', '<='].map((comparison) => at(comparison, 5))).toEqual([false, true, false, true]);
    expect(['>', '>=', '<', '<='].map((comparison) => at(comparison, Number.NaN))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('thresholdIn', () => {
  it.each([
    ['64mb', 'bytes', 67_108_864, ''],
    ['2s', 'ms', 2000, ''],
    ['500us', 's', 0.0005, ''],
    ['50%', 'ratio', 0.5, ''],
    ['5', 'bytes', 5, ''],
    ['5', 'players', 5, ''],
    ['2s', 'bytes', Number.NaN, 'fit "bytes"'],
    ['2s', 'players', Number.NaN, 'be left out'],
    ['2s', '', Number.NaN, 'be left out'],
  ])('has %s of a figure in %j', (value, figureUnit, threshold, wanted) => {
    const condition = parseRule(`a:b > ${value}`);
    expect(thresholdIn(condition, figureUnit)).toBe(threshold);
    expect(wantedUnit(condition, figureUnit)).toBe(wanted);
  });
});
