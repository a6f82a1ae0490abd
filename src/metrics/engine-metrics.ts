import { callEvery } from './call-every.ts';
import type { Evaluate } from './computed-gauge.ts';
import { computationOf } from './computed-metric.ts';
import type { ComputedSpec } from './computed-spec.ts';
import { fetchConfig } from './config/fetch-config.ts';
import type { AnyMetricsConfig, ComputedConfig, MetricConfig, MetricsConfig } from './config/metrics-config.ts';
import { parseMetricsConfig } from './config/parse-metrics-config.ts';
import { configOf, filterKeys, type RegisteredConfig, registerConfig } from './config/register-config.ts';
import type { RuleConfig } from './config/rule-config.ts';
import type { CounterHandle } from './counter-handle.ts';
import { DEFAULT_METRICS } from './default-metrics.ts';
import { FrameMetrics, type FrameSample } from './frame-metrics.ts';
import type { GaugeHandle } from './gauge-handle.ts';
import type { HistogramHandle } from './histogram-handle.ts';
import type { MetricOptions, MetricType } from './metric-descriptor.ts';
import { type FamilyOptions, type MetricFamily, NoFamily } from './metric-family.ts';
import { formatMetricId, metricId } from './metric-id.ts';
import type { MetricValue } from './metric-value.ts';
import { describe, mismatch, refusal } from './metrics-error.ts';
import { type AnyHandle, HANDLE_CLASSES, type HandleOf, MetricsRegistry } from './metrics-registry.ts';
import { logMetricsTable, metricsText } from './metrics-summary.ts';
import type { RateHandle } from './rate-handle.ts';
import type { TimerHandle } from './timer-handle.ts';

/** The registration of a custom metric, without what its key's method states already. */
export type CustomMetricOptions = Omit<MetricOptions, 'description'>;

/** What a custom metric's registration takes. */
type CustomMetric = [key: string, namespace: string, name: string, description?: string, options?: CustomMetricOptions];

/** The engine's metrics by key: the seed's integration layer over the registry. */
export class EngineMetrics {
  readonly registry: MetricsRegistry;
  readonly #handles = new Map<string, AnyHandle>();
  /** What an unknown key gets, by type. */
  readonly #unknown = new Map<MetricType, AnyHandle>();
  readonly #families = new Map<string, MetricFamily>();
  /** What the gauges of these keys were declared to be computed from. */
  readonly #specs = new Map<string, ComputedConfig>();
  #rules: readonly (string | RuleConfig)[] = [];
  readonly #rulesListeners = new Set<() => void>();
  /** Resolved again after a key has changed its metric. */
  #frameMetrics: FrameMetrics | null = null;
  #initialized = false;

  constructor(registry: MetricsRegistry = new MetricsRegistry()) {
    this.registry = registry;
  }

  /** Engine metrics with the default keys registered. */
  static withDefaultConfig(registry?: MetricsRegistry): EngineMetrics {
    const metrics = new EngineMetrics(registry);
    metrics.initializeWithConfig(DEFAULT_METRICS);
    return metrics;
  }

  get isInitialized(): boolean {
    return this.#initialized;
  }

  /**
   * Registers the metrics of a configuration of any version; its keys replace the ones there were. All or nothing.
   *
   * @throws MetricsError `invalid-config` with every problem, `type-mismatch` for a metric that clashes with a registered one
   */
  initializeWithConfig(config: AnyMetricsConfig): void {
    const parsed = parseMetricsConfig(config);
    const added = registerConfig(this.registry, parsed);
    this.#handles.clear();
    this.#families.clear();
    this.#specs.clear();
    this.#rules = [];
    this.#adopt(parsed, added);
  }

  /**
   * Adds the metrics of a configuration of any version; a key that exists keeps its metric. All or nothing.
   *
   * @returns the keys that existed
   * @throws MetricsError as `initializeWithConfig`
   */
  extendWithConfig(config: AnyMetricsConfig): string[] {
    const existing: string[] = [];
    const isNew = (key: string) => {
      const known = this.#handles.has(key) || this.#families.has(key);
      if (known) existing.push(key);
      return !known;
    };
    const { metrics, families, computed, rules = [] } = parseMetricsConfig(config);
    const known = new Set(this.#rules.map((rule) => JSON.stringify(rule)));
    const fresh: MetricsConfig = {
      version: 2,
      metrics: filterKeys(metrics, isNew),
      families: filterKeys(families, isNew),
      computed: filterKeys(computed, isNew),
      rules: rules.filter((rule) => !known.has(JSON.stringify(rule))),
    };
    this.#adopt(fresh, registerConfig(this.registry, fresh));
    return existing;
  }

  /** Fetches a JSON configuration and extends the metrics with it. @throws MetricsError `invalid-config` also for an unreadable file */
  async loadConfig(url: string | URL): Promise<string[]> {
    return this.extendWithConfig(await fetchConfig(url));
  }

  /** The configuration that gives these keys again. What a function computes is a plain gauge in it: no file can hold a function. */
  toConfig(): MetricsConfig & { readonly metrics: Readonly<Record<string, MetricConfig>> } {
    return configOf(this.registry, this.#handles, this.#families, this.#specs, this.#rules);
  }

  /** The rules of the configurations, in their order: carried for a scope, which watches them. */
  get rules(): readonly (string | RuleConfig)[] {
    return this.#rules;
  }

  /** Calls `listener` when `rules` has changed. */
  onRules(listener: () => void): () => void {
    this.#rulesListeners.add(listener);
    return () => this.#rulesListeners.delete(listener);
  }

  /** @throws MetricsError `invalid-operation` for a key that has another metric, else as `MetricsRegistry.registerCounter` */
  registerCustomCounter(...metric: CustomMetric): CounterHandle {
    return this.#registerCustom('counter', ...metric);
  }

  /** @throws MetricsError as `registerCustomCounter` */
  registerCustomGauge(...metric: CustomMetric): GaugeHandle {
    return this.#registerCustom('gauge', ...metric);
  }

  /** @throws MetricsError as `registerCustomCounter` */
  registerCustomHistogram(...metric: CustomMetric): HistogramHandle {
    return this.#registerCustom('histogram', ...metric);
  }

  /** @throws MetricsError as `registerCustomCounter` */
  registerCustomTimer(...metric: CustomMetric): TimerHandle {
    return this.#registerCustom('timer', ...metric);
  }

  /** @throws MetricsError as `registerCustomCounter` */
  registerCustomRate(...metric: CustomMetric): RateHandle {
    return this.#registerCustom('rate', ...metric);
  }

  /** Series of one metric by key, told apart by labels. @throws MetricsError as `registerCustomCounter` and `MetricsRegistry.family` */
  registerCustomFamily<T extends MetricType>(
    type: T,
    key: string,
    namespace: string,
    name: string,
    description: string,
    options: FamilyOptions,
  ): MetricFamily<T> {
    this.#requireFree(key, namespace, name);
    const family = this.registry.family(type, namespace, name, { ...options, description });
    this.#families.set(key, family as MetricFamily<MetricType>);
    return family;
  }

  /**
   * A gauge by key that a function computes, or that is computed from other metrics as a spec says; in namespace `computed`
   * unless the options say another, named as its key.
   *
   * @throws MetricsError as `registerCustomCounter` and `MetricsRegistry.registerComputedGauge`
   */
  registerComputedGauge(
    key: string,
    compute: (() => number) | ComputedSpec,
    options: MetricOptions & { namespace?: string; name?: string; evaluate?: Evaluate } = {},
  ): GaugeHandle {
    const { namespace = 'computed', name = key, ...rest } = options;
    this.#requireFree(key, namespace, name, rest.labels);
    const isSpec = typeof compute === 'object' && compute !== null;
    const computation = isSpec ? computationOf(this.registry, compute) : compute;
    const gauge = this.#setHandle(key, this.registry.registerComputedGauge(namespace, name, computation, rest));
    if (isSpec) this.#specs.set(key, { ...options, ...compute });
    else this.#specs.delete(key);
    return gauge;
  }

  /** The handle of a key. An unknown key, or one of another type, gives a handle that does nothing, and one warning. */
  counter(key: string): CounterHandle {
    return this.#find('counter', key);
  }
  /** As `counter`. */
  gauge(key: string): GaugeHandle {
    return this.#find('gauge', key);
  }
  /** As `counter`. A timer is a histogram, too. */
  histogram(key: string): HistogramHandle {
    return this.#find('histogram', key);
  }
  /** As `counter`. */
  timer(key: string): TimerHandle {
    return this.#find('timer', key);
  }
  /** As `counter`. */
  rate(key: string): RateHandle {
    return this.#find('rate', key);
  }

  /** The family of a key. An unknown key, or one of another type, gives a family whose series do nothing, and one warning. */
  family<T extends MetricType>(type: T, key: string): MetricFamily<T> {
    const family = this.#families.get(key);
    if (family?.type === type) return family as MetricFamily<MetricType> as MetricFamily<T>;
    const why = mismatch('its metric', `be a registered family of ${type}s`, family && `a family of ${family.type}s`);
    const topic = `family ${describe(key)}`;
    this.registry.warnOnce(`${topic} ${type}`, `Cannot find ${topic}, so updates to it do nothing: ${why}`);
    return new NoFamily(this.registry, type, 'unknown', 'family', { labels: ['unknown'] });
  }

  incrementCounter(key: string, n?: number): void {
    this.counter(key).increment(n);
  }

  setGauge(key: string, value: number): void {
    this.gauge(key).set(value);
  }

  recordHistogram(key: string, value: number): void {
    this.histogram(key).record(value);
  }

  /** Updates the metric of a key in its type's way: a counter or rate grows, a gauge is set, a histogram or timer records. */
  update(key: string, value: number): void {
    const handle = this.#handles.get(key) ?? this.gauge(key);
    if ('set' in handle) handle.set(value);
    else if ('increment' in handle) handle.increment(value);
    else if ('mark' in handle) handle.mark(value);
    else handle.record(value);
  }

  /** Fills the default metrics from one frame and ends the frame. For hosts that drive their own loop; the frame probe calls it too. */
  updateFrame(sample: FrameSample): void {
    this.#frameMetrics ??= this.#resolveFrameMetrics();
    this.#frameMetrics.update(sample);
  }

  /** Gives an ended frame its GPU time, in ms: in its row, in the histogram, and as the gauge's latest value. */
  setGpuTime(frame: number, gpuTimeMs: number): void {
    this.#frameMetrics ??= this.#resolveFrameMetrics();
    this.#frameMetrics.setGpuTime(frame, gpuTimeMs);
  }

  /** The value of every metric by its text id, as data. */
  snapshot(): Record<string, MetricValue> {
    return Object.fromEntries(
      this.registry.query().map((handle) => [formatMetricId(handle.id), handle.read() as MetricValue]),
    );
  }

  /** Every metric on a line, `engine:performance.fps 59.9 fps`; a histogram as `count=… p50=… p95=… p99=… max=…`. */
  snapshotText(): string {
    return metricsText(this.registry);
  }

  /** Prints every metric to the console as a table. */
  logSummary(): void {
    logMetricsTable(this.registry);
  }

  /** Prints the summary every so many seconds; what it gives stops that. @throws MetricsError `invalid-operation` for a period that is not above 0 */
  logEvery(seconds: number): () => void {
    if (!(seconds > 0))
      throw refusal('invalid-operation', 'log the metrics', 'the period in seconds', 'be above 0', seconds);
    return callEvery(seconds * 1000, () => this.logSummary());
  }

  #registerCustom<T extends MetricType>(type: T, ...metric: CustomMetric): HandleOf[T] {
    const [key, namespace, name, description = '', options = {}] = metric;
    this.#requireFree(key, namespace, name, options?.labels);
    return this.#setHandle(key, this.registry.register(type, namespace, name, { ...options, description }));
  }

  /** A key keeps its metric as long as that lives. */
  #requireFree(key: string, namespace: string, name: string, labels?: MetricOptions['labels']): void {
    if (typeof key !== 'string' || key === '')
      throw refusal('invalid-operation', 'register a metric', 'its key', 'be a non-empty string', key);
    const handle = this.#handles.get(key);
    const known = handle?.isBound ? handle.id : this.#families.get(key);
    const before = known && formatMetricId(metricId(known.namespace, known.name, handle?.id.labels));
    const now = formatMetricId(metricId(namespace, name, labels));
    if (before !== undefined && before !== now) {
      throw refusal('invalid-operation', `register key ${describe(key)}`, 'its metric', `stay "${before}"`, now);
    }
  }

  #adopt({ computed = {}, rules = [] }: MetricsConfig, { handles, families }: RegisteredConfig): void {
    for (const [key, handle] of handles) this.#handles.set(key, handle);
    for (const [key, family] of families) this.#families.set(key, family);
    for (const [key, config] of Object.entries(computed)) this.#specs.set(key, config);
    this.#frameMetrics = null;
    this.#initialized = true;
    this.#rules = [...this.#rules, ...rules];
    for (const listener of this.#rulesListeners) listener();
  }

  #setHandle<H extends AnyHandle>(key: string, handle: H): H {
    this.#handles.set(key, handle);
    this.#frameMetrics = null;
    return handle;
  }

  #find<T extends MetricType>(type: T, key: string): HandleOf[T] {
    const found = this.#lookUp(type, key);
    if (found) return found;
    const name = `${type} ${describe(key)}`;
    const other = this.#handles.get(key);
    const why = mismatch('its metric', `be a registered ${type}`, other && formatMetricId(other.id));
    this.registry.warnOnce(name, `Cannot find ${name}, so updates to it do nothing: ${why}`);
    return this.#noop(type);
  }

  #lookUp<T extends MetricType>(type: T, key: string): HandleOf[T] | undefined {
    const handle = this.#handles.get(key);
    return handle instanceof HANDLE_CLASSES[type] ? (handle as HandleOf[T]) : undefined;
  }

  #noop<T extends MetricType>(type: T): HandleOf[T] {
    const handle = this.#unknown.get(type) ?? this.registry.unbound(type, metricId('unknown', type));
    this.#unknown.set(type, handle);
    return handle as HandleOf[T];
  }

  /** Apart from its callers: the closure in here would cost each call of them an object. */
  #resolveFrameMetrics(): FrameMetrics {
    return new FrameMetrics(this.registry, (type, key) => this.#lookUp(type, key) ?? this.#noop(type));
  }
}
