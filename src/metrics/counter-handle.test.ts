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
