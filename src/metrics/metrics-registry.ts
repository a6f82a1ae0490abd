import type { FrameStamp, MetricsBackend } from './backend.ts';
import { type Capability, READY } from './capability.ts';
import type { Cell } from './cell.ts';
import type { Computation, Evaluate } from './computed-gauge.ts';
import { ComputedGauges } from './computed-gauges.ts';
import { CounterHandle } from './counter-handle.ts';
import { dropReason } from './dropped-updates.ts';
import { FrameOrder } from './frame-order.ts';
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
import { formatMetricId, isMade, type MetricId, metricId, parseMetricId, type ReportProblem } from './metric-id.ts';
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

/** So many topics are warned about; a host that makes up names without end must not fill the console, or the memory. */
const MAX_WARNINGS = 1000;

/** Makes the handles, knows every metric, and ends frames. Registering is get-or-create and never resets a value. */
export class MetricsRegistry implements HandleOwner {
  /** A handle's registry is this, or that of its family. @internal */
  readonly registry: this = this;
  readonly backend: MetricsBackend;
  readonly now: () => number;
  /** @internal */
  readonly rates: RateSamples = new RateSamples();
  /** @internal */
  readonly self: SelfMetrics = new SelfMetrics(this);
  readonly #warn: (message: string) => void;
  /** Every metric, in the order of their registration, and when that was: arrays, because a family may have thousands. */
  readonly #handles: AnyHandle[] = [];
  readonly #registeredAtMs: number[] = [];
  /** By text id: those that no family has made. Its series are found by their labels. */
  readonly #named = new Map<string, AnyHandle>();
  readonly #capabilities = new Map<AnyHandle, Capability>();
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
  readonly #frameOrder = new FrameOrder();
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
    const known = this.get(descriptor.id);
    if (known !== undefined) {
      requireSame(known.descriptor, descriptor, options);
      return known as HandleOf[T];
    }
    const handle = this.#add(descriptor, this, descriptor);
    this.#named.set(formatMetricId(descriptor.id), handle);
    return handle as HandleOf[T];
  }

  /** The handle of a series that its family does not know: one that was registered by itself, or a new one that makes its descriptor when asked. @internal */
  registerSeries(descriptor: MetricDescriptor, options: MetricOptions, owner: HandleOwner, last: string): AnyHandle {
    const known = this.#named.get(formatMetricId(descriptor.id));
    if (known === undefined) return this.#add(descriptor, owner, last);
    requireSame(known.descriptor, descriptor, options);
    return known;
  }

  /** The handle of a metric; undefined when there is none. Takes an id or its text form. @throws MetricsError `invalid-operation` for what is neither */
  get(id: MetricId | string): AnyHandle | undefined {
    const known = this.#named.get(keyOf(id));
    if (known !== undefined || this.#knownFamilies.size === 0) return known;
    const { namespace, name, labels } = (typeof id === 'string' ? parseMetricId(id) : id) ?? NOTHING;
    return this.#knownFamilies.get(formatMetricId({ namespace, name, labels: {} }))?.find(labels);
  }

  /** The descriptor of a metric; undefined when there is none. */
  describe(id: MetricId | string): MetricDescriptor | undefined {
    return this.get(id)?.descriptor;
  }

  /** Everything about a metric that its value does not say; undefined when there is none. */
  metadata(id: MetricId | string): MetricMetadata | undefined {
    const handle = this.get(id);
    if (handle === undefined) return undefined;
    const { descriptor } = handle;
    const registeredAtMs = this.#registeredAtMs[this.#handles.lastIndexOf(handle)] as number;
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
    return this.#handles.filter(({ descriptor: { id, type } }) => matchesQuery(query, id, type));
  }

  /** Removes a metric; its handle does nothing until it is registered again, then from a fresh value. False: there was none. */
  remove(id: MetricId | string): boolean {
    const handle = this.get(id);
    if (handle === undefined) return false;
    const { namespace, name, labels } = handle.id;
    const key = formatMetricId(handle.id);
    this.backend.release(handle.cell as Cell);
    // The newest go first where many do.
    const at = this.#handles.lastIndexOf(handle);
    this.#handles.splice(at, 1);
    this.#registeredAtMs.splice(at, 1);
    this.#named.delete(key);
    this.#capabilities.delete(handle);
    this.#removed.set(key, new WeakRef(handle));
    this.#collected.register(handle, key, handle);
    this.#changes++;
    handle.bind(null);
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
    for (const { id } of family.all().reverse()) this.remove(id);
    return this.#knownFamilies.delete(formatMetricId(metricId(family.namespace, family.name)));
  }

  /** Visits every metric with its text id, in the order of their registration. */
  forEach(visit: (key: string, handle: AnyHandle, descriptor: MetricDescriptor) => void): void {
    for (const handle of this.#handles) visit(formatMetricId(handle.id), handle, handle.descriptor);
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
    for (const { id } of [...this.#handles].reverse()) this.remove(id);
  }

  /** How many metrics there are. */
  get size(): number {
    return this.#handles.length;
  }

  /** A handle of no metric: it does nothing. */
  unbound<T extends MetricType>(type: T, id: MetricId): HandleOf[T] {
    return new HANDLE_CLASSES[type](this, createDescriptor(id, type)) as HandleOf[T];
  }

  /** Says why a metric has no value here, for the HUD's dash and for files. */
  setCapability(id: MetricId | string, capability: Capability): void {
    const handle = this.get(id);
    if (handle) this.#capabilities.set(handle, capability);
  }

  capability(id: MetricId | string): Capability {
    const handle = this.get(id);
    if (handle === undefined) return { status: 'unsupported', reason: 'No such metric is registered' };
    return this.#capabilities.get(handle) ?? READY;
  }

  /** Ends a frame, for probes. Everything that happens once a frame happens here, in this order. */
  endFrame(given: FrameStamp): void {
    const frame = this.#frameOrder.put(given);
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

  #add(descriptor: MetricDescriptor, owner: HandleOwner, metric: MetricDescriptor | string): AnyHandle {
    const { type, id } = descriptor;
    const key = formatMetricId(id);
    // A removed metric may come back as another one; its handle comes back with it when that is of the same type.
    const revived = this.#removed.get(key)?.deref();
    // One that comes and goes would be registered each time, and each of these is kept.
    if (revived !== undefined) this.#collected.unregister(revived);
    const isSame = revived?.constructor === HANDLE_CLASSES[type];
    const handle = isSame ? revived : new HANDLE_CLASSES[type](owner, metric);
    handle.name(owner, metric);
    handle.bind(this.backend.allocate(descriptor, handle));
    this.#removed.delete(key);
    this.#handles.push(handle);
    this.#registeredAtMs.push(this.now());
    this.#changes++;
    return handle;
  }
}

const NOTHING: MetricId = { namespace: '', name: '', labels: {} };

/** An id that a host wrote down is as good as one that was made: labels may be in any order, or left out. */
function keyOf(id: MetricId | string): string {
  if (typeof id === 'string') return id;
  // Those of handles, which probes and views ask for several times a second.
  if (isMade(id)) return formatMetricId(id);
  const { namespace, name, labels } = Object(id) as MetricId;
  return formatMetricId(metricId(namespace, name, labels));
}

/** Only what the second registration states can clash: leaving an option out agrees with anything. */
function requireSame(known: MetricDescriptor, now: MetricDescriptor, options: MetricOptions = {}): void {
  for (const part of ['type', 'unit', 'boundaries'] as const) {
    const isStated = part === 'type' || options[part] !== undefined;
    if (!isStated || String(known[part]) === String(now[part])) continue;
    const wanted = `stay ${describe(known[part] ?? 'exponential')}`;
    throw refusal('type-mismatch', `register metric "${formatMetricId(now.id)}"`, part, wanted, now[part]);
  }
}
