import type { ComputedSpec } from '../computed-spec.ts';
import type { MetricOptions, MetricType } from '../metric-descriptor.ts';
import type { FamilyOptions } from '../metric-family.ts';
import type { ComputedConfig, FamilyConfig, MetricConfig, MetricsConfig } from './metrics-config.ts';
import { parseMetricsConfig } from './parse-metrics-config.ts';
import type { RuleConfig } from './rule-config.ts';

/** Builds a configuration in code, key by key: the same as a file, checked the same way. */
export class MetricsConfigBuilder {
  // Without a prototype, so that a key may be any text.
  readonly #metrics: Record<string, MetricConfig> = Object.create(null);
  readonly #families: Record<string, FamilyConfig> = Object.create(null);
  readonly #computedMetrics: Record<string, ComputedConfig> = Object.create(null);
  readonly #rules: (string | RuleConfig)[] = [];

  counter(key: string, namespace: string, name: string, options: MetricOptions = {}): this {
    return this.#metric('counter', key, namespace, name, options);
  }

  gauge(key: string, namespace: string, name: string, options: MetricOptions = {}): this {
    return this.#metric('gauge', key, namespace, name, options);
  }

  histogram(key: string, namespace: string, name: string, options: MetricOptions = {}): this {
    return this.#metric('histogram', key, namespace, name, options);
  }

  timer(key: string, namespace: string, name: string, options: MetricOptions = {}): this {
    return this.#metric('timer', key, namespace, name, options);
  }

  rate(key: string, namespace: string, name: string, options: MetricOptions = {}): this {
    return this.#metric('rate', key, namespace, name, options);
  }

  family(type: MetricType, key: string, namespace: string, name: string, options: FamilyOptions): this {
    this.#families[key] = { namespace, name, type, ...options };
    return this;
  }

  computed(key: string, spec: ComputedSpec, options: Omit<ComputedConfig, keyof ComputedSpec> = {}): this {
    this.#computedMetrics[key] = { ...options, ...spec };
    return this;
  }

  /** `when` as in `RuleConfig`. Default of `actions`: a mark and a snapshot. */
  rule(when: string, actions?: RuleConfig['do']): this {
    this.#rules.push(actions === undefined ? when : { when, do: actions });
    return this;
  }

  /** @throws MetricsError `invalid-config` with every problem */
  build(): MetricsConfig {
    const metrics = this.#metrics;
    const families = this.#families;
    const computedMetrics = this.#computedMetrics;
    const part = <T>(name: string, entries: Record<string, T>) =>
      Object.keys(entries).length > 0 && { [name]: Object.fromEntries(Object.entries(entries)) };
    return parseMetricsConfig({
      version: 2,
      ...part('metrics', metrics),
      ...part('families', families),
      ...part('computed', computedMetrics),
      ...(this.#rules.length > 0 && { rules: [...this.#rules] }),
    });
  }

  #metric(type: MetricType, key: string, namespace: string, name: string, options: MetricOptions): this {
    this.#metrics[key] = { namespace, name, type, ...options };
    return this;
  }
}
