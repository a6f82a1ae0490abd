import type { FrameStamp, MetricsBackend } from './backend.ts';
import { type Capability, READY } from './capability.ts';
import type { Cell } from './cell.ts';
import type { Computation, Evaluate } from './computed-gauge.ts';
import { ComputedGauges } from './computed-gauges.ts';
import { CounterHandle } from './counter-handle.ts';
import { dropReason } from './dropped-updates.ts';
import { GaugeHandle } from './gauge-handle.ts';
import type { HandleOwner } from './handle.ts';
import { HistogramHandle } from './histogram-handle.ts';
import { InMemoryBackend } from './in-memory-backend.ts';
import {
  checkMetricOptions,
  createDescriptor,
  type MetricDescriptor,
  type MetricOptions,
  type MetricType,
} from './metric-descriptor.ts';
import { checkFamilyOptions, type FamilyOptions, MetricFamily } from './metric-family.ts';
import { formatMetricId, type MetricId, metricId, type ReportProblem } from './metric-id.ts';
import { checkQuery, type MetricQuery, matchesQuery } from './metric-query.ts';
import { describe, mismatch, refusal } from './metrics-error.ts';
import { type MetricsListener, type SubscribeOptions, subscribeMetrics } from './metrics-subscription.ts';
import { RateHandle } from './rate-handle.ts';
import { RateSamples } from './rate-samples.ts';
import { SelfMetrics } from './self-metrics.ts';
import { TimerHandle } from './timer-handle.ts';

/** @internal */
export const HANDLE_CLASSES = {
  counter: CounterHandle,
  gauge: GaugeHandle,
  histogram: HistogramHandle,
  timer: TimerHandle,
  rate: RateHandle,
};

/** The handle class of each metric type. */
export type HandleOf = { [T in MetricType]: InstanceType<(typeof HANDLE_CLASSES)[T]> };
export type AnyHandle = HandleOf[MetricType];

export interface MetricsRegistryOptions {
  /** The clock of timers and of `tick()`, in ms. Default: `performance.now()`. */
  now?: () => number;
  /** Where warnings go. Default: `console.warn`. */
  warn?: (message: string) => void;
}

/** A metric's descriptor with what happened to it. */
export interface MetricMetadata extends MetricDescriptor {
  /** Ms of the registry's clock. */
  readonly registeredAtMs: number;
  /** The newest frame of the history in which its value changed; NaN when there is none, or no history. */
  readonly lastUpdatedFrame: number;
}

/** What names and describes a metric that is registered. */
type Registration = [namespace: string, name: string, options?: MetricOptions];

/** A metric. */
interface Entry {
  readonly descriptor: MetricDescriptor;
  readonly handle: AnyHandle;
  readonly cell: Cell;
  capability: Capability;
  readonly registeredAtMs: number;
}

/** So many topics are warned about; a host that makes up names without end must not fill the console, or the memory. */
const MAX_WARNINGS = 1000;

/** Makes the handles, knows every metric, and ends frames. Registering is get-or-create and never resets a value. */
export class MetricsRegistry implements HandleOwner {
  readonly backend: MetricsBackend;
  readonly now: () => number;
  /** @internal */
  readonly rates: RateSamples = new RateSamples();
  /** @internal */
  readonly self: SelfMetrics = new SelfMetrics(this);
  readonly #warn: (message: string) => void;
  /** By text id. */
  readonly #entries = new Map<string, Entry>();
  /** The handles of removed metrics, which revive on the next registration; held weakly, since a host may make up names without end. */
  readonly #removed = new Map<string, WeakRef<AnyHandle>>();
  readonly #collected = new FinalizationRegistry<string>((key) => {
    if (this.#removed.get(key)?.deref() === undefined) this.#removed.delete(key);
  });
  readonly #computed = new ComputedGauges(this);
  #changes = 0;
  #beforeRow: readonly (() => void)[] = [];
  readonly #knownFamilies = new Map<string, MetricFamily>();
  readonly #warned = new Set<unknown>();
  readonly #stamp: FrameStamp = { timeMs: Number.NaN, intervalMs: Number.NaN, gap: 'start' };

  constructor(backend: MetricsBackend = new InMemoryBackend(), options: MetricsRegistryOptions = {}) {
    this.backend = backend;
    this.now = options.now ?? (() => performance.now());
    this.#warn = options.warn ?? ((message) => console.warn(`[framescope] ${message}`));
    backend.attach?.(this);
  }

  /** @throws MetricsError `type-mismatch` for another type, unit or boundaries than the metric has, `invalid-operation` for a wrong name or option */
  registerCounter(...metric: Registration): CounterHandle {
    return this.register('counter', ...metric);
  }

  /** @throws MetricsError as `registerCounter` */
  registerGauge(...metric: Registration): GaugeHandle {
    return this.register('gauge', ...metric);
  }

  /** Exact exponential buckets, or the user's own `boundaries`. @throws MetricsError as `registerCounter` */
  registerHistogram(...metric: Registration): HistogramHandle {
    return this.register('histogram', ...metric);
  }

  /** A histogram of milliseconds. @throws MetricsError as `registerCounter` */
  registerTimer(...metric: Registration): TimerHandle {
    return this.register('timer', ...metric);
  }

  /** Events per second. @throws MetricsError as `registerCounter` */
  registerRate(...metric: Registration): RateHandle {
    return this.register('rate', ...metric);
  }

  /**
   * A gauge whose value is what `compute` gives, by default at each frame's end. When it gives NaN the gauge is missing; when
   * it throws the gauge is missing for that evaluation and one warning says so. Registering again replaces the function.
   *
   * @throws MetricsError as `registerCounter`; `invalid-operation` also for a computation (`computationOf`) from its own gauge
   */
  registerComputedGauge(
    namespace: string,
    name: string,
    compute: Computation,
    options: MetricOptions & { evaluate?: Evaluate } = {},
  ): GaugeHandle {
    return this.#computed.register(namespace, name, compute, options);
  }

  /**
   * Get-or-create of the series of one metric that are told apart by labels.
   *
   * @throws MetricsError `type-mismatch` for another type or other labels than the family has, `invalid-operation` for wrong labels or options
   */
  family<T extends MetricType>(type: T, namespace: string, name: string, options: FamilyOptions): MetricFamily<T> {
    const key = formatMetricId(metricId(namespace, name));
    const known = this.#knownFamilies.get(key);
    if (known === undefined) {
      const report: ReportProblem = (part, wanted, got) => {
        throw refusal('invalid-operation', `register family "${key}"`, part, wanted, got);
      };
      checkFamilyOptions({ ...options }, report);
      const { labels, maxSeries, ...rest } = options;
      checkMetricOptions(type, rest, report);
      const family = new MetricFamily(this, type, namespace, name, options);
      this.#knownFamilies.set(key, family);
      return family;
    }
    const action = `register family "${key}"`;
    if (known.type !== type) throw refusal('type-mismatch', action, 'type', `stay ${describe(known.type)}`, type);
    if (String(known.labels) !== String(options.labels))
      throw refusal('type-mismatch', action, 'labels', `stay ${describe(known.labels)}`, options.labels);
    return known as MetricFamily<MetricType> as MetricFamily<T>;
  }

  /** Get-or-create of a handle of any type. @throws MetricsError as `registerCounter` */
  register<T extends MetricType>(type: T, namespace: string, name: string, options?: MetricOptions): HandleOf[T] {
    const descriptor = createDescriptor(metricId(namespace, name, options?.labels), type, options);
    const key = formatMetricId(descriptor.id);
    const known = this.#entries.get(key);
    if (known !== undefined) {
      requireSame(key, known.descriptor, descriptor, options);
      return known.handle as HandleOf[T];
    }
    const cell = this.backend.allocate(descriptor);
    // A removed metric may come back as another one; its handle comes back with it when that is of the same type.
    const revived = this.#removed.get(key)?.deref();
    this.#removed.delete(key);
    const handle = revived?.constructor === HANDLE_CLASSES[type] ? revived : this.unbound(type, descriptor.id);
    handle.bind(cell);
    this.#entries.set(key, { descriptor, handle, cell, capability: READY, registeredAtMs: this.now() });
    this.#changes++;
    return handle as HandleOf[T];
  }

  /** The handle of a metric; undefined when there is none. Takes an id or its text form. @throws MetricsError `invalid-operation` for what is neither */
  get(id: MetricId | string): AnyHandle | undefined {
    return this.#entry(id)?.handle;
  }

  /** The descriptor of a metric; undefined when there is none. */
  describe(id: MetricId | string): MetricDescriptor | undefined {
    return this.#entry(id)?.descriptor;
  }

  /** Everything about a metric that its value does not say; undefined when there is none. */
  metadata(id: MetricId | string): MetricMetadata | undefined {
    const entry = this.#entry(id);
    if (entry === undefined) return undefined;
    const { descriptor, registeredAtMs } = entry;
    const lastUpdatedFrame = this.backend.recorder?.lastChange?.(descriptor) ?? Number.NaN;
    return { ...descriptor, registeredAtMs, lastUpdatedFrame };
  }

  /** Grows whenever a metric comes or goes: what was found by a query is worth keeping until then. */
  get revision(): number {
    return this.#changes;
  }

  /** The handles of all metrics that match, in the order of their registration. @throws MetricsError `invalid-operation` for what is no query */
  query(query: MetricQuery = {}): AnyHandle[] {
    checkQuery(query);
    const found: AnyHandle[] = [];
    for (const { descriptor, handle } of this.#entries.values())
      if (matchesQuery(query, descriptor.id, descriptor.type)) found.push(handle);
    return found;
  }

  /** Removes a metric; its handle does nothing until it is registered again, then from a fresh value. False: there was none. */
  remove(id: MetricId | string): boolean {
    const key = keyOf(id);
    const entry = this.#entries.get(key);
    if (entry === undefined) return false;
    const { handle, cell } = entry;
    this.backend.release(cell);
    this.#entries.delete(key);
    this.#removed.set(key, new WeakRef(handle));
    this.#collected.register(handle, key);
    this.#changes++;
    handle.bind(null);
    const { namespace, name, labels } = entry.descriptor.id;
    this.#knownFamilies.get(formatMetricId(metricId(namespace, name)))?.forget(labels);
    if (handle instanceof GaugeHandle) this.#computed.stop(handle);
    return true;
  }

  /** Every family, in the order of their registration. */
  families(): MetricFamily[] {
    return [...this.#knownFamilies.values()];
  }

  /** Removes a family with all its series. False: it was not registered. */
  removeFamily(family: MetricFamily): boolean {
    if (!this.#knownFamilies.delete(formatMetricId(metricId(family.namespace, family.name)))) return false;
    for (const { id } of family.all()) this.remove(id);
    return true;
  }

  /** Visits every metric with its text id, in the order of their registration. */
  forEach(visit: (key: string, handle: AnyHandle, descriptor: MetricDescriptor) => void): void {
    for (const [key, { handle, descriptor }] of this.#entries) visit(key, handle, descriptor);
  }

  /**
   * Tells `listener` every so many ms what has changed since it was told last, and at first all there is; what it gives stops
   * that. A listener that is still busy is left out. One that throws is told on, counted in `framescope:listener_errors`.
   *
   * @throws MetricsError `invalid-operation` for no function and for a period that is not above 0
   */
  subscribe(listener: MetricsListener, options: SubscribeOptions = {}): () => void {
    return subscribeMetrics(this, listener, options);
  }

  /** Removes every metric. */
  clear(): void {
    for (const key of [...this.#entries.keys()]) this.remove(key);
  }

  /** How many metrics there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** A handle of no metric: it does nothing. */
  unbound<T extends MetricType>(type: T, id: MetricId): HandleOf[T] {
    return new HANDLE_CLASSES[type](id, this) as HandleOf[T];
  }

  /** Says why a metric has no value here, for the HUD's dash and for files. */
  setCapability(id: MetricId | string, capability: Capability): void {
    const entry = this.#entry(id);
    if (entry) entry.capability = capability;
  }

  capability(id: MetricId | string): Capability {
    return this.#entry(id)?.capability ?? { status: 'unsupported', reason: 'No such metric is registered' };
  }

  /** Ends a frame, for probes. Everything that happens once a frame happens here, in this order. */
  endFrame(frame: FrameStamp): void {
    const beforeRow = this.#beforeRow;
    for (let k = 0; k < beforeRow.length; k++) beforeRow[k]?.();
    this.#computed.endFrame(frame);
    this.rates.endFrame(frame);
    this.backend.endFrame(frame);
  }

  /** Ends a frame where no probe does: in Node, in a worker, in tests. */
  tick(now: number = this.now()): void {
    const stamp = this.#stamp;
    stamp.gap = Number.isNaN(stamp.timeMs) ? 'start' : 'none';
    stamp.intervalMs = now - stamp.timeMs;
    stamp.timeMs = now;
    this.endFrame(stamp);
  }

  /** Runs `update` at each frame's end, before anything is computed and the row is written; what it gives stops that. @internal */
  onFrameEnd(update: () => void): () => void {
    this.#beforeRow = [...this.#beforeRow, update];
    return () => {
      this.#beforeRow = this.#beforeRow.filter((other) => other !== update);
    };
  }

  /** Warns once about each topic. Never throws, whatever the user's `warn` does. */
  warnOnce(topic: unknown, message: string): void {
    if (this.#warned.has(topic) || this.#warned.size >= MAX_WARNINGS) return;
    this.#warned.add(topic);
    try {
      this.#warn(message);
    } catch {
      // There is nobody left to tell.
    }
  }

  /** @internal */
  dropUpdate(id: MetricId, value: unknown): void {
    const reason = dropReason(value);
    this.self.count('dropped_updates', reason);
    if (this.#warned.has(id)) return;
    const why =
      reason === 'saturated'
        ? `it stays at 2^53, up to where counts are exact, current value is ${describe(value)}`
        : mismatch('value', `be a finite number${reason === 'negative' ? ' ≥ 0' : ''}`, value);
    this.warnOnce(id, `Cannot update metric "${formatMetricId(id)}": ${why}`);
  }

  #entry(id: MetricId | string): Entry | undefined {
    return this.#entries.get(keyOf(id));
  }
}

/** An id that a host wrote down is as good as one that was made: labels may be in any order, or left out. */
function keyOf(id: MetricId | string): string {
  if (typeof id === 'string') return id;
  const { namespace, name, labels } = Object(id) as MetricId;
  return formatMetricId(metricId(namespace, name, labels));
}

/** Only what the second registration states can clash: leaving an option out agrees with anything. */
function requireSame(key: string, known: MetricDescriptor, now: MetricDescriptor, options: MetricOptions = {}): void {
  for (const part of ['type', 'unit', 'boundaries'] as const) {
    const isStated = part === 'type' || options[part] !== undefined;
    if (!isStated || String(known[part]) === String(now[part])) continue;
    const wanted = `stay ${describe(known[part] ?? 'exponential')}`;
    throw refusal('type-mismatch', `register metric "${key}"`, part, wanted, now[part]);
  }
}
