import { describe, expect, it } from 'vitest';
import { MetricsRegistry } from './metrics-registry.ts';

const createRegistry = () => new MetricsRegistry(undefined, { warn() {} });

describe('GaugeHandle', () => {
  it('is missing until it is set, and keeps its value over frames', () => {
    const registry = createRegistry();
    const gauge = registry.registerGauge('game', 'players');
    expect(gauge.value).toBeNaN();
    gauge.set(-4.5);
    registry.tick(0);
    expect(gauge.value).toBe(-4.5);
    gauge.clear();
    expect(gauge.value).toBeNaN();
  });

  it('adds and subtracts from 0 when it is missing', () => {
    const registry = createRegistry();
    const gauge = registry.registerGauge('game', 'players');
    gauge.add(3);
    gauge.add(2);
    gauge.subtract(1);
    expect(gauge.value).toBe(4);
    gauge.clear();
    gauge.subtract(2);
    expect(gauge.value).toBe(-2);
  });

  it('drops a sum that is too large for a number', () => {
    const gauge = createRegistry().registerGauge('game', 'players');
    gauge.set(Number.MAX_VALUE);
    gauge.add(Number.MAX_VALUE);
    expect(gauge.value).toBe(Number.MAX_VALUE);
  });

  it('takes negative values, which are no bad values for a gauge', () => {
    const registry = createRegistry();
    registry.registerGauge('game', 'height').set(-1);
    expect(registry.query({ namespace: 'framescope' })).toEqual([]);
  });

  describe('declared reset: "frame"', () => {
    function createResetGauge() {
      const registry = createRegistry();
      const gauge = registry.registerGauge('engine', 'gpu_ms', { reset: 'frame' });
      return { registry, gauge };
    }

    it('reads as its last frame left it, and is missing after a frame that did not write it', () => {
      const { registry, gauge } = createResetGauge();
      gauge.set(5);
      expect(gauge.value).toBe(5);
      registry.tick(0);
      expect(gauge.value).toBe(5);
      registry.tick(16);
      expect(gauge.value).toBeNaN();
    });

    it('adds from 0 in each frame', () => {
      const { registry, gauge } = createResetGauge();
      gauge.add(2);
      gauge.add(2);
      registry.tick(0);
      gauge.add(1);
      expect(gauge.value).toBe(1);
    });

    it('reads as the value that came late, until the frame after ends', () => {
      const { registry, gauge } = createResetGauge();
      registry.tick(0);
      gauge.setForFrame(0, 7);
      expect(gauge.value).toBe(7);
      registry.tick(16);
      expect(gauge.value).toBe(7);
      registry.tick(32);
      expect(gauge.value).toBeNaN();
    });

    it('reads as the frame’s own value rather than a late one', () => {
      const { registry, gauge } = createResetGauge();
      registry.tick(0);
      gauge.setForFrame(0, 7);
      gauge.set(3);
      expect(gauge.value).toBe(3);
      registry.tick(16);
      expect(gauge.value).toBe(3);
    });
  });

  it('takes its reset along when its metric is removed, whatever metric comes into its place', () => {
    const registry = createRegistry();
    registry.remove(registry.registerGauge('engine', 'gpu_ms', { reset: 'frame' }).id);
    const counter = registry.registerCounter('game', 'shots');
    counter.increment(3);
    registry.tick(0);
    expect(counter.value).toBe(3);
  });

  it('takes a late value as its value from now on, when it does not reset', () => {
    const registry = createRegistry();
    const gauge = registry.registerGauge('engine', 'gpu_ms');
    registry.tick(0);
    gauge.setForFrame(0, 7);
    registry.tick(16);
    expect(gauge.value).toBe(7);
  });

  it('drops a late value that is no finite number', () => {
    const registry = createRegistry();
    const gauge = registry.registerGauge('engine', 'gpu_ms', { reset: 'frame' });
    for (const bad of [Number.NaN, Infinity, '5', 5n, undefined]) gauge.setForFrame(0, bad as number);
    expect(gauge.value).toBeNaN();
    expect(registry.query({ name: 'dropped_updates' }).map((handle) => handle.read())).toEqual([
      { type: 'counter', value: 1 },
      { type: 'counter', value: 1 },
      { type: 'counter', value: 3 },
    ]);
  });

  it('ignores a late value after its metric is removed', () => {
    const { registry, gauge } = (() => {
      const registry = createRegistry();
      return { registry, gauge: registry.registerGauge('engine', 'gpu_ms', { reset: 'frame' }) };
    })();
    registry.remove(gauge.id);
    gauge.setForFrame(0, 7);
    expect(gauge.value).toBeNaN();
  });
});
