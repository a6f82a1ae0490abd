import type { FrameStamp, MetricsBackend } from './backend.ts';
import { type Capability, READY } from './capability.ts';
import type { Cell } from './cell.ts';
import { ComputedGauge, type Evaluate } from './computed-gauge.ts';
import { CounterHandle } from './counter-handle.ts';
import type { DropReason } from './dropped-updates.ts';
import { GaugeHandle } from './gauge-handle.ts';
import { HistogramHandle } from './histogram-handle.ts';
import { InMemoryBackend } from './in-memory-backend.ts';
import { createDescriptor, type MetricDescriptor, type MetricOptions, type MetricType } from './metric-descriptor.ts';
import { describe, formatMetricId, type MetricId, metricId } from './metric-id.ts';
import { MetricsError } from './metrics-error.ts';
import { RateHandle } from './rate-handle.ts';
import { TimerHandle } from './timer-handle.ts';

/** The handle class of each metric type. */
export interface HandleOf {
  counter: CounterHandle;
  gauge: GaugeHandle;
  histogram: HistogramHandle;
  timer: TimerHandle;
  rate: RateHandle;
}
export type AnyHandle = HandleOf[MetricType];

export interface MetricsRegistryOptions {
  /** The clock of timers and of `tick()`, in ms. Default: `performance.now()`. */
  now?: () => number;
  /** Where warnings go. Default: `console.warn`. */
  warn?: (message: string) => void;
}

/** What a query asks for; every part that is given must match. */
export interface MetricQuery {
  namespace?: string;
  type?: MetricType;
  /** Labels that the metric must carry with these values; it may carry more. */
  labels?: Readonly<Record<string, string>>;
  name?: string | RegExp;
}

interface Entry {
  readonly descriptor: MetricDescriptor;
  readonly handle: AnyHandle;
  cell: Cell | null;
  capability: Capability;
}

/** Makes the handles, knows every metric, and ends frames. Registering is get-or-create and never resets a value. */
export class MetricsRegistry {
  readonly backend: MetricsBackend;
  readonly now: () => number;
  private readonly sayWarning: (message: string) => void;
  /** By text id. An entry stays after removal, without a cell, so that its handle revives on the next registration. */
  private readonly entries = new Map<string, Entry>();
  private live: readonly AnyHandle[] | null = null;
  private readonly rates = new Set<RateHandle>();
  private readonly computed = new Map<GaugeHandle, ComputedGauge>();
  private readonly warned = new Set<string>();
  private lastTickMs = Number.NaN;

  constructor(backend: MetricsBackend = new InMemoryBackend(), options: MetricsRegistryOptions = {}) {
    this.backend = backend;
    this.now = options.now ?? (() => performance.now());
    this.sayWarning = options.warn ?? ((message) => console.warn(`[framescope] ${message}`));
  }

  /** @throws MetricsError `type-mismatch` for another type, unit or boundaries than the metric has, `invalid-operation` for a wrong name or option */
  registerCounter(namespace: string, name: string, options?: MetricOptions): CounterHandle {
    return this.register('counter', namespace, name, options);
  }

  /** @throws MetricsError as `registerCounter` */
  registerGauge(namespace: string, name: string, options?: MetricOptions): GaugeHandle {
    return this.register('gauge', namespace, name, options);
  }

  /** Exact exponential buckets, or the user's own `boundaries`. @throws MetricsError as `registerCounter` */
  registerHistogram(namespace: string, name: string, options?: MetricOptions): HistogramHandle {
    return this.register('histogram', namespace, name, options);
  }

  /** A histogram of milliseconds. @throws MetricsError as `registerCounter` */
  registerTimer(namespace: string, name: string, options?: MetricOptions): TimerHandle {
    return this.register('timer', namespace, name, options);
  }

  /** Events per second. @throws MetricsError as `registerCounter` */
  registerRate(namespace: string, name: string, options?: MetricOptions): RateHandle {
    return this.register('rate', namespace, name, options);
  }

  /**
   * A gauge whose value is what `compute` gives, by default at each frame's end. When it gives NaN the gauge is missing; when
   * it throws the gauge is missing for that evaluation and one warning says so. Registering again replaces the function.
   *
   * @throws MetricsError as `registerCounter`
   */
  registerComputedGauge(
    namespace: string,
    name: string,
    compute: () => number,
    options: MetricOptions & { evaluate?: Evaluate } = {},
  ): GaugeHandle {
    const { evaluate = 'frame', ...rest } = options;
    const valid = evaluate === 'frame' || evaluate === 'read' || (evaluate?.everyMs ?? 0) > 0;
    if (typeof compute !== 'function' || !valid) {
      const [what, wanted, got] = valid
        ? ['compute', 'a function', compute]
        : ['evaluate', '"frame", "read" or { everyMs: > 0 }', evaluate];
      throw new MetricsError(
        'invalid-operation',
        `Cannot register computed gauge "${namespace}:${name}": ${what} must be ${wanted}, current value is ${describe(got)}`,
      );
    }
    const gauge = this.registerGauge(namespace, name, rest);
    const text = formatMetricId(gauge.id);
    const computed = new ComputedGauge(gauge, compute, evaluate, (error) =>
      this.warnOnce(`compute ${text}`, `Computed gauge "${text}" threw and is missing while it does: ${String(error)}`),
    );
    this.computed.set(gauge, computed);
    gauge.beforeRead = evaluate === 'read' ? () => computed.update() : null;
    return gauge;
  }

  /** Get-or-create of a handle of any type. @throws MetricsError as `registerCounter` */
  register<T extends MetricType>(type: T, namespace: string, name: string, options: MetricOptions = {}): HandleOf[T] {
    const id = metricId(namespace, name, options.labels);
    const descriptor = createDescriptor(id, type, options);
    const key = formatMetricId(id);
    const known = this.entries.get(key);
    if (known !== undefined) {
      this.requireSame(key, known.descriptor, descriptor, options);
      if (known.cell === null) this.attach(known);
      return known.handle as HandleOf[T];
    }
    const handle = this.createHandle(type, id);
    const entry: Entry = { descriptor, handle, cell: null, capability: READY };
    this.entries.set(key, entry);
    this.attach(entry);
    return handle as HandleOf[T];
  }

  /** The handle of a metric; undefined when there is none. Takes an id or its text form. */
  get(id: MetricId | string): AnyHandle | undefined {
    const entry = this.entry(id);
    return entry?.cell ? entry.handle : undefined;
  }

  /** The descriptor of a metric; undefined when there is none. */
  describe(id: MetricId | string): MetricDescriptor | undefined {
    const entry = this.entry(id);
    return entry?.cell?.descriptor;
  }

  /** The handles of all metrics that match, in the order of their registration. */
  query(query: MetricQuery = {}): AnyHandle[] {
    this.live ??= [...this.entries.values()].filter((entry) => entry.cell !== null).map((entry) => entry.handle);
    const labels = Object.entries(query.labels ?? {});
    return this.live.filter(({ id }) => {
      if (query.namespace !== undefined && id.namespace !== query.namespace) return false;
      if (query.type !== undefined && this.entry(id)?.descriptor.type !== query.type) return false;
      if (typeof query.name === 'string' ? id.name !== query.name : query.name && id.name.search(query.name) < 0)
        return false;
      return labels.every(([label, value]) => Object.hasOwn(id.labels, label) && id.labels[label] === value);
    });
  }

  /** Removes a metric; its handle does nothing until it is registered again, then from a fresh value. False: there was none. */
  remove(id: MetricId | string): boolean {
    const entry = this.entry(id);
    if (!entry?.cell) return false;
    this.backend.release(entry.cell);
    entry.cell = null;
    entry.handle.bind(this.backend, null);
    entry.capability = READY;
    this.live = null;
    if (entry.handle instanceof RateHandle) this.rates.delete(entry.handle);
    if (entry.handle instanceof GaugeHandle) {
      this.computed.delete(entry.handle);
      entry.handle.beforeRead = null;
    }
    return true;
  }

  /** Removes every metric. */
  clear(): void {
    for (const key of this.entries.keys()) this.remove(key);
  }

  /** How many metrics there are. */
  get size(): number {
    return this.query().length;
  }

  /** A handle of no metric: it does nothing, for a key that nobody registered. */
  unbound<T extends MetricType>(type: T, key: string): HandleOf[T] {
    return this.createHandle(type, metricId('unknown', key === '' ? 'empty' : key)) as HandleOf[T];
  }

  /** Says why a metric has no value here, for the HUD's dash and for files. */
  setCapability(id: MetricId | string, capability: Capability): void {
    const entry = this.entry(id);
    if (entry !== undefined) entry.capability = capability;
  }

  capability(id: MetricId | string): Capability {
    return this.entry(id)?.capability ?? { status: 'unsupported', reason: 'No such metric is registered' };
  }

  /** Ends a frame, for probes. Everything that happens once a frame happens here, in this order. */
  endFrame(frame: FrameStamp): void {
    for (const computed of this.computed.values()) computed.endFrame(frame.timeMs);
    for (const rate of this.rates) rate.endFrame(frame.timeMs);
    this.backend.endFrame(frame);
  }

  /** Ends a frame where no probe does: in Node, in a worker, in tests. */
  tick(now: number = this.now()): void {
    const first = this.lastTickMs !== this.lastTickMs;
    this.endFrame({ timeMs: now, intervalMs: now - this.lastTickMs, gap: first ? 'start' : 'none' });
    this.lastTickMs = now;
  }

  /** Warns once about each topic. */
  warnOnce(topic: string, message: string): void {
    if (this.warned.has(topic)) return;
    this.warned.add(topic);
    this.sayWarning(message);
  }

  private readonly onDrop = (id: MetricId, value: unknown, reason: DropReason): void => {
    try {
      this.registerCounter('framescope', 'dropped_updates', {
        labels: { reason },
        description: 'Updates that were dropped because the value was bad',
      }).increment();
      const text = formatMetricId(id);
      const wanted = `a finite number${reason === 'negative' ? ' ≥ 0' : ''}`;
      this.warnOnce(
        `drop ${text}`,
        `Dropped an update of metric "${text}": value must be ${wanted}, current value is ${describe(value)}`,
      );
    } catch {
      // Somebody's own backend or warning may throw; this runs inside a hot call, which never does.
    }
  };

  private entry(id: MetricId | string): Entry | undefined {
    return this.entries.get(typeof id === 'string' ? id : formatMetricId(id));
  }

  private createHandle(type: MetricType, id: MetricId): AnyHandle {
    switch (type) {
      case 'counter':
        return new CounterHandle(id, this.onDrop);
      case 'gauge':
        return new GaugeHandle(id, this.onDrop);
      case 'histogram':
        return new HistogramHandle(id, this.onDrop);
      case 'timer':
        return new TimerHandle(id, this.onDrop, this.now);
      case 'rate':
        return new RateHandle(id, this.onDrop);
    }
  }

  private attach(entry: Entry): void {
    entry.cell = this.backend.allocate(entry.descriptor);
    entry.handle.bind(this.backend, entry.cell);
    if (entry.handle instanceof RateHandle) this.rates.add(entry.handle);
    this.live = null;
  }

  /** Only what the second registration states can clash: leaving an option out agrees with anything. */
  private requireSame(key: string, known: MetricDescriptor, wanted: MetricDescriptor, options: MetricOptions): void {
    const clash = (what: string, before: unknown, now: unknown) => {
      throw new MetricsError(
        'type-mismatch',
        `Cannot register metric "${key}": ${what} must stay ${describe(before)}, current value is ${describe(now)}`,
      );
    };
    if (known.type !== wanted.type) clash('type', known.type, wanted.type);
    if (options.unit !== undefined && known.unit !== wanted.unit) clash('unit', known.unit, wanted.unit);
    const [before, now] = [String(known.boundaries ?? 'exponential'), String(wanted.boundaries)];
    if (options.boundaries !== undefined && before !== now) clash('boundaries', before, now);
  }
}
