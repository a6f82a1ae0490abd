import { METRIC_TYPES, type MetricType } from './metric-descriptor.ts';
import { describe } from './metric-id.ts';
import { MetricsError } from './metrics-error.ts';

/** One metric of a configuration, in the seed's shape. `buckets` are the boundaries of a histogram. */
export interface MetricConfig {
  namespace: string;
  name: string;
  description?: string;
  metric_type: MetricType;
  unit?: string | null;
  labels?: Readonly<Record<string, string>> | null;
  buckets?: readonly number[] | null;
  /** `'frame'`: the gauge is missing in each frame that does not write it. */
  reset?: 'frame' | null;
}

/** A configuration of metrics by key. A file without `version` is version 1. */
export interface MetricsConfig {
  version?: 1;
  metrics: Readonly<Record<string, MetricConfig>>;
}

/**
 * Checks a configuration that may come from anywhere. All or nothing: every problem is found before one error lists them
 * all, each with its JSON pointer.
 *
 * @throws MetricsError `invalid-config`
 */
export function parseMetricsConfig(input: unknown): MetricsConfig {
  const problems: string[] = [];
  const check = (valid: boolean, pointer: string, wanted: string, got: unknown) => {
    if (!valid) problems.push(`${pointer || '/'} must be ${wanted}, current value is ${describe(got)}`);
    return valid;
  };
  const root = record(input);
  if (check(root !== null, '', 'an object', input) && root !== null) {
    check(root.version === undefined || root.version === 1, '/version', '1', root.version);
    const metrics = record(root.metrics);
    check(metrics !== null, '/metrics', 'an object of metrics by key', root.metrics);
    for (const [key, value] of Object.entries(metrics ?? {})) {
      const at = `/metrics/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
      const metric = record(value);
      if (!check(metric !== null, at, 'an object', value) || metric === null) continue;
      for (const part of ['namespace', 'name']) {
        check(
          typeof metric[part] === 'string' && metric[part] !== '',
          `${at}/${part}`,
          'a non-empty string',
          metric[part],
        );
      }
      for (const part of ['description', 'unit']) {
        check(metric[part] == null || typeof metric[part] === 'string', `${at}/${part}`, 'a string', metric[part]);
      }
      check(
        METRIC_TYPES.includes(metric.metric_type as MetricType),
        `${at}/metric_type`,
        `one of ${METRIC_TYPES.join(', ')}`,
        metric.metric_type,
      );
      const { labels, buckets, reset } = metric;
      const labelsOk =
        labels == null || (record(labels) !== null && Object.values(labels).every((text) => typeof text === 'string'));
      check(labelsOk, `${at}/labels`, 'an object of strings', labels);
      check(
        reset == null || (reset === 'frame' && metric.metric_type === 'gauge'),
        `${at}/reset`,
        '"frame", on a gauge',
        reset,
      );
      const bucketsOk =
        buckets == null ||
        (Array.isArray(buckets) &&
          buckets.length > 0 &&
          buckets.every((bound, i) => Number.isFinite(bound) && (i === 0 || bound > buckets[i - 1])));
      check(bucketsOk, `${at}/buckets`, 'finite numbers in ascending order', buckets);
    }
  }
  if (problems.length > 0) {
    throw new MetricsError('invalid-config', `Cannot use the metrics configuration: ${problems.join('; ')}`);
  }
  return input as MetricsConfig;
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
