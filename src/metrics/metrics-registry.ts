import type { FrameStamp, MetricsBackend } from './backend.ts';
import { type Capability, READY } from './capability.ts';
import type { Cell } from './cell.ts';
import { ComputedGauge, type Evaluate } from './computed-gauge.ts';
import { CounterHandle } from './counter-handle.ts';
import { type DropReason, dropReason } from './dropped-updates.ts';
import { GaugeHandle } from './gauge-handle.ts';
import type { HandleOwner } from './handle.ts';
import { HistogramHandle } from './histogram-handle.ts';
import { InMemoryBackend } from './in-memory-backend.ts';
import { createDescriptor, type MetricDescriptor, type MetricOptions, type MetricType } from './metric-descriptor.ts';
import { formatMetricId, type MetricId, metricId } from './metric-id.ts';
import { describe, mismatch, refusal } from './metrics-error.ts';
import { RateHandle } from './rate-handle.ts';
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

/** What a query asks for; every part that is given must match. */
export interface MetricQuery {
  namespace?: string;
  type?: MetricType;
  /** Labels that the metric must carry with these values; it may carry more. */
  labels?: Readonly<Record<string, string>>;
  name?: string | RegExp;
}

/** What names and describes a metric that is registered. */
type Registration = [namespace: string, name: string, options?: MetricOptions];

/** A metric, or what is left of one that was removed. */
interface Entry {
  descriptor: MetricDescriptor;
  readonly handle: AnyHandle;
  /** Null after removal. */
  cell: Cell | null;
  capability: Capability;
}

/** So many topics are warned about; a host that makes up names without end must not fill the console, or the memory. */
const MAX_WARNINGS = 1000;

/** Makes the handles, knows every metric, and ends frames. Registering is get-or-create and never resets a value. */
export class MetricsRegistry implements HandleOwner {
  readonly backend: MetricsBackend;
  readonly now: () => number;
  private readonly warn: (message: string) => void;
  /** By text id. An entry stays after removal, without a cell, so that its handle revives on the next registration. */
  private readonly entries = new Map<string, Entry>();
  /** Arrays, because to iterate over a Map once a frame would make garbage once a frame. */
  private rates: RateHandle[] = [];
  private computed: ComputedGauge[] = [];
  private readonly dropped: { [reason in DropReason]?: CounterHandle } = {};
  private readonly warned = new Set<unknown>();
  private readonly stamp: FrameStamp = { timeMs: Number.NaN, intervalMs: Number.NaN, gap: 'start' };

  constructor(backend: MetricsBackend = new InMemoryBackend(), options: MetricsRegistryOptions = {}) {
    this.backend = backend;
    this.now = options.now ?? (() => performance.now());
    this.warn = options.warn ?? ((message) => console.warn(`[framescope] ${message}`));
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
   * @throws MetricsError as `registerCounter`
   */
  registerComputedGauge(
    namespace: string,
    name: string,
    compute: () => number,
    { evaluate = 'frame', ...options }: MetricOptions & { evaluate?: Evaluate } = {},
  ): GaugeHandle {
    const action = `register computed gauge ${describe(name)}`;
    if (typeof compute !== 'function') throw refusal('invalid-operation', action, 'compute', 'be a function', compute);
    if (evaluate !== 'frame' && evaluate !== 'read' && !(evaluate?.everyMs > 0)) {
      throw refusal('invalid-operation', action, 'evaluate', 'be "frame", "read" or { everyMs } above 0', evaluate);
    }
    const gauge = this.registerGauge(namespace, name, options);
    const computed = new ComputedGauge(gauge, compute, evaluate, (error) =>
      this.warnOnce(
        compute,
        `Cannot compute gauge ${describe(name)}, which is missing for now: it threw ${describe(error)}`,
      ),
    );
    this.stopComputing(gauge);
    this.computed.push(computed);
    if (evaluate === 'read') gauge.beforeRead = () => computed.update();
    return gauge;
  }

  /** Get-or-create of a handle of any type. @throws MetricsError as `registerCounter` */
  register<T extends MetricType>(type: T, namespace: string, name: string, options?: MetricOptions): HandleOf[T] {
    const descriptor = createDescriptor(metricId(namespace, name, options?.labels), type, options);
    const key = formatMetricId(descriptor.id);
    let entry = this.entries.get(key);
    if (entry?.cell) {
      requireSame(key, entry.descriptor, descriptor, options);
      return entry.handle as HandleOf[T];
    }
    // A removed metric may come back as another one; its handle comes back with it when that is of the same type.
    if (entry?.descriptor.type !== type)
      entry = { descriptor, handle: this.unbound(type, descriptor.id), cell: null, capability: READY };
    entry.descriptor = descriptor;
    entry.cell = this.backend.allocate(descriptor);
    entry.handle.bind(entry.cell);
    this.entries.set(key, entry);
    if (entry.handle instanceof RateHandle) this.rates.push(entry.handle);
    return entry.handle as HandleOf[T];
  }

  /** The handle of a metric; undefined when there is none. Takes an id or its text form. */
  get(id: MetricId | string): AnyHandle | undefined {
    return this.entry(id)?.handle;
  }

  /** The descriptor of a metric; undefined when there is none. */
  describe(id: MetricId | string): MetricDescriptor | undefined {
    return this.entry(id)?.descriptor;
  }

  /** The handles of all metrics that match, in the order of their registration. */
  query({ namespace, type, labels = {}, name }: MetricQuery = {}): AnyHandle[] {
    const wanted = Object.entries(labels);
    return [...this.entries.values()].flatMap(({ descriptor, handle, cell }) => {
      const { id } = descriptor;
      const matches =
        cell !== null &&
        (namespace === undefined || id.namespace === namespace) &&
        (type === undefined || descriptor.type === type) &&
        (name === undefined || (typeof name === 'string' ? id.name === name : id.name.search(name) >= 0)) &&
        wanted.every(([label, value]) => Object.hasOwn(id.labels, label) && id.labels[label] === value);
      return matches ? [handle] : [];
    });
  }

  /** Removes a metric; its handle does nothing until it is registered again, then from a fresh value. False: there was none. */
  remove(id: MetricId | string): boolean {
    const entry = this.entry(id);
    if (!entry?.cell) return false;
    const { handle, cell } = entry;
    this.backend.release(cell);
    entry.cell = null;
    entry.capability = READY;
    handle.bind(null);
    this.rates = this.rates.filter((rate) => rate !== handle);
    if (handle instanceof GaugeHandle) this.stopComputing(handle);
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

  /** A handle of no metric: it does nothing. */
  unbound<T extends MetricType>(type: T, id: MetricId): HandleOf[T] {
    return new HANDLE_CLASSES[type](id, this) as HandleOf[T];
  }

  /** Says why a metric has no value here, for the HUD's dash and for files. */
  setCapability(id: MetricId | string, capability: Capability): void {
    const entry = this.entry(id);
    if (entry) entry.capability = capability;
  }

  capability(id: MetricId | string): Capability {
    return this.entry(id)?.capability ?? { status: 'unsupported', reason: 'No such metric is registered' };
  }

  /** Ends a frame, for probes. Everything that happens once a frame happens here, in this order. */
  endFrame(frame: FrameStamp): void {
    const { computed, rates } = this;
    for (let k = 0; k < computed.length; k++) (computed[k] as ComputedGauge).endFrame(frame);
    for (let k = 0; k < rates.length; k++) (rates[k] as RateHandle).endFrame(frame);
    this.backend.endFrame(frame);
  }

  /** Ends a frame where no probe does: in Node, in a worker, in tests. */
  tick(now: number = this.now()): void {
    const { stamp } = this;
    stamp.gap = Number.isNaN(stamp.timeMs) ? 'start' : 'none';
    stamp.intervalMs = now - stamp.timeMs;
    stamp.timeMs = now;
    this.endFrame(stamp);
  }

  /** Warns once about each topic. Never throws, whatever the user's `warn` does. */
  warnOnce(topic: unknown, message: string): void {
    if (this.warned.has(topic) || this.warned.size >= MAX_WARNINGS) return;
    this.warned.add(topic);
    try {
      this.warn(message);
    } catch {
      // There is nobody left to tell.
    }
  }

  /** @internal */
  dropUpdate(id: MetricId, value: unknown): void {
    const reason = dropReason(value);
    try {
      if (!this.dropped[reason]?.isBound) {
        this.dropped[reason] = this.registerCounter('framescope', 'dropped_updates', {
          labels: { reason },
          description: 'Updates that were dropped because the value was bad',
        });
      }
      this.dropped[reason]?.increment();
    } catch {
      // Somebody's own backend may throw, or have a metric of this name; a hot call never does.
    }
    if (this.warned.has(id)) return;
    const wanted = `be a finite number${reason === 'negative' ? ' ≥ 0' : ''}`;
    this.warnOnce(id, `Cannot update metric "${formatMetricId(id)}": ${mismatch('value', wanted, value)}`);
  }

  /** The entry of a metric that is there. */
  private entry(id: MetricId | string): Entry | undefined {
    const entry = this.entries.get(typeof id === 'string' ? id : formatMetricId(id));
    return entry?.cell ? entry : undefined;
  }

  private stopComputing(gauge: GaugeHandle): void {
    this.computed = this.computed.filter((computed) => computed.gauge !== gauge);
    gauge.beforeRead = null;
  }
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
