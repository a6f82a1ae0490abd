import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import type { FrameStamp } from './backend.ts';
import { createTestRegistry } from './create-test-registry.ts';
import { InMemoryBackend } from './in-memory-backend.ts';
import { METRIC_TYPES, type MetricOptions } from './metric-descriptor.ts';
import { type MetricId, metricId } from './metric-id.ts';
import { MetricsRegistry } from './metrics-registry.ts';

const refusal = (code: string, message: string) => expect.objectContaining({ name: 'MetricsError', code, message });

/** What a page without types may pass to a hot call. */
const NOT_NUMBERS: unknown[] = [
  null,
  '5',
  '',
  5n,
  true,
  Symbol('five'),
  [5],
  {},
  Object.create(null),
  () => 5,
  {
    valueOf() {
      throw new Error('called');
    },
  },
];
const BAD_NUMBERS: unknown[] = [Number.NaN, Infinity, -Infinity];

describe('MetricsRegistry', () => {
  it.each(METRIC_TYPES)('gives the same %s for the same id, and never resets it', (type) => {
    const { registry } = createTestRegistry();
    const first = registry.register(type, 'game', 'x', { labels: { a: '1', b: '2' } });
    if ('record' in first) first.record(3);
    else if ('set' in first) first.set(3);
    else if ('mark' in first) first.mark(3);
    else first.increment(3);
    const before = JSON.stringify(first.read());
    expect(registry.register(type, 'game', 'x', { labels: { b: '2', a: '1' } })).toBe(first);
    expect(JSON.stringify(first.read())).toBe(before);
    expect(registry.size).toBe(1);
  });

  it('tells metrics apart by namespace, name and labels', () => {
    const { registry } = createTestRegistry();
    const handles = [
      registry.registerCounter('game', 'x'),
      registry.registerCounter('engine', 'x'),
      registry.registerCounter('game', 'y'),
      registry.registerCounter('game', 'x', { labels: { pass: '' } }),
      registry.registerCounter('game', 'x', { labels: { pass: 'a' } }),
    ];
    handles.forEach((handle, k) => {
      handle.increment(k + 1);
    });
    expect(handles.map((handle) => handle.value)).toEqual([1, 2, 3, 4, 5]);
  });

  it('refuses another type, unit or boundaries than the metric has', () => {
    const { registry } = createTestRegistry();
    registry.registerGauge('engine', 'cpu', { unit: 'ms' });
    registry.registerHistogram('engine', 'load', { boundaries: [1, 2] });
    registry.registerHistogram('engine', 'time');
    expect(() => registry.registerCounter('engine', 'cpu')).toThrowError(
      refusal(
        'type-mismatch',
        'Cannot register metric "engine:cpu": type must stay "gauge", current value is "counter"',
      ),
    );
    expect(() => registry.registerGauge('engine', 'cpu', { unit: 's' })).toThrowError(
      refusal('type-mismatch', 'Cannot register metric "engine:cpu": unit must stay "ms", current value is "s"'),
    );
    expect(() => registry.registerHistogram('engine', 'load', { boundaries: [1, 3] })).toThrowError(
      refusal(
        'type-mismatch',
        'Cannot register metric "engine:load": boundaries must stay [1,2], current value is [1,3]',
      ),
    );
    expect(() => registry.registerHistogram('engine', 'time', { boundaries: [1] })).toThrowError(
      refusal(
        'type-mismatch',
        'Cannot register metric "engine:time": boundaries must stay "exponential", current value is [1]',
      ),
    );
    expect(registry.size).toBe(3);
  });

  it('agrees with an option that is left out or spelled otherwise', () => {
    const { registry } = createTestRegistry();
    const gauge = registry.registerGauge('engine', 'cpu', { unit: 'ms' });
    expect(registry.registerGauge('engine', 'cpu')).toBe(gauge);
    expect(registry.registerGauge('engine', 'cpu', { unit: 'milliseconds' })).toBe(gauge);
    const histogram = registry.registerHistogram('engine', 'load', { boundaries: [1, 2] });
    expect(registry.registerHistogram('engine', 'load')).toBe(histogram);
  });

  it('registers nothing when a name or an option is wrong', () => {
    const { registry, backend } = createTestRegistry();
    const wrong: [string, string, unknown][] = [
      ['', 'x', {}],
      ['game', 'x', { labels: { 'a-b': '1' } }],
      ['game', 'x', { labels: 'a' }],
      ['game', 'x', { labels: null }],
      ['game', 'x', { history: 'always' }],
      ['game', 'x', null],
      ['game', 'x', 'a description'],
    ];
    for (const [namespace, name, options] of wrong) {
      expect(() => registry.registerCounter(namespace, name, options as MetricOptions)).toThrowError(
        expect.objectContaining({ code: 'invalid-operation' }),
      );
    }
    expect(registry.size).toBe(0);
    expect(backend.describe()).toEqual([]);
  });

  it('gets and describes a metric by its id or its text', () => {
    const { registry } = createTestRegistry();
    const handle = registry.registerTimer('engine', 'load', { labels: { size: '<1KB' }, description: 'Load' });
    for (const id of [handle.id, metricId('engine', 'load', { size: '<1KB' }), 'engine:load{size="<1KB"}']) {
      expect(registry.get(id)).toBe(handle);
      expect(registry.describe(id)).toMatchObject({ type: 'timer', unit: 'ms', description: 'Load' });
    }
    expect(registry.get('engine:load')).toBeUndefined();
    expect(registry.describe('__proto__')).toBeUndefined();
  });

  it('takes ids as a host writes them down, and refuses what is none', () => {
    const { registry } = createTestRegistry();
    const both = registry.registerGauge('engine', 'load', { labels: { a: '1', b: '2' } });
    const none = registry.registerGauge('engine', 'load');
    expect(registry.get({ namespace: 'engine', name: 'load', labels: { b: '2', a: '1' } })).toBe(both);
    expect(registry.get({ namespace: 'engine', name: 'load' } as MetricId)).toBe(none);
    for (const wrong of [null, undefined, 5, {}, { namespace: 'engine' }] as unknown[] as MetricId[]) {
      for (const ask of ['get', 'describe', 'metadata', 'remove', 'capability'] as const)
        expect(() => registry[ask](wrong)).toThrowError(expect.objectContaining({ code: 'invalid-operation' }));
    }
  });

  it('finds metrics by namespace, type, name and labels, in the order of their registration', () => {
    const { registry } = createTestRegistry();
    const draws = registry.registerCounter('engine', 'draws', { labels: { pass: 'shadow', context: 'main' } });
    const shots = registry.registerCounter('game', 'shots', { labels: { pass: 'main' } });
    const fps = registry.registerGauge('engine', 'performance.fps');
    expect(registry.query()).toEqual([draws, shots, fps]);
    expect(registry.query({ namespace: 'engine' })).toEqual([draws, fps]);
    expect(registry.query({ type: 'counter' })).toEqual([draws, shots]);
    expect(registry.query({ name: 'shots' })).toEqual([shots]);
    expect(registry.query({ name: /^performance\./g })).toEqual([fps]);
    expect(registry.query({ labels: { pass: 'shadow' } })).toEqual([draws]);
    expect(registry.query({ labels: { pass: 'shadow' }, namespace: 'game' })).toEqual([]);
    expect(registry.query({ labels: { constructor: 'x' } })).toEqual([]);
    registry.remove(draws.id);
    expect(registry.query()).toEqual([shots, fps]);
    expect(() => registry.query(null as never)).toThrow('Cannot query metrics: the query must be an object');
    expect(() => registry.query({ labels: 'x' as never })).toThrow('labels must be an object, current value is "x"');
  });

  describe('remove', () => {
    it.each(METRIC_TYPES)(
      'leaves a %s handle that does nothing, until the metric is back from a fresh value',
      (type) => {
        const { registry } = createTestRegistry();
        const handle = registry.register(type, 'game', 'x');
        const other = registry.registerCounter('game', 'other');
        const update = () => {
          if ('record' in handle) handle.record(3);
          else if ('set' in handle) handle.set(3);
          else if ('mark' in handle) handle.mark(3);
          else handle.increment(3);
        };
        update();
        const updated = JSON.stringify(handle.read());
        expect(registry.remove(handle.id)).toBe(true);
        expect(registry.remove(handle.id)).toBe(false);
        expect(registry.get(handle.id)).toBeUndefined();
        expect(registry.describe(handle.id)).toBeUndefined();
        update();
        registry.tick();
        expect(handle.read()).toBeNull();
        expect(handle.isBound).toBe(false);
        expect(other.value).toBe(0);
        expect(registry.register(type, 'game', 'x')).toBe(handle);
        expect(JSON.stringify(handle.read())).not.toBe(updated);
        update();
        expect(JSON.stringify(handle.read())).toBe(updated);
      },
    );

    it('keeps the removed metric’s updates from the metric that takes its place', () => {
      const { registry } = createTestRegistry();
      const old = registry.registerCounter('game', 'old');
      registry.remove(old.id);
      const next = registry.registerCounter('game', 'next');
      old.increment(5);
      expect(next.value).toBe(0);
    });

    it('lets the name come back as a metric of another type, unit or boundaries', () => {
      const { registry } = createTestRegistry();
      const old = registry.registerGauge('game', 'x', { unit: 'ms' });
      registry.remove(old.id);
      const counter = registry.registerCounter('game', 'x');
      old.set(7);
      expect(counter.value).toBe(0);
      expect(old.isBound).toBe(false);
      registry.remove(counter.id);
      registry.registerCounter('game', 'x', { unit: 's' });
      expect(counter.isBound).toBe(true);
      expect(registry.describe('game:x')).toMatchObject({ type: 'counter', unit: 's' });
    });

    it('ends a computed gauge, which does not come back as one', () => {
      const { registry } = createTestRegistry();
      let calls = 0;
      const gauge = registry.registerComputedGauge('game', 'x', () => ++calls);
      registry.registerComputedGauge('game', 'y', () => ++calls, { evaluate: 'read' });
      registry.clear();
      registry.registerGauge('game', 'x');
      expect(registry.registerGauge('game', 'y').value).toBeNaN();
      registry.tick();
      expect(gauge.value).toBeNaN();
      expect(calls).toBe(0);
    });

    it('takes every metric away on clear', () => {
      const { registry, backend } = createTestRegistry();
      for (const type of METRIC_TYPES) registry.register(type, 'game', type);
      registry.clear();
      expect(registry.size).toBe(0);
      expect(registry.query()).toEqual([]);
      expect(backend.describe()).toEqual([]);
      registry.tick();
    });
  });

  it('forgets a removed metric whose handle nobody has any more', async () => {
    setFlagsFromString('--expose_gc');
    const collect = runInNewContext('gc') as () => void;
    const { registry } = createTestRegistry();
    const heap = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = heap();
    for (let round = 0; round < 4; round++) {
      for (let k = 0; k < 5000; k++) registry.registerCounter('game', 'x', { labels: { id: `${round} ${k}` } });
      registry.clear();
    }
    // 20,000 metrics take more than 10 MB while they are there. Finalizers run when the engine has time for them.
    await vi.waitFor(() => expect(heap() - before).toBeLessThan(3e6), { timeout: 10_000 });
    expect(registry.size).toBe(0);
  });

  describe('bad values', () => {
    it.each(METRIC_TYPES)('never make a %s throw, and leave it as it was', (type) => {
      const { registry } = createTestRegistry();
      const handle = registry.register(type, 'game', 'x');
      const bad = [...NOT_NUMBERS, ...BAD_NUMBERS] as number[];
      if ('set' in handle) {
        handle.set(2);
        for (const value of [undefined as unknown as number, ...bad]) {
          handle.set(value);
          handle.add(value);
          handle.subtract(value);
          handle.setForFrame(0, value);
          handle.setForFrame(value, 2);
        }
        expect(handle.value).toBe(2);
      } else if ('record' in handle) {
        handle.record(2);
        for (const value of [undefined as unknown as number, -1, ...bad]) handle.record(value);
        expect(handle.value).toMatchObject({ count: 1, sum: 2, min: 2, max: 2 });
      } else if ('mark' in handle) {
        handle.mark(2);
        for (const value of [-1, ...bad]) handle.mark(value);
        expect(handle.count).toBe(2);
      } else {
        handle.increment(2);
        for (const value of [-1, ...bad]) handle.increment(value);
        expect(handle.value).toBe(2);
      }
    });

    it('are counted by reason, with one warning a metric', () => {
      const { registry, warnings } = createTestRegistry();
      const a = registry.registerCounter('game', 'a');
      const b = registry.registerGauge('game', 'b', { labels: { team: '"red"' } });
      for (let k = 0; k < 3; k++) {
        a.increment(-1);
        b.set(Number.NaN);
        b.set('fast' as unknown as number);
        b.set(-Infinity);
      }
      const counts = registry
        .query({ namespace: 'framescope', name: 'dropped_updates' })
        .map((handle) => [handle.id.labels.reason, handle.value]);
      expect(Object.fromEntries(counts)).toEqual({ negative: 3, nan: 3, infinite: 3, 'not-a-number': 3 });
      expect(warnings).toEqual([
        'Cannot update metric "game:a": value must be a finite number ≥ 0, current value is -1',
        'Cannot update metric "game:b{team="\\"red\\""}": value must be a finite number, current value is NaN',
      ]);
    });

    it('are counted again after the counters were removed', () => {
      const { registry } = createTestRegistry();
      const counter = registry.registerCounter('game', 'a');
      counter.increment(-1);
      registry.remove('framescope:dropped_updates{reason="negative"}');
      counter.increment(-1);
      expect(registry.get('framescope:dropped_updates{reason="negative"}')?.value).toBe(1);
    });

    it('do not throw where the warning does, or where the counter’s name is taken', () => {
      const registry = new MetricsRegistry(undefined, {
        warn() {
          throw new Error('broken console');
        },
      });
      registry.registerGauge('framescope', 'dropped_updates', { labels: { reason: 'nan' } });
      const gauge = registry.registerGauge('game', 'a');
      expect(() => gauge.set(Number.NaN)).not.toThrow();
    });

    it('of a handle without a metric are not counted', () => {
      const { registry, warnings } = createTestRegistry();
      const counter = registry.registerCounter('game', 'a');
      registry.remove(counter.id);
      counter.increment(-1);
      expect(registry.size).toBe(0);
      expect(warnings).toEqual([]);
    });
  });

  describe('warnOnce', () => {
    it('warns once about each topic, and about no more than a thousand', () => {
      const { registry, warnings } = createTestRegistry();
      for (let round = 0; round < 2; round++) for (let k = 0; k < 1500; k++) registry.warnOnce(`topic ${k}`, `No ${k}`);
      expect(warnings).toHaveLength(1000);
      expect(warnings[0]).toBe('No 0');
    });
  });

  describe('tick', () => {
    it('ends a frame with the time since the last', () => {
      const { registry, backend, clock } = createTestRegistry();
      const frames: FrameStamp[] = [];
      backend.endFrame = (frame) => void frames.push({ ...frame });
      registry.tick();
      clock.ms = 16;
      registry.tick();
      registry.tick(40);
      expect(frames).toEqual([
        { timeMs: 0, intervalMs: Number.NaN, gap: 'start' },
        { timeMs: 16, intervalMs: 16, gap: 'none' },
        { timeMs: 40, intervalMs: 24, gap: 'none' },
      ]);
    });
  });

  describe('capability', () => {
    it('is ready until somebody says why not, as long as the metric lives', () => {
      const { registry } = createTestRegistry();
      const gauge = registry.registerGauge('engine', 'gpu');
      expect(registry.capability(gauge.id)).toEqual({ status: 'ready' });
      registry.setCapability('engine:gpu', { status: 'unsupported', reason: 'No timer extension' });
      expect(registry.capability('engine:gpu')).toEqual({ status: 'unsupported', reason: 'No timer extension' });
      registry.remove(gauge.id);
      expect(registry.capability('engine:gpu')).toEqual({
        status: 'unsupported',
        reason: 'No such metric is registered',
      });
      registry.registerGauge('engine', 'gpu');
      expect(registry.capability('engine:gpu')).toEqual({ status: 'ready' });
    });

    it('of a metric that is not there cannot be set', () => {
      const { registry } = createTestRegistry();
      expect(() => registry.setCapability('engine:none', { status: 'ready' })).not.toThrow();
    });
  });

  it('works over a backend of the user’s own', () => {
    const released: string[] = [];
    class OwnBackend extends InMemoryBackend {
      override release(cell: Parameters<InMemoryBackend['release']>[0]): void {
        released.push(cell.descriptor.id.name);
        super.release(cell);
      }
    }
    const registry = new MetricsRegistry(new OwnBackend());
    registry.registerCounter('game', 'x').increment();
    registry.clear();
    expect(released).toEqual(['x']);
  });
});
