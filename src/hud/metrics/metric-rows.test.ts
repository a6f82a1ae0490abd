import { describe, expect, it } from 'vitest';
import { InMemoryBackend, MetricsRegistry } from '../../metrics/index.ts';
import { createMetricEntries } from './metric-entries.ts';
import { ALL_METRICS, type MetricFilter, metricRows } from './metric-rows.ts';

function keysOf(
  register: (registry: MetricsRegistry) => void,
  filter: Partial<MetricFilter> = {},
  pins: readonly string[] = [],
): string[] {
  const registry = new MetricsRegistry(new InMemoryBackend());
  register(registry);
  const entries = createMetricEntries(registry).read();
  return metricRows(entries, { ...ALL_METRICS, ...filter }, pins).map((row) =>
    row.kind === 'metric' ? row.key : `${row.isInner ? '  ' : ''}${row.title} ${row.count}`,
  );
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
      'Gauges 6',
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
    expect(keys).toEqual(['Counters 2', 'game:kills', 'engine:spawned', 'Histograms 1', 'game:load']);
  });

  it('finds all words of a search in names and labels, in any case', () => {
    expect(keysOf(registerSome, { search: ' FOREST enem ' })).toEqual(['Gauges 1', 'game:enemies{world="forest"}']);
    expect(keysOf(registerSome, { search: 'forest kills' })).toEqual([]);
  });

  it('shows one kind alone', () => {
    expect(keysOf(registerSome, { kind: 'counters' })).toEqual(['Counters 1', 'game:kills']);
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
      'Pinned 2',
      'game:kills',
      'engine:fps',
      'Gauges 3',
      'game:enemies{world="forest"}',
      'game:ammo',
      'engine:silent',
    ]);
  });

  it('groups by namespace, and by kind where a namespace has several', () => {
    expect(keysOf(registerSome, { group: 'namespace' }, ['engine:silent'])).toEqual([
      'Pinned 1',
      'engine:silent',
      'game 3',
      '  Gauges 2',
      'game:enemies{world="forest"}',
      'game:ammo',
      '  Counters 1',
      'game:kills',
      'engine 1',
      'engine:fps',
    ]);
  });

  it('keeps namespaces in their places, however their metrics are sorted', () => {
    const heads = keysOf(registerSome, { group: 'namespace', sort: 'value' }).filter((key) => !key.includes(':'));
    expect(heads).toEqual(['game 3', '  Gauges 2', '  Counters 1', 'engine 2']);
  });

  it('leaves the head of a folded group, and looks into it all the same when something is searched', () => {
    const folded = { group: 'namespace', folded: ['::game'] } as const;
    expect(keysOf(registerSome, folded)).toEqual(['game 3', 'engine 2', 'engine:fps', 'engine:silent']);
    expect(keysOf(registerSome, { ...folded, search: 'ammo' })).toEqual(['game 1', 'game:ammo']);
  });

  it('tells a namespace from a kind and from the pinned by key, whatever it is called', () => {
    const registry = new MetricsRegistry(new InMemoryBackend());
    for (const namespace of ['Pinned', 'gauges', ':', '__proto__']) registry.registerGauge(namespace, 'value');
    registry.registerCounter('gauges', 'count');
    const rows = metricRows(createMetricEntries(registry).read(), { ...ALL_METRICS, group: 'namespace' }, [
      'Pinned:value',
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });
});

describe('createMetricEntries', () => {
  it('makes each entry once, and reads the registry only when a metric has come or gone', () => {
    const registry = new MetricsRegistry(new InMemoryBackend());
    registerSome(registry);
    const entries = createMetricEntries(registry);
    const before = entries.read();
    expect(entries.read()).toBe(before);
    registry.registerGauge('game', 'new');
    const after = entries.read();
    expect(after).toHaveLength(before.length + 1);
    expect(before.every((entry) => after.includes(entry))).toBe(true);
    registry.remove('game:new');
    expect(entries.read()).toEqual(before);
  });

  it('describes a metric anew that comes back as another one', () => {
    const registry = new MetricsRegistry(new InMemoryBackend());
    registry.registerGauge('game', 'size', { unit: 'bytes' });
    const entries = createMetricEntries(registry);
    entries.read();
    registry.remove('game:size');
    registry.registerGauge('game', 'size', { unit: 'count' });
    expect(entries.read()[0]?.descriptor.unit).toBe('count');
  });
});
