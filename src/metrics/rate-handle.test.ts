import { describe, expect, it } from 'vitest';
import { MetricsRegistry } from './metrics-registry.ts';

/** A rate that is marked `n` times in each of `frames` frames of `stepMs`; and the time after them. */
function run(
  rate: { mark(n?: number): void },
  registry: MetricsRegistry,
  frames: number,
  stepMs: number,
  n: number,
  fromMs = 0,
) {
  for (let k = 1; k <= frames; k++) {
    if (n > 0) rate.mark(n);
    registry.tick(fromMs + k * stepMs);
  }
  return fromMs + frames * stepMs;
}

describe('RateHandle', () => {
  it('is missing until two frames have ended', () => {
    const registry = new MetricsRegistry();
    const rate = registry.registerRate('game', 'shots');
    rate.mark();
    expect(rate.value).toBeNaN();
    registry.tick(0);
    expect(rate.value).toBeNaN();
    registry.tick(500);
    expect(rate.value).toBe(0);
    expect(rate.read()).toEqual({ type: 'rate', count: 1, perSecond: 0, weighted: 0 });
  });

  it.each([1, 4, 16.667, 100, 700, 3000])('gives events per second at a frame each %d ms', (stepMs) => {
    const registry = new MetricsRegistry();
    const rate = registry.registerRate('game', 'shots');
    run(rate, registry, 5000, stepMs, 3);
    expect(rate.value / (3000 / stepMs)).toBeCloseTo(1, 9);
  });

  it('forgets what is more than a second old, to 4 %', () => {
    const registry = new MetricsRegistry();
    const rate = registry.registerRate('game', 'shots');
    const busyUntilMs = run(rate, registry, 500, 4, 10);
    const timeMs = run(rate, registry, 125, 4, 0, busyUntilMs);
    expect(rate.value).toBeGreaterThan(1250 * 0.96);
    expect(rate.value).toBeLessThan(1250 * 1.04);
    run(rate, registry, 140, 4, 0, timeMs);
    expect(rate.value).toBe(0);
  });

  it('averages over a pause that is longer than the window', () => {
    const registry = new MetricsRegistry();
    const rate = registry.registerRate('game', 'shots');
    const timeMs = run(rate, registry, 100, 20, 1);
    rate.mark(30);
    registry.tick(timeMs + 10_000);
    expect(rate.value).toBeCloseTo(3, 0);
  });

  it('counts from fresh when its metric comes back', () => {
    const registry = new MetricsRegistry();
    const rate = registry.registerRate('game', 'shots');
    const timeMs = run(rate, registry, 100, 20, 5);
    registry.remove(rate.id);
    expect(rate.value).toBeNaN();
    expect(rate.count).toBeNaN();
    expect(rate.read()).toBeNull();
    registry.tick(timeMs + 5);
    registry.tick(timeMs + 15);
    expect(rate.value).toBeNaN();
    registry.registerRate('game', 'shots');
    registry.tick(timeMs + 20);
    expect(rate.value).toBeNaN();
    rate.mark(2);
    registry.tick(timeMs + 120);
    expect(rate.value).toBe(20);
    expect(rate.count).toBe(2);
  });

  it('keeps its last figure when the clock stands still or goes back', () => {
    const registry = new MetricsRegistry();
    const rate = registry.registerRate('game', 'shots');
    run(rate, registry, 10, 100, 1);
    registry.tick(1000);
    registry.tick(-5000);
    expect(rate.value).toBeCloseTo(10, 9);
  });

  it('goes on from where the clock was set back to', () => {
    const registry = new MetricsRegistry();
    const rate = registry.registerRate('game', 'shots');
    run(rate, registry, 30, 100, 1);
    const timeMs = run(rate, registry, 1, 100, 5, -5000);
    // Nobody knows how long the frame took, but its events did happen.
    expect(rate.value).toBeCloseTo(15, 9);
    run(rate, registry, 20, 100, 3, timeMs);
    expect(rate.value).toBeCloseTo(30, 9);
  });

  it('keeps rates apart that come and go at any time', () => {
    const registry = new MetricsRegistry();
    const rates = Array.from({ length: 20 }, (_, k) => registry.registerRate('game', `rate ${k}`));
    let timeMs = 0;
    for (let frame = 0; frame < 300; frame++) {
      rates.forEach((rate, k) => void rate.mark(k));
      if (frame === 100) for (const k of [3, 19, 0]) registry.remove(`game:rate ${k}`);
      if (frame === 250) rates[3] = registry.registerRate('game', 'rate 3');
      timeMs += 10;
      registry.tick(timeMs);
    }
    rates.forEach((rate, k) => {
      if (k === 0 || k === 19) expect(rate.value).toBeNaN();
      else expect(rate.value).toBeCloseTo(100 * k, 9);
    });
    expect(rates[3]?.weighted).toBeCloseTo(300, 9);
  });

  it('has a weighted rate that comes to a steady one, and forgets in five seconds', () => {
    const registry = new MetricsRegistry();
    const rate = registry.registerRate('game', 'shots');
    const timeMs = run(rate, registry, 1000, 20, 2);
    expect(rate.weighted).toBeCloseTo(100, 9);
    run(rate, registry, 500, 10, 0, timeMs);
    expect(rate.weighted).toBeCloseTo(100 / Math.E, 9);
    registry.remove(rate.id);
    expect(rate.weighted).toBeNaN();
  });

  it('drops negative and non-finite counts', () => {
    const rate = new MetricsRegistry(undefined, { warn() {} }).registerRate('game', 'shots');
    for (const bad of [-1, Number.NaN, Infinity]) rate.mark(bad);
    expect(rate.count).toBe(0);
  });
});
