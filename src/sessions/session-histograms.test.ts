import { describe, expect, it } from 'vitest';
import { InMemoryBackend, type MetricsBackend, MetricsRegistry } from '../metrics/index.ts';
import { SessionHistograms } from './session-histograms.ts';

describe('SessionHistograms', () => {
  it('takes what a histogram held before off', () => {
    const registry = new MetricsRegistry(new InMemoryBackend());
    const load = registry.registerHistogram('game', 'load');
    load.record(5);
    const histograms = new SessionHistograms(registry.backend);
    load.record(7);
    expect(histograms.read()).toMatchObject([{ count: 1, sum: 7, min: Number.NaN, max: Number.NaN }]);
  });

  it.each([[{}], [{ boundaries: [1, 10, 100] }]])(
    'takes nothing off a histogram that was removed and is back: %j',
    (options) => {
      const registry = new MetricsRegistry(new InMemoryBackend());
      const load = registry.registerHistogram('game', 'load', options);
      for (let k = 0; k < 1000; k++) load.record(5);
      const histograms = new SessionHistograms(registry.backend);
      registry.remove('game:load');
      expect(registry.registerHistogram('game', 'load', options)).toBe(load);
      expect(histograms.read()).toMatchObject([{ count: 0, sum: 0 }]);
      load.record(5);
      expect(histograms.read()).toMatchObject([{ count: 1, sum: 5, min: 5, max: 5 }]);
      // More than before, so that its count alone does not tell.
      for (let k = 1; k < 2000; k++) load.record(5);
      const [read] = histograms.read();
      expect(read).toMatchObject({ count: 2000, sum: 10_000 });
      expect(read?.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(2000);
    },
  );

  it('takes nothing off a histogram that its backend emptied', () => {
    const registry = new MetricsRegistry(new InMemoryBackend());
    registry.registerHistogram('game', 'load');
    const cells = [...registry.backend.cells()];
    let count = 5;
    const read = () => ({ type: 'histogram', count, sum: count, buckets: () => [{ upperBound: 1, count }] });
    const histograms = new SessionHistograms({ cells: () => cells, read } as unknown as MetricsBackend);
    count = 2;
    expect(histograms.read()).toMatchObject([{ count: 2, sum: 2, buckets: [{ upperBound: 1, count: 2 }] }]);
  });
});
