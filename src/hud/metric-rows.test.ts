import { describe, expect, it } from 'vitest';
import { InMemoryBackend, MetricsRegistry } from '../metrics/index.ts';
import { ALL_METRICS, type MetricFilter, metricRows } from './metric-rows.ts';

function keysOf(
  register: (registry: MetricsRegistry) => void,
  filter: Partial<MetricFilter> = {},
  pins: readonly string[] = [],
): string[] {
  const registry = new MetricsRegistry(new InMemoryBackend());
  register(registry);
  return metricRows(registry, registry.query(), { ...ALL_METRICS, ...filter }, pins).map(({ key }) => key);
}

function registerSome(registry: MetricsRegistry): void {
  registry.registerGauge('game', 'enemies', { labels: { world: 'forest' } }).set(3);
  registry.registerGauge('engine', 'fps').set(60);
  registry.registerGauge('engine', 'silent');
  registry.registerGauge('game', 'ammo').set(40);
  registry.registerCounter('game', 'kills').increment(2);
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

  it('finds all words of a search in names and labels, in any case', () => {
    expect(keysOf(registerSome, { search: ' FOREST enem ' })).toEqual(['Gauges', 'game:enemies{world="forest"}']);
    expect(keysOf(registerSome, { search: 'forest kills' })).toEqual([]);
  });

  it('shows one kind alone', () => {
    expect(keysOf(registerSome, { kind: 'counters' })).toEqual(['Counters', 'game:kills']);
  });

  it('sorts by name, and by value with what is missing last', () => {
    const gauges = { kind: 'gauges' } as const;
    expect(keysOf(registerSome, { ...gauges, sort: 'name' }).slice(1)).toEqual([
      'engine:fps',
      'engine:silent',
      'game:ammo',
      'game:enemies{world="forest"}',
    ]);
    expect(keysOf(registerSome, { ...gauges, sort: 'value' }).slice(1)).toEqual([
      'engine:fps',
      'game:ammo',
      'game:enemies{world="forest"}',
      'engine:silent',
    ]);
  });

  it('puts pinned metrics first, whatever kind they are of, and forgets none that is gone', () => {
    expect(keysOf(registerSome, {}, ['game:kills', 'game:gone', 'engine:fps'])).toEqual([
      'Pinned',
      'game:kills',
      'engine:fps',
      'Gauges',
      'game:enemies{world="forest"}',
      'game:ammo',
      'engine:silent',
    ]);
  });
});
