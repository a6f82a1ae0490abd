import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistogramHandle } from './histogram-handle.ts';
import { MetricsRegistry } from './metrics-registry.ts';

const createRegistry = () => new MetricsRegistry(undefined, { warn() {} });

describe('HistogramHandle', () => {
  it('counts samples in exact exponential buckets', () => {
    const histogram = createRegistry().registerHistogram('engine', 'load_ms');
    for (const sample of [4, 1, 2]) histogram.record(sample);
    const { value } = histogram;
    expect(value).toMatchObject({ type: 'histogram', count: 3, sum: 7, min: 1, max: 4 });
    expect(value.quantile(0.5) / 2).toBeCloseTo(1, 1);
    expect(value.buckets()).toEqual([
      { upperBound: 1, count: 1 },
      { upperBound: 2, count: 1 },
      { upperBound: 4, count: 1 },
    ]);
  });

  it('counts samples between the user’s own boundaries, negative ones too', () => {
    const histogram = createRegistry().registerHistogram('engine', 'offset', { boundaries: [-1, 1] });
    for (const sample of [-5, 0, 5]) histogram.record(sample);
    expect(histogram.value).toMatchObject({ count: 3, sum: 0, min: -5, max: 5 });
    expect(histogram.value.buckets().map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  it('drops a negative sample that exponential buckets have no place for', () => {
    const registry = createRegistry();
    const histogram = registry.registerHistogram('engine', 'load_ms');
    histogram.record(-1);
    expect(histogram.value).toMatchObject({ count: 0, sum: 0 });
    expect(registry.get('framescope:dropped_updates{reason="negative"}')?.value).toBe(1);
  });

  it('is empty, not 0, before the first sample', () => {
    const { value } = createRegistry().registerHistogram('engine', 'load_ms');
    expect(value).toMatchObject({ count: 0, sum: 0, min: Number.NaN, max: Number.NaN });
    expect(value.quantile(0.5)).toBeNaN();
    expect(value.buckets()).toEqual([]);
  });

  it('takes samples without effect after its metric is removed, and counts from fresh when it is back', () => {
    const registry = createRegistry();
    const histogram = registry.registerHistogram('engine', 'load_ms');
    histogram.record(4);
    registry.remove(histogram.id);
    histogram.record(4);
    histogram.record(-4);
    expect(histogram.read()).toBeNull();
    expect(histogram.value).toMatchObject({ count: 0, min: Number.NaN });
    expect(registry.registerHistogram('engine', 'load_ms')).toBe(histogram);
    histogram.record(9);
    expect(histogram.value).toMatchObject({ count: 1, sum: 9, min: 9, max: 9 });
  });

  describe('merge', () => {
    it('equals recording everything in one', () => {
      fc.assert(
        fc.property(fc.array(fc.double({ min: 1e-6, max: 1e9, noNaN: true })), fc.nat(5), (samples, cut) => {
          const registry = createRegistry();
          const all = registry.registerHistogram('game', 'all');
          const a = registry.registerHistogram('game', 'a');
          const b = registry.registerHistogram('game', 'b');
          samples.forEach((sample, k) => {
            all.record(sample);
            (k % (cut + 1) === 0 ? a : b).record(sample);
          });
          a.merge(b);
          const { count, sum, min, max } = a.value;
          expect({ count, min, max }).toEqual({ count: all.value.count, min: all.value.min, max: all.value.max });
          expect(Math.abs(sum - all.value.sum)).toBeLessThanOrEqual(1e-12 * sum);
          expect(a.value.buckets()).toEqual(all.value.buckets());
        }),
        { numRuns: 50 },
      );
    });

    it('adds up explicit buckets that are the same, and refuses others', () => {
      const registry = createRegistry();
      const [a, b] = ['a', 'b'].map((name) => registry.registerHistogram('game', name, { boundaries: [1, 2] }));
      a?.record(1);
      b?.record(9);
      a?.merge(b as HistogramHandle);
      expect(a?.value.buckets().map(({ count }) => count)).toEqual([1, 0, 1]);
      for (const other of [undefined, [1, 3]]) {
        const histogram = registry.registerHistogram('game', `other ${other}`, other && { boundaries: other });
        histogram.record(1);
        expect(() => a?.merge(histogram)).toThrow(expect.objectContaining({ code: 'type-mismatch' }));
        expect(a?.value.count).toBe(2);
      }
    });

    it('does nothing without a metric on either side', () => {
      const registry = createRegistry();
      const [a, gone] = ['a', 'gone'].map((name) => registry.registerHistogram('game', name));
      registry.remove('game:gone');
      gone?.record(5);
      a?.merge(gone as HistogramHandle);
      gone?.merge(a as HistogramHandle);
      expect(a?.value.count).toBe(0);
    });
  });
});
