import { describe, expect, it } from 'vitest';
import { EngineMetrics, InMemoryBackend, MetricsRegistry } from '../metrics/index.ts';
import type { HudModel } from './hud-model.ts';
import { metricRows } from './metric-rows.ts';

function keysOf(register: (registry: MetricsRegistry) => void): string[] {
  const registry = new MetricsRegistry(new InMemoryBackend());
  register(registry);
  const hud = { host: { metrics: new EngineMetrics(registry) } } as unknown as HudModel;
  return metricRows(hud, registry.query()).map(({ key }) => key);
}

describe('metricRows', () => {
  it('puts the host’s metrics before the engine’s, Framescope’s last, and those of one context after the sums', () => {
    const keys = keysOf((registry) => {
      registry.registerGauge('framescope', 'self_ms');
      registry.registerGauge('engine', 'draws', { labels: { context: '1' } });
      registry.registerGauge('engine', 'fps');
      registry.registerGauge('zoo', 'lions');
      registry.registerGauge('engine', 'draws');
      registry.registerGauge('game', 'enemies', { labels: { world: 'forest' } });
    });
    expect(keys).toEqual([
      'Gauges',
      'zoo:lions',
      'game:enemies{world="forest"}',
      'engine:fps',
      'engine:draws',
      'engine:draws{context="1"}',
      'framescope:self_ms',
    ]);
  });

  it('groups by kind, and leaves empty kinds out', () => {
    const keys = keysOf((registry) => {
      registry.registerTimer('game', 'load');
      registry.registerRate('engine', 'spawned');
      registry.registerCounter('game', 'kills');
    });
    expect(keys).toEqual(['Counters', 'game:kills', 'engine:spawned', 'Histograms', 'game:load']);
  });
});
