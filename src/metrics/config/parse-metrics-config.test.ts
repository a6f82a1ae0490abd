import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_METRICS } from '../default-metrics.ts';
import type { MetricsError } from '../metrics-error.ts';
import { parseMetricsConfig } from './parse-metrics-config.ts';

const metric = { namespace: 'game', name: 'x', metric_type: 'gauge' };

function problemsOf(input: unknown): string[] {
  try {
    parseMetricsConfig(input);
  } catch (error) {
    const { code, message } = error as MetricsError;
    expect(code).toBe('invalid-config');
    const intro = 'Cannot use the metrics configuration: ';
    expect(message.startsWith(intro)).toBe(true);
    return message.slice(intro.length).split('; ');
  }
  return [];
}

describe('parseMetricsConfig', () => {
  it('takes the seed’s shape, unversioned and with nulls', () => {
    const config = JSON.parse(`{ "metrics": {
      "small": { "namespace": "net", "name": "packets", "description": "Small ones", "metric_type": "counter",
                 "unit": null, "labels": { "size": "<1KB" } },
      "large": { "namespace": "net", "name": "packets", "description": "Large ones", "metric_type": "counter",
                 "unit": "count", "labels": { "size": "≥1KB" } },
      "load":  { "namespace": "engine", "name": "load", "description": "", "metric_type": "histogram",
                 "unit": "milliseconds", "labels": null, "buckets": [1, 5.5, 10], "color": "unknown to us" }
    } }`);
    expect(parseMetricsConfig(config)).toEqual({
      version: 2,
      metrics: {
        small: {
          namespace: 'net',
          name: 'packets',
          description: 'Small ones',
          type: 'counter',
          labels: { size: '<1KB' },
        },
        large: {
          namespace: 'net',
          name: 'packets',
          description: 'Large ones',
          type: 'counter',
          unit: 'count',
          labels: { size: '≥1KB' },
        },
        load: {
          namespace: 'engine',
          name: 'load',
          description: '',
          type: 'histogram',
          unit: 'milliseconds',
          boundaries: [1, 5.5, 10],
        },
      },
    });
  });

  it('says once that a type is misspelt', () => {
    const load = { namespace: 'game', name: 'load', metric_type: 'histogramm', buckets: [1, 2] };
    expect(problemsOf({ metrics: { load } })).toEqual([
      '/metrics/load/metric_type must be one of counter, gauge, histogram, timer, rate, current value is "histogramm"',
    ]);
  });

  it('leaves alone what version 1 does not know, also where version 2 does', () => {
    const config = { metrics: { x: { ...metric, thresholds: 'mine', color: 'red' } } };
    expect(parseMetricsConfig(config).metrics).toEqual({ x: { namespace: 'game', name: 'x', type: 'gauge' } });
  });

  it('takes version 1, the default metrics, and no metrics at all', () => {
    expect(problemsOf({ version: 1, metrics: { x: metric } })).toEqual([]);
    expect(problemsOf(DEFAULT_METRICS)).toEqual([]);
    expect(problemsOf({ metrics: {} })).toEqual([]);
  });

  it('takes from version 1 its metrics alone, whatever else it has', () => {
    const config = { metrics: { x: metric }, families: { f: { name: 5 } }, rules: 'mine' };
    expect(parseMetricsConfig(config)).toEqual({
      version: 2,
      metrics: { x: { namespace: 'game', name: 'x', type: 'gauge' } },
    });
  });

  it.each<[unknown, string[]]>([
    [
      [
        'frame.p99 > 25ms',
        { when: 'game:x > 5' },
        { when: 'game:x > 5', do: ['mark', 'snapshot', 'console', { callback: 'f' }] },
      ],
      [],
    ],
    [
      [
        { when: 'game:x > 5', do: 'console' },
        { when: 'game:x > 5', do: { callback: 'lower-quality' } },
        { when: 'this is told by who reads the text', do: [] },
      ],
      [],
    ],
    ['frame.p99 > 25ms', ['/rules must be an array of rules, current value is "frame.p99 > 25ms"']],
    [
      [5, { do: 'explode', 'a/b': 1 }],
      [
        '/rules/0 must be a string, or an object with when and do, current value is 5',
        '/rules/1/a~1b must be absent: it is not known, current value is 1',
        '/rules/1/when must be a string, current value is undefined',
        '/rules/1/do must be "mark", "snapshot", "console", { "callback": name } or a list of them, current value is "explode"',
      ],
    ],
    [
      [{ when: 'x > 1', do: ['mark', null] }],
      [
        '/rules/0/do must be "mark", "snapshot", "console", { "callback": name } or a list of them, current value is ["mark",null]',
      ],
    ],
    ...[{ callback: ' ' }, { callback: 5 }, { callback: 'f', with: 5 }, {}].map((action): [unknown, string[]] => [
      [{ when: 'x > 1', do: action }],
      [
        `/rules/0/do must be "mark", "snapshot", "console", { "callback": name } or a list of them, current value is object`,
      ],
    ]),
  ])('looks at the shape of rules %j', (rules, problems) => {
    expect(problemsOf({ version: 2, rules })).toEqual(problems);
  });

  it.each<[unknown, string]>([
    [null, '/ must be an object, current value is null'],
    ['{}', '/ must be an object, current value is "{}"'],
    [[], '/ must be an object, current value is []'],
    [{}, '/metrics must be an object of metrics by key, current value is undefined'],
    [{ metrics: [metric] }, '/metrics must be an object of metrics by key, current value is [object]'],
    [{ version: 3, metrics: 5 }, '/version must be 1 or 2, current value is 3'],
    [{ version: '1', metrics: {} }, '/version must be 1 or 2, current value is "1"'],
    [{ metrics: { x: null } }, '/metrics/x must be an object, current value is null'],
    [
      { metrics: { 'a/b~c': { ...metric, name: '' } } },
      '/metrics/a~1b~0c/name must be a non-empty string, current value is ""',
    ],
    [
      { metrics: { x: { ...metric, metric_type: 'Gauge' } } },
      '/metrics/x/metric_type must be one of counter, gauge, histogram, timer, rate, current value is "Gauge"',
    ],
    [
      { metrics: { x: { ...metric, labels: { 'a b': '1' } } } },
      '/metrics/x/labels must be named by letters, digits and "_", not first a digit, current value is "a b"',
    ],
    [{ metrics: { x: { ...metric, labels: { a: 1 } } } }, '/metrics/x/labels/a must be a string, current value is 1'],
    [
      { metrics: { x: { ...metric, labels: 'a' } } },
      '/metrics/x/labels must be an object of strings, current value is "a"',
    ],
    [
      { version: 2, metrics: { x: { namespace: 'game', name: 'x', type: 'gauge', labels: null } } },
      '/metrics/x/labels must be an object of strings, current value is null',
    ],
    [{ metrics: { x: { ...metric, unit: 5 } } }, '/metrics/x/unit must be a string, current value is 5'],
    [
      { metrics: { x: { ...metric, metric_type: 'histogram', buckets: [2, 1] } } },
      '/metrics/x/buckets must be finite ascending numbers, on a histogram or timer, current value is [2,1]',
    ],
    [
      { metrics: { x: { ...metric, buckets: [1, 2] } } },
      '/metrics/x/buckets must be finite ascending numbers, on a histogram or timer, current value is [1,2]',
    ],
    [
      { metrics: { x: { ...metric, metric_type: 'counter', reset: 'frame' } } },
      '/metrics/x/reset must be "frame", on a gauge, current value is "frame"',
    ],
  ])('refuses %j', (input, problem) => {
    expect(problemsOf(input)).toEqual([problem]);
  });

  it('lists every problem before it gives up', () => {
    const problems = problemsOf({
      metrics: { a: { metric_type: 'gauge' }, b: 5, c: { ...metric, budget: 'low', better: 'up' } },
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      '/metrics/a/namespace',
      '/metrics/a/name',
      '/metrics/b',
      '/metrics/c/better',
      '/metrics/c/budget',
    ]);
  });

  it('answers any JSON with a configuration or an invalid-config error', () => {
    const field = fc.oneof(fc.jsonValue(), fc.constantFrom('gauge', 'frame', 'x', null));
    const anyMetric = fc.record(
      { namespace: field, name: field, metric_type: field, labels: field, buckets: field, unit: field, reset: field },
      { requiredKeys: [] },
    );
    const anyConfig = fc.record({ version: fc.constantFrom(1, 1, 2), metrics: fc.dictionary(fc.string(), anyMetric) });
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), anyConfig), (input) => void problemsOf(input)));
  });
});
