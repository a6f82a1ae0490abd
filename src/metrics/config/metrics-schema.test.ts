import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_METRICS } from '../default-metrics.ts';
import { METRIC_TYPES } from '../metric-descriptor.ts';
import { parseMetricsConfig } from './parse-metrics-config.ts';

const schema = JSON.parse(readFileSync(new URL('../../../public/metrics.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({
  allErrors: true,
  allowUnionTypes: true,
  strictTypes: false,
  strictRequired: false,
}).compile(schema);

function isParsed(config: unknown): boolean {
  try {
    parseMetricsConfig(config);
    return true;
  } catch {
    return false;
  }
}

const text = fc.constantFrom('', 'a', 'b c', 5, null);
const number = fc.constantFrom(0, 1, -1, 'x', null);
const labels = fc.constantFrom(undefined, null, { a: 'x' }, { a: 1 }, { '1': 'x' }, ['a', 'b'], ['a', 'a'], [], 'a');
const options = {
  namespace: text,
  name: text,
  type: fc.constantFrom(...METRIC_TYPES, 'meter', undefined),
  unit: fc.constantFrom('ms', 's', 'MilliSeconds', 'µs', 'nanosecond', 'KiB', '', 5, null),
  labels,
  boundaries: fc.constantFrom([1, 2], [], ['1'], 5),
  history: fc.constantFrom('frame', '1s', 'none', '2s'),
  reset: fc.constantFrom('frame', 'always'),
  better: fc.constantFrom('lower', 'more'),
  budget: number,
  thresholds: fc.constantFrom({ warning: 1 }, { critical: 2, warning: 1 }, {}, { wrong: 1 }, { warning: '1' }, 5),
  maxSeries: number,
};
const selection = fc.constantFrom(
  { name: 'x*' },
  { labels: { a: 'x' } },
  {},
  { nmae: 'x' },
  { type: 'meter' },
  'x',
  [],
  null,
);
const computed = {
  ...options,
  op: fc.constantFrom('sum', 'ratio', 'difference', 'quantile', 'rate', 'median'),
  of: fc.oneof(selection, fc.array(selection, { maxLength: 3 })),
  q: number,
  windowMs: number,
  evaluate: fc.constantFrom('frame', 'read', 'always', { everyMs: 5 }, { everyMs: 0 }, 5),
};
const action = fc.constantFrom<unknown[]>(
  'mark',
  'snapshot',
  'explode',
  5,
  null,
  { callback: 'f' },
  { callback: '' },
  { callback: 'f', more: 1 },
);
const rule = fc.oneof(
  fc.constantFrom('frame.p99 > 25ms', 5, null, []),
  fc.record(
    {
      when: fc.constantFrom('a > 1', 5),
      do: fc.oneof(action, fc.array(action, { maxLength: 2 })),
      more: fc.constant(1),
    },
    { requiredKeys: [] },
  ),
);
const entries = (of: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[]) =>
  fc.dictionary(
    fc.constantFrom('k'),
    fc.oneof({ weight: 9, arbitrary: fc.record(of, { requiredKeys }) }, fc.jsonValue()),
    {
      maxKeys: 1,
    },
  );
const v1 = ({ type, boundaries, maxSeries, thresholds, ...rest }: typeof options) => ({
  ...rest,
  metric_type: type,
  buckets: boundaries,
});

describe('public/metrics.schema.json', () => {
  it('accepts the default metrics, and every property there is', () => {
    expect(validate(JSON.parse(JSON.stringify(DEFAULT_METRICS)))).toBe(true);
    const metric = {
      namespace: 'game',
      name: 'x',
      type: 'histogram',
      unit: 'ms',
      description: 'X',
      labels: { a: 'b' },
    };
    const rest = { history: '1s', better: 'lower', budget: 5, thresholds: { warning: 5, critical: 9 } };
    const config = {
      $schema: './metrics.schema.json',
      version: 2,
      metrics: {
        x: { ...metric, ...rest, boundaries: [1, 2] },
        y: { ...metric, type: 'gauge', name: 'y', reset: 'frame' },
      },
      families: { f: { ...metric, ...rest, labels: ['a'], maxSeries: 5 } },
      computed: {
        c: {
          op: 'quantile',
          q: 0.5,
          of: { namespace: 'game', name: '*', type: 'gauge', labels: { a: 'b' } },
          windowMs: 1,
          ...rest,
        },
        d: { op: 'ratio', of: [{ name: 'x' }, { name: 'y' }], evaluate: { everyMs: 5 }, namespace: 'game', name: 'd' },
      },
      rules: [
        'frame.p99 > 25ms',
        { when: 'game:y > 5', do: ['mark', 'console', { callback: 'f' }] },
        { when: 'game:y > 6', do: 'snapshot' },
      ],
    };
    validate(config);
    expect(validate.errors).toBeNull();
    expect(isParsed(config)).toBe(true);
  });

  // The schema cannot say that boundaries ascend, nor that a key stands in one section only.
  it('accepts what the parser accepts, and refuses what it refuses', () => {
    const version2 = fc.record(
      {
        version: fc.constant(2),
        metrics: entries(options, ['namespace', 'name', 'type']),
        families: entries(options, ['namespace', 'name', 'type', 'labels']).map(({ k }) => (k ? { f: k } : {})),
        computed: entries(computed, ['op', 'of']).map(({ k }) => (k ? { c: k } : {})),
        rules: fc.oneof(fc.array(rule, { maxLength: 2 }), fc.jsonValue()),
      },
      { requiredKeys: ['version'] },
    );
    const version1 = fc.record({ metrics: entries(v1(options) as never, ['namespace', 'name', 'metric_type']) });
    fc.assert(
      fc.property(fc.oneof(version1, version2, fc.jsonValue()), (input) => {
        const config = JSON.parse(JSON.stringify(input));
        expect([config, validate(config)]).toEqual([config, isParsed(config)]);
      }),
      { numRuns: 2000 },
    );
  });
});
