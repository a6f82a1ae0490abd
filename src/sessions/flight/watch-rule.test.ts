import { describe, expect, it } from 'vitest';
import { frameStatistics } from '../../analysis/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import type { FiredRule, Rule, RuleCallback } from './flight-types.ts';
import { parseRule } from './parse-rule.ts';
import { createRuleState, type RuleWatchOptions, watchRule } from './watch-rule.ts';

function watch(rule: Rule) {
  const { registry } = createTestRegistry();
  const done: string[] = [];
  const warnings: string[] = [];
  const callbacks = new Map<string, RuleCallback>();
  let look: () => void = () => undefined;
  let timeMs = 0;
  let frameMs = 10;
  const state = createRuleState();
  const options: RuleWatchOptions = {
    registry,
    stats: () => frameStatistics(new Float64Array(20).fill(frameMs), { refreshMs: 10 }),
    every(_, run) {
      look = run;
      return () => {
        look = () => undefined;
      };
    },
    now: () => timeMs,
    mark: (name, detail) => done.push(`mark ${name} ${JSON.stringify(detail)}`),
    snapshot: (text, atMs) => done.push(`snapshot ${text} ${atMs}`),
    callbacks,
    warn: (message) => warnings.push(message),
  };
  const stop = watchRule({ rule, condition: parseRule(rule.when) }, options, state);
  /** Looks once every 250 ms over a time in which frames take so long. */
  const pass = (durationMs: number, ms: number) => {
    frameMs = ms;
    for (const endMs = timeMs + durationMs; timeMs < endMs; ) {
      timeMs += 250;
      look();
    }
  };
  return { registry, state, done, warnings, callbacks, stop, pass };
}

describe('watchRule', () => {
  it('fires once the condition has held for so long, and again only after it did not', () => {
    const { done, pass } = watch({ when: 'frame.p99 > 25ms for 1s' });
    pass(1000, 30);
    pass(250, 20);
    expect(done).toEqual([]);
    pass(1250, 30);
    expect(done).toEqual(['mark frame.p99 > 25ms for 1s {"value":30}', 'snapshot frame.p99 > 25ms for 1s 2500']);
    pass(5000, 30);
    expect(done).toHaveLength(2);
    pass(250, 20);
    pass(1250, 30);
    expect(done).toHaveLength(4);
  });

  it('tells where it stands', () => {
    const { state, pass } = watch({ when: 'frame.p99 > 25ms for 1s' });
    expect(state).toEqual({
      value: Number.NaN,
      problem: '',
      sinceMs: Number.NaN,
      hasFired: false,
      firedCount: 0,
      firedMs: Number.NaN,
    });
    pass(500, 30);
    expect(state).toMatchObject({ value: 30, sinceMs: 250, hasFired: false, firedCount: 0 });
    pass(1000, 30);
    expect(state).toMatchObject({ sinceMs: 250, hasFired: true, firedCount: 1, firedMs: 1250 });
    pass(250, 20);
    expect(state).toMatchObject({ value: 20, sinceMs: Number.NaN, hasFired: false, firedCount: 1, firedMs: 1250 });
  });

  it('watches a metric, which may come later', () => {
    const fired: FiredRule[] = [];
    const { registry, pass } = watch({ when: 'game:enemies > 5', do: (one) => fired.push(one) });
    pass(250, 10);
    registry.registerGauge('game', 'enemies').set(6);
    pass(250, 10);
    expect(fired).toEqual([{ when: 'game:enemies > 5', value: 6, timeMs: 500 }]);
  });

  it.each([
    ['game:m > 64mb', 'bytes', 2 ** 26, 2 ** 26 + 1],
    ['game:m > 2s', 's', 2, 2.1],
    ['game:m > 50%', 'ratio', 0.5, 0.51],
    ['game:m > 500us', 'us', 500, 501],
    ['game:m > 5', 'KiB', 5, 5.1],
  ])('reads the unit of %s for a metric in %s that comes later', (when, unit, below, above) => {
    const { registry, done, pass } = watch({ when, do: 'mark' });
    pass(250, 10);
    const metric = registry.registerGauge('game', 'm', { unit });
    metric.set(below);
    pass(250, 10);
    expect(done).toEqual([]);
    metric.set(above);
    pass(250, 10);
    expect(done).toEqual([`mark ${when} {"value":${above}}`]);
  });

  it('tells where its unit is of another kind than the metric’s, and warns once', () => {
    const { registry, state, done, warnings, pass } = watch({ when: 'game:m > 2s' });
    pass(250, 10);
    expect(state.problem).toBe('');
    registry.registerGauge('game', 'm', { unit: 'bytes' }).set(5000);
    pass(500, 10);
    const problem = 'The unit must fit "bytes", current value is "s"';
    expect(state).toMatchObject({ problem, value: 5000, firedCount: 0 });
    expect(warnings).toEqual([`Rule "game:m > 2s" cannot fire: ${problem}`]);
    registry.remove('game:m');
    pass(250, 10);
    registry.registerGauge('game', 'm', { unit: 'ms' }).set(5000);
    pass(250, 10);
    expect(state).toMatchObject({ problem: '', firedCount: 1 });
    expect([done.length, warnings.length]).toEqual([2, 1]);
  });

  it('calls by name what is there when it fires', () => {
    const { callbacks, warnings, pass } = watch({ when: 'frame.max > 5', do: { callback: 'drop-shadows' } });
    pass(250, 10);
    expect(warnings).toEqual([
      'What rule "frame.max > 5" does threw: MetricsError: Cannot call the page: the name must be given to scope.ruleCallback() before, current value is "drop-shadows"',
    ]);
    const fired: FiredRule[] = [];
    callbacks.set('drop-shadows', (one) => fired.push(one));
    pass(250, 1);
    pass(250, 10);
    expect(fired).toEqual([{ when: 'frame.max > 5', value: 10, timeMs: 750 }]);
  });

  it('does the other actions when one throws, and warns', () => {
    const fail = () => {
      throw new Error('broken');
    };
    const { done, warnings, pass } = watch({ when: 'frame.max > 5', do: [fail, 'mark'] });
    pass(250, 10);
    expect(done).toHaveLength(1);
    expect(warnings).toEqual(['What rule "frame.max > 5" does threw: Error: broken']);
  });

  it('stops', () => {
    const { done, stop, pass } = watch({ when: 'frame.max > 5' });
    stop();
    pass(1000, 10);
    expect(done).toEqual([]);
  });
});
