import { checkMetricOptions, type MetricOptions, type MetricType } from './metric-descriptor.ts';
import { checkMetricId } from './metric-id.ts';
import { MetricsError, mismatch } from './metrics-error.ts';

/** In a configuration null means what leaving the property out means, as the seed's own files have it. */
type Nullable<T> = { [K in keyof T]: T[K] | null };

/** One metric of a configuration, in the seed's shape, and what else a registration may say. */
export interface MetricConfig extends Nullable<Omit<MetricOptions, 'boundaries'>> {
  namespace: string;
  name: string;
  metric_type: MetricType;
  /** The boundaries of a histogram. */
  buckets?: readonly number[] | null;
}

/** A configuration of metrics by key. A file without `version` is version 1. */
export interface MetricsConfig {
  version?: 1;
  metrics: Readonly<Record<string, MetricConfig>>;
}

/** How a configuration names what the rest of the system calls otherwise. */
const CONFIG_NAMES: Readonly<Record<string, string>> = { type: 'metric_type', boundaries: 'buckets' };

/**
 * Checks a configuration that may come from anywhere. All or nothing: every problem is found before one error lists them
 * all, each with its JSON pointer. Properties that are not known are left alone.
 *
 * @throws MetricsError `invalid-config`
 */
export function parseMetricsConfig(input: unknown): MetricsConfig {
  const problems: string[] = [];
  const report = (pointer: string, wanted: string, got: unknown) => problems.push(mismatch(pointer, wanted, got));
  const { version = 1, metrics } = isRecord(input) ? input : {};
  if (!isRecord(input)) report('/', 'be an object', input);
  else if (!isRecord(metrics)) report('/metrics', 'be an object of metrics by key', metrics);
  if (version !== 1) report('/version', 'be 1', version);
  for (const [key, metric] of Object.entries(isRecord(metrics) ? metrics : {})) {
    const at = `/metrics/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!isRecord(metric)) {
      report(at, 'be an object', metric);
      continue;
    }
    const reportPart = (part: string, wanted: string, got: unknown) =>
      report(`${at}/${CONFIG_NAMES[part] ?? part}`, wanted, got);
    const { namespace, name, metric_type, labels = {}, ...options } = registrationOf(metric);
    checkMetricId(namespace, name, labels, reportPart);
    checkMetricOptions(metric_type, options, reportPart);
  }
  if (problems.length > 0) {
    throw new MetricsError('invalid-config', `Cannot use the metrics configuration: ${problems.join('; ')}`);
  }
  return input as MetricsConfig;
}

/** What a metric's configuration says, in the words of a registration, without what it leaves open. */
export function registrationOf(config: Readonly<Record<string, unknown>> | MetricConfig) {
  const { buckets, ...stated } = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));
  return { ...stated, ...(buckets !== undefined && { boundaries: buckets }) } as MetricOptions &
    Pick<MetricConfig, 'namespace' | 'name' | 'metric_type'>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
