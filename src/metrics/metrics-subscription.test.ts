import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestRegistry } from './create-test-registry.ts';
import type { MetricsUpdate } from './metrics-subscription.ts';

function createSubscribed(everyMs?: number) {
  const test = createTestRegistry();
  const updates: MetricsUpdate[] = [];
  const stop = test.registry.subscribe((update) => void updates.push(update), everyMs === undefined ? {} : { everyMs });
  const next = async (ms = everyMs ?? 1000) => {
    updates.length = 0;
    await vi.advanceTimersByTimeAsync(ms);
    return updates;
  };
  return { ...test, stop, next };
}

describe('MetricsRegistry.subscribe', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('tells what there is, then only what changed', async () => {
    const { registry, next, clock } = createSubscribed();
    const shots = registry.registerCounter('game', 'shots');
    const load = registry.registerHistogram('game', 'load');
    registry.registerGauge('game', 'hp');
    clock.ms = 1000;
    const [first] = await next();
    expect(first).toMatchObject({
      timeMs: 1000,
      added: [{ key: 'game:shots' }, { key: 'game:load' }, { key: 'game:hp' }],
      removed: [],
      changed: [
        { key: 'game:shots', value: { type: 'counter', value: 0 } },
        { key: 'game:load', value: { type: 'histogram', count: 0 } },
        { key: 'game:hp', value: { type: 'gauge', value: Number.NaN } },
      ],
    });
    expect(await next()).toEqual([]);
    shots.increment(2);
    load.record(5);
    const [second] = await next();
    expect(second?.added).toEqual([]);
    expect(second?.changed).toMatchObject([
      { key: 'game:shots', value: { value: 2 } },
      { key: 'game:load', value: { count: 1, sum: 5 } },
    ]);
  });

  it('tells of metrics that go, and that come back as others', async () => {
    const { registry, next } = createSubscribed();
    const shots = registry.registerCounter('game', 'shots');
    await next();
    registry.remove(shots.id);
    expect((await next())[0]).toMatchObject({ added: [], removed: ['game:shots'], changed: [] });
    registry.registerGauge('game', 'shots').set(1);
    await next();
    registry.remove('game:shots');
    registry.registerCounter('game', 'shots').increment(9);
    expect((await next())[0]).toMatchObject({
      added: [{ key: 'game:shots', descriptor: { type: 'counter' } }],
      removed: ['game:shots'],
      changed: [{ key: 'game:shots', value: { value: 9 } }],
    });
  });

  it('tells every so many ms, until that is stopped', async () => {
    const { registry, next, stop } = createSubscribed(50);
    registry.registerComputedGauge('game', 'x', () => registry.size + Math.random(), { evaluate: 'read' });
    expect(await next(1000)).toHaveLength(20);
    stop();
    expect(await next(1000)).toHaveLength(0);
  });

  it('leaves out a listener that is busy, and tells it later what it missed', async () => {
    const { registry } = createTestRegistry();
    const shots = registry.registerCounter('game', 'shots');
    const values: number[] = [];
    let finish: () => void = () => undefined;
    registry.subscribe(({ changed }) => {
      for (const { key, value } of changed) if (key === 'game:shots') values.push((value as { value: number }).value);
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    for (let k = 0; k < 5; k++) {
      shots.increment();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(values).toEqual([1]);
    expect(registry.get('framescope:updates_skipped')).toMatchObject({ value: 4 });
    finish();
    await vi.advanceTimersByTimeAsync(1000);
    expect(values).toEqual([1, 5]);
  });

  it.each(['throws', 'rejects'])('goes on when a listener %s, with one warning', async (how) => {
    const { registry, warnings } = createTestRegistry();
    const shots = registry.registerCounter('game', 'shots');
    let told = 0;
    registry.subscribe(() => {
      told++;
      if (how === 'throws') throw new Error('full');
      return Promise.reject(new Error('full'));
    });
    for (let k = 0; k < 3; k++) {
      shots.increment();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(told).toBe(3);
    expect(warnings).toEqual(['A subscriber to metrics failed, and is told on: it threw Error: full']);
    expect(registry.get('framescope:listener_errors')).toMatchObject({ value: 3 });
  });

  it('refuses what is no function, and no period', () => {
    const { registry } = createTestRegistry();
    expect(() => registry.subscribe(5 as never)).toThrow(
      'Cannot subscribe to metrics: the listener must be a function, current value is 5',
    );
    for (const everyMs of [0, -1, Number.NaN])
      expect(() => registry.subscribe(() => undefined, { everyMs })).toThrow(
        `Cannot subscribe to metrics: everyMs must be above 0, current value is ${everyMs}`,
      );
  });
});
