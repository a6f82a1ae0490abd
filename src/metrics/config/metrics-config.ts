import type { Evaluate } from '../computed-gauge.ts';
import type { ComputedSpec } from '../computed-spec.ts';
import type { MetricOptions, MetricType } from '../metric-descriptor.ts';
import type { MetricsConfigV1 } from './metrics-config-v1.ts';
import type { RuleConfig } from './rule-config.ts';

/** One metric: what a registration says. */
export interface MetricConfig extends MetricOptions {
  readonly namespace: string;
  readonly name: string;
  readonly type: MetricType;
}

/** The properties of a `MetricConfig`. */
export const METRIC_PROPERTIES: readonly (keyof MetricConfig)[] = [
  'namespace',
  'name',
  'type',
  'unit',
  'description',
  'labels',
  'boundaries',
  'history',
  'reset',
  'better',
  'budget',
  'thresholds',
];

/** Series of one metric: `labels` declares the names, `with` brings the values. */
export interface FamilyConfig extends Omit<MetricConfig, 'labels'> {
  readonly labels: readonly string[];
  /** Default 1,000. */
  readonly maxSeries?: number;
}

/** A gauge that is computed from other metrics. */
export interface ComputedConfig extends Omit<MetricOptions, 'boundaries' | 'reset'>, ComputedSpec {
  /** Default `computed`. */
  readonly namespace?: string;
  /** Default: the key. */
  readonly name?: string;
  readonly evaluate?: Evaluate;
}

/** Metrics by key, version 2 of the file; its schema is in public/metrics.schema.json. */
export interface MetricsConfig {
  readonly $schema?: string;
  readonly version: 2;
  readonly metrics?: Readonly<Record<string, MetricConfig>>;
  readonly families?: Readonly<Record<string, FamilyConfig>>;
  readonly computed?: Readonly<Record<string, ComputedConfig>>;
  /** What is done when figures meet conditions; a scope watches them. */
  readonly rules?: readonly (string | RuleConfig)[];
}

/** A configuration of any version; the seed's unversioned shape is version 1. */
export type AnyMetricsConfig = MetricsConfig | MetricsConfigV1;
