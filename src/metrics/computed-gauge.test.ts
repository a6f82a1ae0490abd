import { describe, expect, it } from 'vitest';
import { createTestRegistry } from './create-test-registry.ts';

const refusal = (code: string, message: string) => expect.objectContaining({ name: 'MetricsError', code, message });

describe('ComputedGauge', () => {
  it('computes at each frame’s end, before the row is copied', () => {
    const { registry, backend } = createTestRegistry();
    const rows: number[] = [];
    const gauge = registry.registerComputedGauge('game', 'x', () => rows.length + 10);
    const cell = [...backend.cells()][0];
    backend.recorder = {
      nextFrame: 0,
      setLate: () => false,
      commit: () => void rows.push(cell?.values[cell.slot] as number),
    };
    expect(gauge.value).toBeNaN();
    registry.tick();
    registry.tick();
    expect(rows).toEqual([10, 11]);
  });

  it('computes when it is read, or every so many ms', () => {
    const { registry } = createTestRegistry();
    let reads = 0;
    let ticks = 0;
    const onRead = registry.registerComputedGauge('game', 'read', () => ++reads, { evaluate: 'read' });
    registry.registerComputedGauge('game', 'timed', () => ++ticks, { evaluate: { everyMs: 100 } });
    for (let ms = 0; ms <= 300; ms += 20) registry.tick(ms);
    expect(ticks).toBe(4);
    expect(reads).toBe(0);
    expect(onRead.value).toBe(1);
    expect(onRead.read()).toEqual({ type: 'gauge', value: 2 });
  });

  it('is missing while it throws or gives no number, with one warning, and the frame goes on', () => {
    const { registry, warnings } = createTestRegistry();
    let result: () => unknown = () => 5;
    const gauge = registry.registerComputedGauge('game', 'x', () => result() as number);
    const after = registry.registerComputedGauge('game', 'y', () => 1);
    registry.tick();
    expect(gauge.value).toBe(5);
    result = () => {
      throw new Error('no world yet');
    };
    registry.tick();
    registry.tick();
    expect(gauge.value).toBeNaN();
    expect(after.value).toBe(1);
    expect(warnings).toEqual(['Cannot compute gauge "x", which is missing for now: it threw Error: no world yet']);
    result = () => 6;
    registry.tick();
    expect(gauge.value).toBe(6);
    for (const bad of [Number.NaN, undefined, Infinity, 'text', 5n]) {
      result = () => 6;
      registry.tick();
      result = () => bad;
      registry.tick();
      expect(gauge.value).toBeNaN();
    }
  });

  it('takes a thrown value that cannot be shown', () => {
    const { registry, warnings } = createTestRegistry();
    registry.registerComputedGauge('game', 'x', () => {
      throw Object.create(null);
    });
    expect(() => registry.tick()).not.toThrow();
    expect(warnings).toHaveLength(1);
  });

  it('gives a function that reads its own gauge the value from before', () => {
    const { registry } = createTestRegistry();
    const gauge = registry.registerComputedGauge('game', 'x', (): number => (gauge.value || 0) + 1, {
      evaluate: 'read',
    });
    expect([gauge.value, gauge.value]).toEqual([1, 2]);
  });

  it('lets a function register and remove metrics', () => {
    const { registry } = createTestRegistry();
    registry.registerComputedGauge('game', 'x', () => {
      registry.remove('game:x');
      registry.registerCounter('game', 'made').increment();
      return 1;
    });
    const last = registry.registerComputedGauge('game', 'z', () => 3);
    registry.tick();
    expect(last.value).toBe(3);
    expect(registry.get('game:made')?.value).toBe(1);
    expect(registry.get('game:x')).toBeUndefined();
  });

  it('replaces the function when it is registered again', () => {
    const { registry } = createTestRegistry();
    const gauge = registry.registerComputedGauge('game', 'x', () => 1, { evaluate: 'read' });
    expect(registry.registerComputedGauge('game', 'x', () => 2)).toBe(gauge);
    expect(gauge.value).toBeNaN();
    registry.tick();
    expect(gauge.value).toBe(2);
  });

  it.each([
    ['no function', {}, 'compute must be a function, current value is "no function"'],
    [
      () => 1,
      { evaluate: 'never' },
      'evaluate must be "frame", "read" or { everyMs } above 0, current value is "never"',
    ],
    [() => 1, { evaluate: null }, 'evaluate must be "frame", "read" or { everyMs } above 0, current value is null'],
    [
      () => 1,
      { evaluate: { everyMs: 0 } },
      'evaluate must be "frame", "read" or { everyMs } above 0, current value is object',
    ],
  ])('refuses %s with %j', (compute, options, problem) => {
    const { registry } = createTestRegistry();
    expect(() => registry.registerComputedGauge('game', 'x', compute as () => number, options as object)).toThrowError(
      refusal('invalid-operation', `Cannot register computed gauge "x": ${problem}`),
    );
    expect(registry.size).toBe(0);
  });
});
