import { describe, expect, it } from 'vitest';
import { MetricsRegistry } from './metrics-registry.ts';

describe('CounterHandle', () => {
  it('starts at 0 and grows by 1 or by what it is given', () => {
    const counter = new MetricsRegistry().registerCounter('game', 'kills');
    expect(counter.value).toBe(0);
    counter.increment();
    counter.increment(2.5);
    counter.increment(0);
    expect(counter.value).toBe(3.5);
    expect(counter.read()).toEqual({ type: 'counter', value: 3.5 });
  });

  it('drops what would let it shrink or poison it', () => {
    const counter = new MetricsRegistry(undefined, { warn() {} }).registerCounter('game', 'kills');
    counter.increment(5);
    for (const bad of [-1, Number.NaN, Infinity, -Infinity]) counter.increment(bad);
    expect(counter.value).toBe(5);
  });

  it('counts exactly up to 2^53, stays there, and says so once', () => {
    const warnings: string[] = [];
    const registry = new MetricsRegistry(undefined, { warn: (message) => void warnings.push(message) });
    const counter = registry.registerCounter('game', 'kills');
    counter.increment(2 ** 53 - 2);
    counter.increment();
    expect(counter.value).toBe(2 ** 53 - 1);
    for (let k = 0; k < 3; k++) counter.increment(5);
    counter.increment(Number.MAX_VALUE);
    expect(counter.value).toBe(2 ** 53);
    expect(registry.get('framescope:dropped_updates{reason="saturated"}')).toMatchObject({ value: 4 });
    expect(warnings).toEqual([
      'Cannot update metric "game:kills": it stays at 2^53, up to where counts are exact, current value is 5',
    ]);
  });

  it('has no value without a metric behind it', () => {
    const registry = new MetricsRegistry();
    const counter = registry.registerCounter('game', 'kills');
    registry.remove(counter.id);
    counter.increment();
    expect(counter.value).toBeNaN();
    expect(counter.read()).toBeNull();
    expect(counter.isBound).toBe(false);
  });
});
