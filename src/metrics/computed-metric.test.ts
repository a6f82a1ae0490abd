import { describe, expect, it } from 'vitest';
import { computationOf } from './computed-metric.ts';
import type { ComputedSpec } from './computed-spec.ts';
import { createTestRegistry } from './create-test-registry.ts';

const refusal = (code: string, message: string) => expect.objectContaining({ name: 'MetricsError', code, message });
const game = (name: string) => ({ namespace: 'game', name });

/** A registry, and what a spec comes to in it now. */
function createComputed() {
  const test = createTestRegistry();
  return { ...test, compute: (spec: ComputedSpec) => computationOf(test.registry, spec)() };
}

describe('computationOf', () => {
  it('reduces the values of all metrics that match, as they are', () => {
    const { registry, compute } = createComputed();
    const shots = registry.family('counter', 'game', 'shots', { labels: ['weapon'] });
    shots.with('axe').increment(2);
    shots.with('bow').increment(10);
    registry.registerGauge('game', 'shots.missing');
    const of = { namespace: 'game', name: 'shots*' };
    expect(compute({ op: 'sum', of })).toBe(12);
    expect(compute({ op: 'average', of })).toBe(6);
    expect(compute({ op: 'minimum', of })).toBe(2);
    expect(compute({ op: 'maximum', of })).toBe(10);
    expect(compute({ op: 'quantile', q: 0.5, of })).toBe(6);
    expect(compute({ op: 'sum', of: { ...of, labels: { weapon: 'bow' } } })).toBe(10);
    expect(compute({ op: 'sum', of: { type: 'gauge' } })).toBeNaN();
    expect(compute({ op: 'sum', of: game('nothing') })).toBeNaN();
  });

  it('takes a histogram by its samples', () => {
    const { registry, compute } = createComputed();
    const a = registry.registerHistogram('game', 'load.a');
    const b = registry.registerHistogram('game', 'load.b');
    for (let k = 1; k <= 50; k++) a.record(k);
    for (let k = 51; k <= 100; k++) b.record(k);
    const of = game('load.*');
    expect(compute({ op: 'sum', of })).toBe(5050);
    expect(compute({ op: 'average', of })).toBe(50.5);
    expect(compute({ op: 'minimum', of })).toBe(1);
    expect(compute({ op: 'maximum', of })).toBe(100);
    expect(compute({ op: 'quantile', q: 0.9, of }) / 90.1).toBeCloseTo(1, 1);
    expect(compute({ op: 'quantile', q: 0.9, of, windowMs: 100 })).toBeNaN();
  });

  it('divides and subtracts two selections; nothing divided by nothing is missing', () => {
    const { registry, compute } = createComputed();
    const hits = registry.registerCounter('game', 'hits');
    const shots = registry.registerCounter('game', 'shots');
    const of = [game('hits'), game('shots')] as const;
    expect(compute({ op: 'ratio', of })).toBeNaN();
    hits.increment(3);
    shots.increment(4);
    expect(compute({ op: 'ratio', of })).toBe(0.75);
    expect(compute({ op: 'difference', of })).toBe(-1);
  });

  it('is missing over a window where no history is kept', () => {
    const { registry } = createTestRegistry();
    registry.registerCounter('game', 'shots').increment();
    registry.tick(0);
    registry.tick(10);
    expect(computationOf(registry, { op: 'rate', of: game('shots') })()).toBeNaN();
  });

  it('is computed after what it is computed from, whichever was registered first', () => {
    const { registry } = createComputed();
    const computed = (name: string, of: string) =>
      registry.registerComputedGauge('game', name, computationOf(registry, { op: 'sum', of: game(of) }));
    const third = computed('third', 'second');
    const second = computed('second', 'first');
    registry.registerGauge('game', 'first').set(5);
    registry.tick(0);
    expect([second.value, third.value]).toEqual([5, 5]);
  });

  it('refuses a circle, and registers nothing then', () => {
    const { registry } = createComputed();
    const computed = (name: string, of: string) =>
      registry.registerComputedGauge('game', name, computationOf(registry, { op: 'sum', of: game(of) }));
    computed('a', 'b');
    computed('b', 'c');
    expect(() => computed('c', 'a*')).toThrow(
      refusal(
        'invalid-operation',
        'Cannot register computed gauge "c": what it is computed from must not come back to it, current value is "game:c → game:a → game:b → game:c"',
      ),
    );
    expect(registry.get('game:c')).toBeUndefined();
    expect(() => computed('self', '*')).toThrow(expect.objectContaining({ code: 'invalid-operation' }));
    registry.registerGauge('game', 'c').set(1);
    registry.tick(0);
    expect(registry.get('game:a')).toMatchObject({ value: 1 });
  });

  it('says what it took, once there is something to compute', () => {
    const { registry, clock } = createTestRegistry();
    expect(registry.get('framescope:self_ms{part="computed"}')).toBeUndefined();
    registry.registerComputedGauge('game', 'slow', () => {
      clock.ms += 3;
      return 1;
    });
    registry.tick();
    expect(registry.get('framescope:self_ms{part="computed"}')).toMatchObject({ value: 3 });
  });

  it.each<[unknown, string]>([
    [
      { op: 'median', of: game('x') },
      'op must be one of sum, average, minimum, maximum, quantile, rate, ratio, difference, current value is "median"',
    ],
    [{ op: 'sum' }, 'of must be a selection of metrics, current value is undefined'],
    [{ op: 'sum', of: {} }, 'of must select by namespace, name, type or labels, current value is object'],
    [{ op: 'sum', of: { nmae: 'x' } }, 'of/nmae must be absent: it is not known, current value is "x"'],
    [{ op: 'ratio', of: [game('x')] }, 'of must be two selections of metrics for "ratio", current value is [object]'],
    [
      { op: 'sum', of: { type: 'meter' } },
      'of/type must be one of counter, gauge, histogram, timer, rate, current value is "meter"',
    ],
    [{ op: 'sum', of: { name: 5 } }, 'of/name must be a string, current value is 5'],
    [{ op: 'sum', of: { labels: { a: 1 } } }, 'of/labels must be an object of strings, current value is object'],
    [{ op: 'quantile', of: game('x') }, 'q must be a number from 0 to 1, current value is undefined'],
    [{ op: 'sum', q: 0.5, of: game('x') }, 'q must be absent unless op is "quantile", current value is 0.5'],
    [{ op: 'sum', of: game('x'), windowMs: 0 }, 'windowMs must be a number above 0, current value is 0'],
  ])('refuses %j', (spec, problem) => {
    const { registry } = createTestRegistry();
    expect(() => computationOf(registry, spec as ComputedSpec)).toThrow(
      refusal('invalid-operation', `Cannot compute a gauge: ${problem}`),
    );
  });
});
