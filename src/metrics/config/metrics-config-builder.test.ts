import { describe, expect, it } from 'vitest';
import { EngineMetrics } from '../engine-metrics.ts';
import { MetricsConfigBuilder } from './metrics-config-builder.ts';
import { parseMetricsConfig } from './parse-metrics-config.ts';

const of = { namespace: 'game', name: 'kills' };

function build() {
  return new MetricsConfigBuilder()
    .counter('kills', 'game', 'kills', { better: 'higher' })
    .gauge('__proto__', 'game', 'hp', { thresholds: { warning: 20, critical: 5 } })
    .histogram('load', 'game', 'load_ms', { boundaries: [1, 10] })
    .timer('ai', 'game', 'ai')
    .rate('shots', 'game', 'shots')
    .family('counter', 'hits', 'game', 'hits', { labels: ['weapon'], maxSeries: 20 })
    .computed('total', { op: 'sum', of }, { unit: 'count' })
    .rule('frame.p99 > 25ms')
    .rule('game:kills > 5', ['mark'])
    .build();
}

describe('MetricsConfigBuilder', () => {
  it('builds what a file would say', () => {
    const config = build();
    expect(config).toEqual({
      version: 2,
      metrics: JSON.parse(`{
        "kills": { "namespace": "game", "name": "kills", "type": "counter", "better": "higher" },
        "__proto__": { "namespace": "game", "name": "hp", "type": "gauge", "thresholds": { "warning": 20, "critical": 5 } },
        "load": { "namespace": "game", "name": "load_ms", "type": "histogram", "boundaries": [1, 10] },
        "ai": { "namespace": "game", "name": "ai", "type": "timer" },
        "shots": { "namespace": "game", "name": "shots", "type": "rate" }
      }`),
      families: { hits: { namespace: 'game', name: 'hits', type: 'counter', labels: ['weapon'], maxSeries: 20 } },
      computed: { total: { op: 'sum', of, unit: 'count' } },
      rules: ['frame.p99 > 25ms', { when: 'game:kills > 5', do: ['mark'] }],
    });
    expect(parseMetricsConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  it('builds what registers everything, and comes back from toConfig', () => {
    const metrics = new EngineMetrics();
    metrics.initializeWithConfig(build());
    metrics.family('counter', 'hits').with('axe').increment(2);
    metrics.incrementCounter('kills', 5);
    metrics.registry.tick(0);
    expect(metrics.gauge('total').value).toBe(5);
    expect(metrics.registry.get('game:hits{weapon="axe"}')).toMatchObject({ value: 2 });
    const copy = new EngineMetrics();
    copy.initializeWithConfig(JSON.parse(JSON.stringify(metrics.toConfig())));
    expect(copy.toConfig()).toEqual(metrics.toConfig());
    copy.incrementCounter('kills', 3);
    copy.registry.tick(0);
    expect(copy.gauge('total').value).toBe(3);
  });

  it('refuses a wrong configuration with every problem', () => {
    const wrong = new MetricsConfigBuilder()
      .counter('kills', '', 'kills')
      .gauge('hp', 'game', 'hp', { better: 'up' as 'lower' })
      .computed('kills', { op: 'sum', of: {} });
    expect(() => wrong.build()).toThrow(
      expect.objectContaining({
        code: 'invalid-config',
        message:
          'Cannot use the metrics configuration: /metrics/kills/namespace must be a non-empty string, current value is ""; ' +
          '/metrics/hp/better must be "lower" or "higher", current value is "up"; ' +
          '/computed/kills/of must select by namespace, name, type or labels, current value is object; ' +
          '/computed/kills must have a key of its own, which "/metrics/kills" has, current value is "kills"',
      }),
    );
  });
});
