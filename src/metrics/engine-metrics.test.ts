import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { AnyMetricsConfig } from './config/metrics-config.ts';
import { DEFAULT_METRICS } from './default-metrics.ts';
import { EngineMetrics } from './engine-metrics.ts';
import { InMemoryBackend } from './in-memory-backend.ts';
import { MetricsRegistry } from './metrics-registry.ts';

function createMetrics() {
  const warnings: string[] = [];
  const backend = new InMemoryBackend();
  const registry = new MetricsRegistry(backend, { now: () => 42, warn: (message) => void warnings.push(message) });
  return { metrics: new EngineMetrics(registry), registry, backend, warnings };
}

const SEED_CONFIG: AnyMetricsConfig = JSON.parse(`{ "metrics": {
  "small": { "namespace": "net", "name": "packets", "description": "", "metric_type": "counter", "unit": null,
             "labels": { "size": "<1KB" } },
  "large": { "namespace": "net", "name": "packets", "description": "", "metric_type": "counter", "unit": "count",
             "labels": { "size": "≥1KB" } },
  "load":  { "namespace": "engine", "name": "load", "description": "Load", "metric_type": "histogram",
             "unit": "milliseconds", "labels": null, "buckets": [1, 5.5, 10] }
} }`);

describe('EngineMetrics', () => {
  it('has the default metrics of the contract', () => {
    const { registry } = EngineMetrics.withDefaultConfig();
    expect(registry.query().map(({ id }) => `${id.namespace}:${id.name}`)).toEqual([
      'engine:frames.total',
      'engine:performance.fps',
      'engine:performance.frame_time_ms',
      'engine:performance.cpu_time_ms',
      'engine:performance.gpu_time_ms',
      'engine:performance.gpu_main_pass_ms',
      'engine:memory.usage_mb',
      'engine:memory.vram_usage_mb',
      'engine:memory.vram_peak_mb',
      'engine:rendering.draw_calls',
      'engine:rendering.triangles',
      'engine:performance.frame_time',
      'engine:performance.gpu_time',
    ]);
    expect(Object.keys(DEFAULT_METRICS.metrics)).toEqual([
      'frame_counter',
      'fps_gauge',
      'frame_time_gauge',
      'cpu_time_gauge',
      'gpu_time_gauge',
      'gpu_main_pass_gauge',
      'memory_gauge',
      'vram_usage_gauge',
      'vram_peak_gauge',
      'draw_calls_gauge',
      'triangles_gauge',
      'frame_time_histogram',
      'gpu_time_histogram',
    ]);
  });

  it('is initialized by a configuration', () => {
    const { metrics } = createMetrics();
    expect(metrics.isInitialized).toBe(false);
    metrics.initializeWithConfig(SEED_CONFIG);
    expect(metrics.isInitialized).toBe(true);
  });

  describe('initializeWithConfig', () => {
    it('loads the seed’s configuration, with buckets and two metrics told apart by a label only', () => {
      const { metrics, registry } = createMetrics();
      metrics.initializeWithConfig(SEED_CONFIG);
      metrics.counter('small').increment(2);
      metrics.counter('large').increment(3);
      metrics.recordHistogram('load', 5.5);
      expect(registry.get('net:packets{size="<1KB"}')?.value).toBe(2);
      expect(registry.get('net:packets{size="≥1KB"}')?.value).toBe(3);
      expect(
        metrics
          .histogram('load')
          .value.buckets()
          .map(({ count }) => count),
      ).toEqual([0, 1, 0, 0]);
      expect(registry.describe('engine:load')).toMatchObject({ unit: 'ms', boundaries: [1, 5.5, 10] });
    });

    it('replaces the keys there were and keeps the values of metrics that stay', () => {
      const { metrics, warnings } = createMetrics();
      metrics.registerCustomCounter('kills', 'game', 'kills').increment(4);
      metrics.initializeWithConfig({
        metrics: { deaths: { namespace: 'game', name: 'kills', metric_type: 'counter' } },
      });
      expect(metrics.counter('deaths').value).toBe(4);
      metrics.incrementCounter('kills');
      expect(warnings).toHaveLength(1);
    });

    it('registers nothing when one metric clashes with a registered one', () => {
      const { metrics, registry } = createMetrics();
      metrics.registerCustomCounter('shots', 'game', 'shots');
      metrics.registerCustomGauge('load', 'engine', 'load');
      expect(() =>
        metrics.initializeWithConfig({
          metrics: {
            fresh: { namespace: 'game', name: 'fresh', metric_type: 'counter' },
            shots: { namespace: 'game', name: 'shots', metric_type: 'counter' },
            ...SEED_CONFIG.metrics,
          },
        }),
      ).toThrowError(
        expect.objectContaining({
          code: 'type-mismatch',
          message: 'Cannot register metric "engine:load": type must stay "gauge", current value is "histogram"',
        }),
      );
      expect(registry.query().map(({ id }) => id.name)).toEqual(['shots', 'load']);
      expect(metrics.counter('shots').isBound).toBe(true);
      expect(metrics.isInitialized).toBe(false);
    });

    it('registers nothing when one metric is wrong in itself', () => {
      const { metrics, registry } = createMetrics();
      const wrong = {
        ...SEED_CONFIG.metrics,
        x: { namespace: 'a', name: 'b', metric_type: 'gauge', labels: { '1': 'x' } },
      };
      expect(() => metrics.initializeWithConfig({ metrics: wrong } as AnyMetricsConfig)).toThrowError(
        expect.objectContaining({ code: 'invalid-config', message: expect.stringContaining('/metrics/x/labels must') }),
      );
      expect(registry.size).toBe(0);
    });
  });

  describe('extendWithConfig', () => {
    it('adds keys and reports the ones that exist, which keep their metric', () => {
      const { metrics } = createMetrics();
      metrics.registerCustomGauge('load', 'game', 'load');
      expect(metrics.extendWithConfig(SEED_CONFIG)).toEqual(['load']);
      expect(metrics.gauge('load').id.namespace).toBe('game');
      expect(metrics.counter('small').isBound).toBe(true);
      expect(metrics.extendWithConfig(SEED_CONFIG)).toEqual(['small', 'large', 'load']);
    });

    it('takes keys like those of Object.prototype', () => {
      const { metrics } = createMetrics();
      const config = JSON.parse(
        '{"metrics": {"__proto__": {"namespace": "a", "name": "b", "metric_type": "gauge"}, "constructor": {"namespace": "a", "name": "c", "metric_type": "gauge"}}}',
      );
      expect(metrics.extendWithConfig(config)).toEqual([]);
      expect(metrics.gauge('__proto__').id.name).toBe('b');
      expect(metrics.gauge('constructor').id.name).toBe('c');
      expect(Object.keys(metrics.toConfig().metrics)).toEqual(['__proto__', 'constructor']);
    });
  });

  describe('toConfig', () => {
    it('gives back what gives the same metrics again', () => {
      const { metrics } = createMetrics();
      metrics.initializeWithConfig(DEFAULT_METRICS);
      metrics.extendWithConfig(SEED_CONFIG);
      metrics.registerCustomGauge('ram', 'game', 'ram', 'Memory', {
        unit: 'MB',
        better: 'lower',
        budget: 512,
        history: 'none',
        labels: { pool: 'a"b' },
      });
      const config = JSON.parse(JSON.stringify(metrics.toConfig()));
      const copy = createMetrics();
      copy.metrics.initializeWithConfig(config);
      expect(copy.backend.describe()).toEqual(metrics.registry.backend.describe());
      expect(copy.metrics.toConfig()).toEqual(metrics.toConfig());
    });

    it('leaves out a metric that was removed', () => {
      const { metrics, registry } = createMetrics();
      registry.remove(metrics.registerCustomGauge('ram', 'game', 'ram').id);
      expect(metrics.toConfig()).toEqual({ version: 2, metrics: {} });
    });
  });

  describe('loadConfig', () => {
    let server: Server | undefined;
    afterEach(() => void server?.close());

    async function serve(status: number, body: string): Promise<string> {
      server = createServer((_, response) => response.writeHead(status).end(body));
      await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics.json`;
    }

    it('extends the metrics with a file', async () => {
      const { metrics } = createMetrics();
      const url = await serve(200, JSON.stringify(SEED_CONFIG));
      expect(await metrics.loadConfig(url)).toEqual([]);
      expect(await metrics.loadConfig(new URL(url))).toEqual(['small', 'large', 'load']);
    });

    it.each([
      [404, '', 'HTTP 404'],
      [200, '{"metrics": ', 'the file must be JSON, current value is'],
      [200, '<!doctype html><title>Game</title>', 'the file must be JSON, current value is "<!doctype html>'],
    ])('refuses an answer %d of %j', async (status, body, reason) => {
      const { metrics } = createMetrics();
      const url = await serve(status, body);
      await expect(metrics.loadConfig(url)).rejects.toMatchObject({
        code: 'invalid-config',
        message: expect.stringMatching(`^Cannot load the metrics configuration "${url}": .*${reason}`),
        cause: expect.any(Error),
      });
    });

    it('refuses a file that is no configuration, and an address that is none', async () => {
      const { metrics, registry } = createMetrics();
      await expect(metrics.loadConfig(await serve(200, '[]'))).rejects.toMatchObject({
        code: 'invalid-config',
        message: 'Cannot use the metrics configuration: / must be an object, current value is []',
      });
      await expect(metrics.loadConfig('no address')).rejects.toMatchObject({ code: 'invalid-config' });
      expect(registry.size).toBe(0);
    });
  });

  describe('a custom metric', () => {
    it('is registered under its key, with its description', () => {
      const { metrics, registry } = createMetrics();
      expect(metrics.registerCustomCounter('c', 'game', 'c', 'Count', { unit: 'count' })).toBe(metrics.counter('c'));
      expect(metrics.registerCustomGauge('g', 'game', 'g')).toBe(metrics.gauge('g'));
      expect(metrics.registerCustomHistogram('h', 'game', 'h')).toBe(metrics.histogram('h'));
      expect(metrics.registerCustomTimer('t', 'game', 't')).toBe(metrics.timer('t'));
      expect(metrics.registerCustomRate('r', 'game', 'r')).toBe(metrics.rate('r'));
      expect(registry.describe('game:c')).toMatchObject({ type: 'counter', description: 'Count', unit: 'count' });
      expect(metrics.registerCustomCounter('c', 'game', 'c')).toBe(metrics.counter('c'));
    });

    it.each([undefined, '', 5])('cannot have the key %j', (key) => {
      const { metrics, registry } = createMetrics();
      expect(() => metrics.registerCustomGauge(key as string, 'game', 'g')).toThrow(
        `Cannot register a metric: its key must be a non-empty string, current value is ${JSON.stringify(key)}`,
      );
      expect(registry.size).toBe(0);
      expect(metrics.registerCustomGauge('g', 'game', 'g', '', null as never).isBound).toBe(true);
    });

    it('cannot take the key of another metric, and is then not registered', () => {
      const { metrics, registry } = createMetrics();
      metrics.registerCustomCounter('kills', 'game', 'kills');
      const refused = expect.objectContaining({
        code: 'invalid-operation',
        message: 'Cannot register key "kills": its metric must stay "game:kills", current value is "game:deaths"',
      });
      expect(() => metrics.registerCustomCounter('kills', 'game', 'deaths')).toThrowError(refused);
      expect(() => metrics.registerComputedGauge('kills', () => 1, { namespace: 'game', name: 'deaths' })).toThrowError(
        refused,
      );
      expect(registry.size).toBe(1);
    });

    it('may take the key of a metric that was removed', () => {
      const { metrics, registry } = createMetrics();
      registry.remove(metrics.registerCustomCounter('kills', 'game', 'kills').id);
      expect(metrics.registerCustomCounter('kills', 'game', 'deaths')).toBe(metrics.counter('kills'));
    });

    it('may be a computed gauge, in namespace computed unless it says another', () => {
      const { metrics, registry } = createMetrics();
      const ratio = metrics.registerComputedGauge('ratio', () => 0.5, { unit: 'ratio' });
      const other = metrics.registerComputedGauge('other', () => 2, {
        namespace: 'game',
        name: 'two',
        evaluate: 'read',
      });
      registry.tick();
      expect(metrics.gauge('ratio')).toBe(ratio);
      expect(registry.get('computed:ratio')?.value).toBe(0.5);
      expect(other.id).toMatchObject({ namespace: 'game', name: 'two' });
      expect(other.value).toBe(2);
    });
  });

  describe('an unknown key', () => {
    it('gives a handle that does nothing, and one warning', () => {
      const { metrics, registry, warnings } = createMetrics();
      for (let k = 0; k < 3; k++) {
        metrics.counter('kils').increment();
        metrics.incrementCounter('kils', 5);
        metrics.timer('laod').time(() => 1);
      }
      expect(metrics.counter('kils').read()).toBeNull();
      expect(registry.size).toBe(0);
      expect(warnings).toEqual([
        'Cannot find counter "kils", so updates to it do nothing: its metric must be a registered counter, current value is undefined',
        'Cannot find timer "laod", so updates to it do nothing: its metric must be a registered timer, current value is undefined',
      ]);
    });

    it('is also a key of another type', () => {
      const { metrics, warnings } = createMetrics();
      const gauge = metrics.registerCustomGauge('speed', 'game', 'speed');
      metrics.incrementCounter('speed');
      metrics.recordHistogram('speed', 1);
      expect(gauge.value).toBeNaN();
      expect(warnings[0]).toBe(
        'Cannot find counter "speed", so updates to it do nothing: its metric must be a registered counter, current value is "game:speed"',
      );
      expect(warnings).toHaveLength(2);
    });

    it.each([undefined, null, 5, Symbol('key'), {}, '', '__proto__'])('may be %s, and never throws', (key) => {
      const { metrics, warnings } = createMetrics();
      const bad = key as unknown as string;
      for (let k = 0; k < 2; k++) {
        metrics.incrementCounter(bad);
        metrics.setGauge(bad, 1);
        metrics.recordHistogram(bad, 1);
        metrics.update(bad, 1);
        metrics.rate(bad).mark();
        metrics.timer(bad).start()();
      }
      expect(warnings).toHaveLength(5);
    });
  });

  it('updates by key, each type in its way', () => {
    const { metrics } = createMetrics();
    metrics.registerCustomCounter('c', 'game', 'c');
    metrics.registerCustomGauge('g', 'game', 'g');
    metrics.registerCustomHistogram('h', 'game', 'h');
    metrics.registerCustomTimer('t', 'game', 't');
    metrics.registerCustomRate('r', 'game', 'r');
    for (const key of ['c', 'g', 'h', 't', 'r']) for (const value of [1, 2]) metrics.update(key, value);
    metrics.incrementCounter('c');
    metrics.setGauge('g', 5);
    metrics.recordHistogram('t', 3);
    expect(metrics.counter('c').value).toBe(4);
    expect(metrics.gauge('g').value).toBe(5);
    expect(metrics.histogram('h').value.sum).toBe(3);
    expect(metrics.timer('t').value.sum).toBe(6);
    expect(metrics.rate('r').count).toBe(3);
  });

  it('gives a late GPU time to its frame, the gauge and the histogram', () => {
    const { metrics, backend } = createMetrics();
    metrics.initializeWithConfig(DEFAULT_METRICS);
    const late: unknown[] = [];
    backend.recorder = { nextFrame: 9, commit() {}, setLate: (_, frame, value) => late.push([frame, value]) > 0 };
    metrics.setGpuTime(6, 4.5);
    expect(late).toEqual([[6, 4.5]]);
    expect(metrics.gauge('gpu_time_gauge').value).toBe(4.5);
    expect(metrics.histogram('gpu_time_histogram').value.count).toBe(1);
  });

  describe('snapshot', () => {
    it('gives every value by its text id', () => {
      const { metrics } = createMetrics();
      metrics.registerCustomCounter('c', 'game', 'c', '', { labels: { a: 'x' } }).increment(3);
      metrics.registerCustomGauge('g', 'game', 'g');
      metrics.registerCustomRate('r', 'game', 'r').mark(2);
      metrics.registerCustomHistogram('h', 'game', 'h').record(4);
      expect(metrics.snapshot()).toMatchObject({
        'game:c{a="x"}': { type: 'counter', value: 3 },
        'game:g': { type: 'gauge', value: Number.NaN },
        'game:r': { type: 'rate', count: 2, perSecond: Number.NaN },
        'game:h': { type: 'histogram', count: 1, sum: 4, min: 4, max: 4 },
      });
    });
  });
});
