import { computationOf } from '../computed-metric.ts';
import type { MetricDescriptor } from '../metric-descriptor.ts';
import type { MetricFamily } from '../metric-family.ts';
import type { AnyHandle, MetricsRegistry } from '../metrics-registry.ts';
import type { ComputedConfig, FamilyConfig, MetricConfig, MetricsConfig } from './metrics-config.ts';
import type { RuleConfig } from './rule-config.ts';

/** What a configuration has registered, by its keys. */
export interface RegisteredConfig {
  readonly handles: readonly (readonly [key: string, handle: AnyHandle])[];
  readonly families: readonly (readonly [key: string, family: MetricFamily])[];
}

/** Registers all of a configuration that was checked or, when something clashes with what is registered, nothing. @throws MetricsError `type-mismatch` */
export function registerConfig(registry: MetricsRegistry, config: MetricsConfig): RegisteredConfig {
  const { metrics = {}, families = {}, computed = {} } = config;
  const known = new Set(registry.query());
  const knownFamilies = new Set(registry.families());
  const handles: [string, AnyHandle][] = [];
  const added: [string, MetricFamily][] = [];
  try {
    for (const [key, { namespace, name, type, ...options }] of Object.entries(metrics))
      handles.push([key, registry.register(type, namespace, name, options)]);
    for (const [key, { namespace, name, type, ...options }] of Object.entries(families))
      added.push([key, registry.family(type, namespace, name, options)]);
    for (const [key, { namespace = 'computed', name = key, op, of, q, windowMs, ...options }] of Object.entries(
      computed,
    )) {
      const spec = { op, of, ...(q !== undefined && { q }), ...(windowMs !== undefined && { windowMs }) };
      handles.push([key, registry.registerComputedGauge(namespace, name, computationOf(registry, spec), options)]);
    }
    return { handles, families: added };
  } catch (error) {
    for (const handle of registry.query()) if (!known.has(handle)) registry.remove(handle.id);
    for (const [, family] of added) if (!knownFamilies.has(family)) registry.removeFamily(family);
    throw error;
  }
}

/** The configuration that registers the same again. */
export function configOf(
  registry: MetricsRegistry,
  handles: ReadonlyMap<string, AnyHandle>,
  families: ReadonlyMap<string, MetricFamily>,
  specs: ReadonlyMap<string, ComputedConfig>,
  rules: readonly (string | RuleConfig)[],
): MetricsConfig & { readonly metrics: Readonly<Record<string, MetricConfig>> } {
  const metrics: [string, MetricConfig][] = [];
  const computed: [string, ComputedConfig][] = [];
  for (const [key, { id }] of handles) {
    const descriptor = registry.describe(id);
    const spec = specs.get(key);
    if (descriptor === undefined) continue;
    if (spec === undefined) metrics.push([key, metricConfigOf(descriptor)]);
    else computed.push([key, spec]);
  }
  const declared = [...families].map(([key, family]) => [key, familyConfigOf(family)] as const);
  return {
    version: 2,
    metrics: Object.fromEntries(metrics),
    ...(declared.length > 0 && { families: Object.fromEntries(declared) }),
    ...(computed.length > 0 && { computed: Object.fromEntries(computed) }),
    ...(rules.length > 0 && { rules }),
  };
}

export function filterKeys<T>(
  record: Readonly<Record<string, T>> = {},
  keep: (key: string) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keep(key)));
}

function metricConfigOf({ id, ...rest }: MetricDescriptor): MetricConfig {
  return { ...id, ...rest };
}

function familyConfigOf({ namespace, name, type, labels, maxSeries, options }: MetricFamily): FamilyConfig {
  return { namespace, name, type, labels, maxSeries, ...options };
}
