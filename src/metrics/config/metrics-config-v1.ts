import type { MetricOptions, MetricType } from '../metric-descriptor.ts';
import { METRIC_PROPERTIES } from './metrics-config.ts';

/** In version 1 null means what leaving a property out means, as the seed's own files have it. */
type Nullable<T> = { readonly [K in keyof T]: T[K] | null };

/** One metric of version 1, the seed's shape, and what else a registration may say. */
export interface MetricConfigV1 extends Nullable<Omit<MetricOptions, 'boundaries'>> {
  readonly namespace: string;
  readonly name: string;
  readonly metric_type: MetricType;
  /** The boundaries of a histogram. */
  readonly buckets?: readonly number[] | null;
}

/** Version 1. A file without `version` is one. */
export interface MetricsConfigV1 {
  readonly version?: 1;
  readonly metrics: Readonly<Record<string, MetricConfigV1>>;
}

/** Version 1 has no thresholds, and let a file have properties of its readers' own: one of that name says what it likes. */
const isKept = (name: string) => name !== 'thresholds' && (METRIC_PROPERTIES as readonly string[]).includes(name);
/** What version 2 calls otherwise. */
const RENAMED: Readonly<Record<string, string>> = { metric_type: 'type', buckets: 'boundaries' };

/**
 * Version 1 as version 2, data to data: what is wrong with its metrics stays as it is, for the check to find. It has nothing else: a
 * section that version 2 knows may mean anything there.
 */
export function migrateV1ToV2({ metrics }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { version: 2, metrics: isRecord(metrics) ? mapValues(metrics, migrateMetric) : metrics };
}

/** How version 1 spells a property of version 2. */
export function nameInV1(property: string): string {
  return Object.keys(RENAMED).find((name) => RENAMED[name] === property) ?? property;
}

function migrateMetric(metric: unknown): unknown {
  if (!isRecord(metric)) return metric;
  const renamed = Object.entries(metric).map(([name, value]) => [RENAMED[name] ?? name, value] as const);
  return Object.fromEntries(renamed.filter(([name, value]) => value !== null && isKept(name)));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapValues(record: Record<string, unknown>, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
