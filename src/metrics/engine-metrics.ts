import type { FrameStamp, GapReason } from './backend.ts';
import type { Evaluate } from './computed-gauge.ts';
import type { CounterHandle } from './counter-handle.ts';
import { DEFAULT_METRICS } from './default-metrics.ts';
import { FrameRate } from './frame-rate.ts';
import type { GaugeHandle } from './gauge-handle.ts';
import type { HistogramHandle } from './histogram-handle.ts';
import type { MetricDescriptor, MetricOptions, MetricType } from './metric-descriptor.ts';
import { formatMetricId, metricId } from './metric-id.ts';
import type { MetricValue } from './metric-value.ts';
import { type MetricConfig, type MetricsConfig, parseMetricsConfig, registrationOf } from './metrics-config.ts';
import { describe, MetricsError, mismatch, refusal } from './metrics-error.ts';
import { type AnyHandle, HANDLE_CLASSES, type HandleOf, MetricsRegistry } from './metrics-registry.ts';
import type { RateHandle } from './rate-handle.ts';
import type { TimerHandle } from './timer-handle.ts';

/** What one frame brought, for `updateFrame`. A field that is absent or NaN was not measured. The object may be reused. */
export interface FrameSample {
  /** Begin of the frame, ms of `performance.now()`. */
  timeMs: number;
  /** Time since the begin of the frame before. NaN: the interval is not a sample, for the reason in `gap`. */
  frameTimeMs: number;
  /** Default `'none'`. */
  gap?: GapReason;
  cpuTimeMs?: number;
  gpuTimeMs?: number;
  drawCalls?: number;
  triangles?: number;
  /** MiB of JavaScript heap in use. */
  memoryMb?: number;
}

/** The registration of a custom metric, without what its key's method states already. */
export type CustomMetricOptions = Omit<MetricOptions, 'description'>;

/** What a custom metric's registration takes. */
type CustomMetric = [key: string, namespace: string, name: string, description?: string, options?: CustomMetricOptions];

/** The engine's metrics by key: the seed's integration layer over the registry. */
export class EngineMetrics {
  readonly registry: MetricsRegistry;
  private handles = new Map<string, AnyHandle>();
  /** What an unknown key gets, by type. */
  private readonly unknown = new Map<MetricType, AnyHandle>();
  private readonly frameRate = new FrameRate();
  private readonly stamp: FrameStamp = { timeMs: 0, intervalMs: 0.5, gap: 'none' };
  private frameHandles: ReturnType<EngineMetrics['resolveFrameHandles']> | null = null;
  private initialized = false;

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
    return this.initialized;
  }

  /**
   * Registers the metrics of a configuration; its keys replace the ones there were. All or nothing.
   *
   * @throws MetricsError `invalid-config` with every problem, `type-mismatch` for a metric that clashes with a registered one
   */
  initializeWithConfig(config: MetricsConfig): void {
    this.setHandles(this.registerAll(Object.entries(parseMetricsConfig(config).metrics)));
  }

  /**
   * Adds the metrics of a configuration; a key that exists keeps its metric. All or nothing.
   *
   * @returns the keys that existed
   * @throws MetricsError as `initializeWithConfig`
   */
  extendWithConfig(config: MetricsConfig): string[] {
    const entries = Object.entries(parseMetricsConfig(config).metrics);
    const added = this.registerAll(entries.filter(([key]) => !this.handles.has(key)));
    const existing = entries.map(([key]) => key).filter((key) => this.handles.has(key));
    this.setHandles([...this.handles, ...added]);
    return existing;
  }

  /** Fetches a JSON configuration and extends the metrics with it. @throws MetricsError `invalid-config` also for an unreadable file */
  async loadConfig(url: string | URL): Promise<string[]> {
    let config: MetricsConfig;
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      config = await response.json();
    } catch (cause) {
      const message = `Cannot load the metrics configuration ${describe(String(url))}: ${describe(cause)}`;
      throw new MetricsError('invalid-config', message, { cause });
    }
    return this.extendWithConfig(config);
  }

  /** The configuration that gives these keys again. */
  toConfig(): MetricsConfig {
    const metrics = [...this.handles].flatMap(([key, { id }]) => {
      const descriptor = this.registry.describe(id);
      return descriptor === undefined ? [] : [[key, toMetricConfig(descriptor)] as const];
    });
    return { version: 1, metrics: Object.fromEntries(metrics) };
  }

  /** @throws MetricsError `invalid-operation` for a key that has another metric, else as `MetricsRegistry.registerCounter` */
  registerCustomCounter(...metric: CustomMetric): CounterHandle {
    return this.registerCustom('counter', ...metric);
  }

  /** @throws MetricsError as `registerCustomCounter` */
  registerCustomGauge(...metric: CustomMetric): GaugeHandle {
    return this.registerCustom('gauge', ...metric);
  }

  /** @throws MetricsError as `registerCustomCounter` */
  registerCustomHistogram(...metric: CustomMetric): HistogramHandle {
    return this.registerCustom('histogram', ...metric);
  }

  /** @throws MetricsError as `registerCustomCounter` */
  registerCustomTimer(...metric: CustomMetric): TimerHandle {
    return this.registerCustom('timer', ...metric);
  }

  /** @throws MetricsError as `registerCustomCounter` */
  registerCustomRate(...metric: CustomMetric): RateHandle {
    return this.registerCustom('rate', ...metric);
  }

  /** A gauge by key, in namespace `computed` unless the options say another, named as its key. @throws MetricsError as `registerCustomCounter` */
  registerComputedGauge(
    key: string,
    compute: () => number,
    options: MetricOptions & { namespace?: string; name?: string; evaluate?: Evaluate } = {},
  ): GaugeHandle {
    const { namespace = 'computed', name = key, ...rest } = options;
    this.requireFree(key, namespace, name, rest.labels);
    return this.setHandle(key, this.registry.registerComputedGauge(namespace, name, compute, rest));
  }

  /** The handle of a key. An unknown key, or one of another type, gives a handle that does nothing, and one warning. */
  counter(key: string): CounterHandle {
    return this.find('counter', key);
  }
  /** As `counter`. */
  gauge(key: string): GaugeHandle {
    return this.find('gauge', key);
  }
  /** As `counter`. A timer is a histogram, too. */
  histogram(key: string): HistogramHandle {
    return this.find('histogram', key);
  }
  /** As `counter`. */
  timer(key: string): TimerHandle {
    return this.find('timer', key);
  }
  /** As `counter`. */
  rate(key: string): RateHandle {
    return this.find('rate', key);
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
    const handle = this.handles.get(key) ?? this.gauge(key);
    if ('set' in handle) handle.set(value);
    else if ('increment' in handle) handle.increment(value);
    else if ('mark' in handle) handle.mark(value);
    else handle.record(value);
  }

  /** Fills the default metrics from one frame and ends the frame. For hosts that drive their own loop; the frame probe calls it too. */
  updateFrame(sample: FrameSample): void {
    this.frameHandles ??= this.resolveFrameHandles();
    const { frames, fps, frameTime, frameTimes, cpuTime, drawCalls, triangles, memory } = this.frameHandles;
    const { stamp, registry } = this;
    stamp.timeMs = sample.timeMs;
    if (!Number.isFinite(stamp.timeMs)) stamp.timeMs = registry.now();
    stamp.gap = sample.gap ?? 'none';
    stamp.intervalMs = sample.frameTimeMs;
    if (stamp.gap !== 'none') stamp.intervalMs = Number.NaN;
    frames.increment();
    setOrClear(fps, this.frameRate.add(stamp.intervalMs));
    setOrClear(frameTime, stamp.intervalMs);
    if (!Number.isNaN(stamp.intervalMs)) frameTimes.record(stamp.intervalMs);
    setOrClear(cpuTime, sample.cpuTimeMs);
    setOrClear(drawCalls, sample.drawCalls);
    setOrClear(triangles, sample.triangles);
    setOrClear(memory, sample.memoryMb);
    registry.endFrame(stamp);
    // The GPU's time comes frames later, and for the frame that issued the work, which is this one when a host has it already.
    const { gpuTimeMs = Number.NaN } = sample;
    if (!Number.isNaN(gpuTimeMs)) this.setGpuTime((registry.backend.recorder?.nextFrame ?? 0) - 1, gpuTimeMs);
  }

  /** Gives an ended frame its GPU time, in ms: in its row, in the histogram, and as the gauge's latest value. */
  setGpuTime(frame: number, gpuTimeMs: number): void {
    this.frameHandles ??= this.resolveFrameHandles();
    this.frameHandles.gpuTime.setForFrame(frame, gpuTimeMs);
    this.frameHandles.gpuTimes.record(gpuTimeMs);
  }

  /** The value of every metric by its text id, as data. */
  snapshot(): Record<string, MetricValue> {
    return Object.fromEntries(
      this.registry.query().map((handle) => [formatMetricId(handle.id), handle.read() as MetricValue]),
    );
  }

  /** Prints every metric to the console as a table. */
  logSummary(): void {
    const rows = Object.entries(this.snapshot()).map(([id, value]) => {
      const unit = this.registry.describe(id)?.unit;
      if (value.type === 'rate') return [id, { value: value.perSecond, unit: '/s', count: value.count }];
      if (!('quantile' in value)) return [id, { value: value.value, unit }];
      const { count, min, max } = value;
      const [p50, p95, p99] = [0.5, 0.95, 0.99].map(value.quantile);
      return [id, { value: p50, unit, count, min, max, p95, p99 }];
    });
    // biome-ignore lint/suspicious/noConsole: printing is what was asked for
    console.table(Object.fromEntries(rows));
  }

  private registerCustom<T extends MetricType>(type: T, ...metric: CustomMetric): HandleOf[T] {
    const [key, namespace, name, description = '', options = {}] = metric;
    this.requireFree(key, namespace, name, options.labels);
    return this.setHandle(key, this.registry.register(type, namespace, name, { ...options, description }));
  }

  /** A key keeps its metric as long as that lives. */
  private requireFree(key: string, namespace: string, name: string, labels?: MetricOptions['labels']): void {
    const known = this.handles.get(key);
    const [before, now] = [
      known?.isBound && formatMetricId(known.id),
      formatMetricId(metricId(namespace, name, labels)),
    ];
    if (before && before !== now) {
      throw refusal('invalid-operation', `register key ${describe(key)}`, 'its metric', `stay "${before}"`, now);
    }
  }

  /** Registers all or, when one clashes, none. */
  private registerAll(metrics: [key: string, config: MetricConfig][]): [key: string, handle: AnyHandle][] {
    const known = new Set(this.registry.query());
    const added: [string, AnyHandle][] = [];
    try {
      for (const [key, config] of metrics) {
        const { metric_type, namespace, name, ...options } = registrationOf(config);
        added.push([key, this.registry.register(metric_type, namespace, name, options)]);
      }
      return added;
    } catch (error) {
      for (const [, handle] of added) if (!known.has(handle)) this.registry.remove(handle.id);
      throw error;
    }
  }

  private setHandles(handles: Iterable<[key: string, handle: AnyHandle]>): void {
    this.handles = new Map(handles);
    this.frameHandles = null;
    this.initialized = true;
  }

  private setHandle<H extends AnyHandle>(key: string, handle: H): H {
    this.handles.set(key, handle);
    this.frameHandles = null;
    return handle;
  }

  private find<T extends MetricType>(type: T, key: string): HandleOf[T] {
    const found = this.lookUp(type, key);
    if (found) return found;
    const name = `${type} ${describe(key)}`;
    const other = this.handles.get(key);
    const why = mismatch('its metric', `be a registered ${type}`, other && formatMetricId(other.id));
    this.registry.warnOnce(name, `Cannot find ${name}, so updates to it do nothing: ${why}`);
    return this.noop(type);
  }

  private lookUp<T extends MetricType>(type: T, key: string): HandleOf[T] | undefined {
    const handle = this.handles.get(key);
    return handle instanceof HANDLE_CLASSES[type] ? (handle as HandleOf[T]) : undefined;
  }

  private noop<T extends MetricType>(type: T): HandleOf[T] {
    const handle = this.unknown.get(type) ?? this.registry.unbound(type, metricId('unknown', type));
    this.unknown.set(type, handle);
    return handle as HandleOf[T];
  }

  private resolveFrameHandles() {
    const gauge = (key: string) => this.lookUp('gauge', key) ?? this.noop('gauge');
    const histogram = (key: string) => this.lookUp('histogram', key) ?? this.noop('histogram');
    return {
      frames: this.lookUp('counter', 'frame_counter') ?? this.noop('counter'),
      fps: gauge('fps_gauge'),
      frameTime: gauge('frame_time_gauge'),
      frameTimes: histogram('frame_time_histogram'),
      cpuTime: gauge('cpu_time_gauge'),
      gpuTime: gauge('gpu_time_gauge'),
      gpuTimes: histogram('gpu_time_histogram'),
      drawCalls: gauge('draw_calls_gauge'),
      triangles: gauge('triangles_gauge'),
      memory: gauge('memory_gauge'),
    };
  }
}

/** A value that was not measured in this frame is missing in it: what a gauge had before would be a lie. */
function setOrClear(gauge: GaugeHandle, value = Number.NaN): void {
  if (Number.isNaN(value)) gauge.clear();
  else gauge.set(value);
}

function toMetricConfig({ id, type, boundaries, ...options }: MetricDescriptor): MetricConfig {
  return { ...id, ...options, metric_type: type, ...(boundaries && { buckets: boundaries }) };
}
