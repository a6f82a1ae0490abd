import { describe, expect, it } from 'vitest';
import { EngineMetrics } from './engine-metrics.ts';
import { METRIC_TYPES } from './metric-descriptor.ts';
import { MetricsRegistry } from './metrics-registry.ts';
import { NullBackend } from './null-backend.ts';

describe('NullBackend', () => {
  it('takes every update and keeps none', () => {
    const backend = new NullBackend();
    const metrics = EngineMetrics.withDefaultConfig(new MetricsRegistry(backend));
    for (const type of METRIC_TYPES) metrics.registry.register(type, 'game', type);
    metrics.incrementCounter('frame_counter', 5);
    metrics.setGauge('fps_gauge', 60);
    metrics.recordHistogram('frame_time_histogram', 16);
    metrics.updateFrame({ timeMs: 16, frameTimeMs: 16, gpuTimeMs: 3 });
    metrics.registry.tick(32);
    for (const value of Object.values(metrics.snapshot())) {
      if ('quantile' in value) expect([value.count, value.quantile(0.5), value.buckets()]).toEqual([0, Number.NaN, []]);
      else if (value.type === 'rate') expect(value.count).toBeNaN();
      else expect(value.value).toBeNaN();
    }
    expect(backend.rows.layout.columns).toEqual([]);
  });

  it('knows which metrics there are', async () => {
    const backend = new NullBackend();
    const registry = new MetricsRegistry(backend);
    registry.registerCounter('game', 'shots');
    registry.registerTimer('game', 'ai');
    registry.remove('game:shots');
    expect(backend.describe().map(({ id }) => id.name)).toEqual(['ai']);
    expect([...backend.cells()]).toHaveLength(1);
    await backend.flush();
    await backend.close();
  });
});
