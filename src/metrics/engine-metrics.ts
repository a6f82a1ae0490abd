import type { FrameStamp, GapReason } from './backend.ts';
import type { Evaluate } from './computed-gauge.ts';
import { CounterHandle } from './counter-handle.ts';
import { DEFAULT_METRICS } from './default-metrics.ts';
import { FrameRate } from './frame-rate.ts';
import { GaugeHandle } from './gauge-handle.ts';
import { HistogramHandle } from './histogram-handle.ts';
import type { MetricDescriptor, MetricOptions, MetricType } from './metric-descriptor.ts';
import { describe, formatMetricId } from './metric-id.ts';
import type { MetricValue } from './metric-value.ts';
import { type MetricConfig, type MetricsConfig, parseMetricsConfig } from './metrics-config.ts';
import { MetricsError } from './metrics-error.ts';
import { type AnyHandle, type HandleOf, MetricsRegistry } from './metrics-registry.ts';
import { RateHandle } from './rate-handle.ts';
import { TimerHandle } from './timer-handle.ts';

const HANDLE_CLASSES = {
  counter: CounterHandle,
  gauge: GaugeHandle,
  histogram: HistogramHandle,
  timer: TimerHandle,
  rate: RateHandle,
};

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

/** The engine's metrics by key: the seed's integration layer over the registry. */
export class EngineMetrics {
  readonly registry: MetricsRegistry;
  private readonly handles = new Map<string, AnyHandle>();
  private readonly missing = new Map<string, AnyHandle>();
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
    const added = this.registerAll(parseMetricsConfig(config).metrics);
    this.handles.clear();
    for (const [key, handle] of added) this.setHandle(key, handle);
    this.initialized = true;
  }

  /**
   * Adds the metrics of a configuration; a key that exists keeps its metric. All or nothing.
   *
   * @returns the keys that existed
   * @throws MetricsError as `initializeWithConfig`
   */
  extendWithConfig(config: MetricsConfig): string[] {
    const entries = Object.entries(parseMetricsConfig(config).metrics);
    const added = this.registerAll(Object.fromEntries(entries.filter(([key]) => !this.handles.has(key))));
    for (const [key, handle] of added) this.setHandle(key, handle);
    this.initialized = true;
    return entries.map(([key]) => key).filter((key) => !added.has(key));
  }

  /** Fetches a JSON configuration and extends the metrics with it. @throws MetricsError `invalid-config` also for an unreadable file */
  async loadConfig(url: string | URL): Promise<string[]> {
    let config: MetricsConfig;
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      config = await response.json();
    } catch (cause) {
      throw new MetricsError('invalid-config', `Cannot load the metrics configuration "${url}": ${String(cause)}`, {
        cause,
      });
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
  registerCustomCounter(
    key: string,
    namespace: string,
    name: string,
    description?: string,
    options?: CustomMetricOptions,
  ): CounterHandle {
    return this.registerCustom('counter', key, namespace, name, description, options);
  }

  /** @throws MetricsError as `registerCustomCounter` */
  registerCustomGauge(
    key: string,
    namespace: string,
    name: string,
    description?: string,
    options?: CustomMetricOptions,
  ): GaugeHandle {
    return this.registerCustom('gauge', key, namespace, name, description, options);
  }

  /** @throws MetricsError as `registerCustomCounter` */
  registerCustomHistogram(
    key: string,
    namespace: string,
    name: string,
    description?: string,
    options?: CustomMetricOptions,
  ): HistogramHandle {
    return this.registerCustom('histogram', key, namespace, name, description, options);
  }

  /** @throws MetricsError as `registerCustomCounter` */
  registerCustomTimer(
    key: string,
    namespace: string,
    name: string,
    description?: string,
    options?: CustomMetricOptions,
  ): TimerHandle {
    return this.registerCustom('timer', key, namespace, name, description, options);
  }

  /** @throws MetricsError as `registerCustomCounter` */
  registerCustomRate(
    key: string,
    namespace: string,
    name: string,
    description?: string,
    options?: CustomMetricOptions,
  ): RateHandle {
    return this.registerCustom('rate', key, namespace, name, description, options);
  }

  /** A gauge by key, in namespace `computed` unless the options say another, named as its key. @throws MetricsError as `registerCustomCounter` */
  registerComputedGauge(
    key: string,
    compute: () => number,
    options: MetricOptions & { namespace?: string; name?: string; evaluate?: Evaluate } = {},
  ): GaugeHandle {
    const { namespace = 'computed', name = key, ...rest } = options;
    const gauge = this.registry.registerComputedGauge(namespace, name, compute, rest);
    this.setHandle(key, gauge);
    return gauge;
  }

  /** The handle of a key. An unknown key, or one of another type, gives a handle that does nothing, and one warning. */
  counter(key: string): CounterHandle {
    return this.find('counter', key);
  }
  /** As `counter`. */
  gauge(key: string): GaugeHandle {
    return this.find('gauge', key);
  }
  /** As `counter`. */
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

  incrementCounter(key: string, n = 1): void {
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
    const { frameTimeMs } = sample;
    frames?.increment();
    set(fps, this.frameRate.add(frameTimeMs));
    set(frameTime, frameTimeMs);
    if (frameTimeMs === frameTimeMs) frameTimes?.record(frameTimeMs);
    set(cpuTime, sample.cpuTimeMs);
    set(drawCalls, sample.drawCalls);
    set(triangles, sample.triangles);
    set(memory, sample.memoryMb);
    const { stamp } = this;
    stamp.timeMs = sample.timeMs;
    stamp.intervalMs = frameTimeMs;
    stamp.gap = sample.gap ?? 'none';
    this.registry.endFrame(stamp);
    // The GPU's time comes frames later, and for the frame that issued the work, which is this one when a host has it already.
    const { gpuTimeMs } = sample;
    if (gpuTimeMs !== undefined && gpuTimeMs === gpuTimeMs)
      this.setGpuTime((this.registry.backend.recorder?.nextFrame ?? 0) - 1, gpuTimeMs);
  }

  /** Gives an ended frame its GPU time, in ms: in its row, in the histogram, and as the gauge's latest value. */
  setGpuTime(frame: number, gpuTimeMs: number): void {
    this.frameHandles ??= this.resolveFrameHandles();
    this.frameHandles.gpuTime?.setForFrame(frame, gpuTimeMs);
    this.frameHandles.gpuTimes?.record(gpuTimeMs);
  }

  /** The value of every metric by its text id, as data. */
  snapshot(): Record<string, MetricValue> {
    return Object.fromEntries(
      this.registry.query().flatMap((handle) => {
        const value = handle.read();
        return value === null ? [] : [[formatMetricId(handle.id), value]];
      }),
    );
  }

  /** Prints every metric to the console as a table. */
  logSummary(): void {
    const rows = Object.entries(this.snapshot()).map(([id, value]) => {
      const { unit } = this.registry.describe(id) as MetricDescriptor;
      if (value.type === 'counter' || value.type === 'gauge') return [id, { value: value.value, unit }];
      if (value.type === 'rate') return [id, { value: value.perSecond, unit: '/s', count: value.count }];
      const { count, min, max } = value;
      return [
        id,
        { value: value.quantile(0.5), unit, count, min, max, p95: value.quantile(0.95), p99: value.quantile(0.99) },
      ];
    });
    // biome-ignore lint/suspicious/noConsole: printing is what was asked for
    console.table(Object.fromEntries(rows));
  }

  private registerCustom<T extends MetricType>(
    type: T,
    key: string,
    namespace: string,
    name: string,
    description = '',
    options: CustomMetricOptions = {},
  ): HandleOf[T] {
    const known = this.handles.get(key);
    const handle = this.registry.register(type, namespace, name, { ...options, description });
    if (known?.isBound && known !== handle) {
      throw new MetricsError(
        'invalid-operation',
        `Cannot register key ${describe(key)}: it must stay metric "${formatMetricId(known.id)}", current value is "${formatMetricId(handle.id)}"`,
      );
    }
    this.setHandle(key, handle);
    return handle;
  }

  /** Registers all or, when one clashes, none. */
  private registerAll(metrics: Readonly<Record<string, MetricConfig>>): Map<string, AnyHandle> {
    const added = new Map<string, AnyHandle>();
    const fresh: AnyHandle[] = [];
    try {
      for (const [
        key,
        { metric_type: type, namespace, name, description, unit, labels, buckets, reset },
      ] of Object.entries(metrics)) {
        const before = this.registry.size;
        const handle = this.registry.register(type, namespace, name, {
          ...(description && { description }),
          ...(unit != null && { unit }),
          ...(labels && { labels }),
          ...(buckets && { boundaries: buckets }),
          ...(reset && { reset }),
        });
        if (this.registry.size > before) fresh.push(handle);
        added.set(key, handle);
      }
    } catch (error) {
      for (const handle of fresh) this.registry.remove(handle.id);
      throw error;
    }
    return added;
  }

  private setHandle(key: string, handle: AnyHandle): void {
    this.handles.set(key, handle);
    this.frameHandles = null;
  }

  private find<T extends MetricType>(type: T, key: string): HandleOf[T] {
    const handle = this.handles.get(key);
    if (handle !== undefined && handle instanceof HANDLE_CLASSES[type]) return handle as HandleOf[T];
    const why =
      handle === undefined ? 'no metric has this key' : `its metric "${formatMetricId(handle.id)}" has another type`;
    this.registry.warnOnce(`${type} ${key}`, `Cannot find ${type} ${describe(key)}: ${why}; updates to it do nothing`);
    const missing = this.missing.get(`${type} ${key}`) ?? this.registry.unbound(type, key);
    this.missing.set(`${type} ${key}`, missing);
    return missing as HandleOf[T];
  }

  private resolveFrameHandles() {
    const gauge = (key: string) => {
      const handle = this.handles.get(key);
      return handle instanceof GaugeHandle ? handle : null;
    };
    const histogram = (key: string) => {
      const handle = this.handles.get(key);
      return handle instanceof HistogramHandle ? handle : null;
    };
    const frames = this.handles.get('frame_counter');
    return {
      frames: frames instanceof CounterHandle ? frames : null,
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
function set(gauge: GaugeHandle | null, value: number | undefined): void {
  if (gauge === null) return;
  if (value !== undefined && value === value) gauge.set(value);
  else gauge.clear();
}

function toMetricConfig(descriptor: MetricDescriptor): MetricConfig {
  const { id, type, unit, description, boundaries, reset } = descriptor;
  return {
    namespace: id.namespace,
    name: id.name,
    metric_type: type,
    description,
    unit,
    ...(Object.keys(id.labels).length > 0 && { labels: id.labels }),
    ...(boundaries && { buckets: boundaries }),
    ...(reset && { reset }),
  };
}
