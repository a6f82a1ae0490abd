import type { CounterHandle } from '../counter-handle.ts';
import { DEFAULT_METRICS } from '../default-metrics.ts';
import type { GaugeHandle } from '../gauge-handle.ts';
import { HistogramHandle } from '../histogram-handle.ts';
import { formatMetricId, type MetricId } from '../metric-id.ts';
import { describe, refusal } from '../metrics-error.ts';
import type { AnyHandle, MetricsRegistry } from '../metrics-registry.ts';
import type { RateHandle } from '../rate-handle.ts';
import { WorkerLane } from './worker-lane.ts';
import type { LaneColumn, LayoutMessage, MessageEndpoint, SampledState, UpdateMessage } from './worker-messages.ts';
import { messageOf } from './worker-messages.ts';

export interface ConnectWorkerOptions {
  /**
   * The value of the label `worker` of the worker's own series. Default: `worker-1` and so on, the first that no connected worker has: a
   * page that makes a worker for each job would otherwise have series without end.
   */
  name?: string;
  /** Whether rows may come by shared memory, which needs a page that is cross-origin isolated. Default true; without, they come by messages. */
  shared?: boolean;
  /** Called once, when the connection has ended. */
  onEnd?: () => void;
}

/** So many workers at a time can be connected to a registry. */
const MAX_WORKERS = 64;
/** A lock that is free so often, with so many ms between, was asked for by a worker that ended before it got it. */
const MAX_EARLY_LOCKS = 4;
const LOCK_RETRY_MS = 500;
const workers = new WeakMap<MetricsRegistry, Workers>();

/**
 * Adds the metrics of a worker, which has called `connectWorkerMetrics`, to a registry's, at each frame's end: counters, rates,
 * histograms and timers add up, of gauges the newest counts. Each is also there for itself, under the label `worker`; what probes
 * measure of the worker itself is there only so. What a worker has counted stays when it ends; its gauges go missing.
 *
 * @param worker the worker, or one end of a MessageChannel whose other end the worker has
 * @returns ends the connection
 * @throws MetricsError `invalid-operation` for no worker, and for more than 64 at a time
 */
export function connectWorker(
  registry: MetricsRegistry,
  worker: MessageEndpoint,
  options: ConnectWorkerOptions = {},
): () => void {
  const action = 'connect a worker';
  if (typeof worker?.postMessage !== 'function')
    throw refusal('invalid-operation', action, 'it', 'be a Worker or a MessagePort', worker);
  const known = workers.get(registry) ?? { count: 0, names: new Set(), gauges: new Map(), taken: new WeakMap() };
  workers.set(registry, known);
  if (known.count >= MAX_WORKERS)
    throw refusal('invalid-operation', action, 'connected workers', `be ${MAX_WORKERS} at most`, known.count + 1);
  known.count++;
  const { name = freeName(known.names), shared = true, onEnd } = options;
  const connection = new WorkerConnection(registry, worker, String(name), shared, known, () => {
    known.count--;
    if (options.name === undefined) known.names.delete(name);
    try {
      onEnd?.();
    } catch (error) {
      registry.warnOnce(onEnd, `What is to be told of a worker's end threw: ${describe(error)}`);
    }
  });
  return () => connection.end();
}

/** What there is of the workers of a registry. */
interface Workers {
  /** How many are connected. */
  count: number;
  /** The default names that connected ones have. */
  readonly names: Set<string>;
  readonly gauges: Map<AnyHandle, NewestGauge>;
  /** What was taken of each, connected or not: a worker goes on with the same totals when it is connected again. */
  readonly taken: WeakMap<MessageEndpoint, readonly (Column | null)[]>;
}

function freeName(names: Set<string>): string {
  let n = 1;
  while (names.has(`worker-${n}`)) n++;
  names.add(`worker-${n}`);
  return `worker-${n}`;
}

/** Which worker gave a gauge its value last, and what each has said. */
interface NewestGauge {
  by: WorkerConnection | null;
  readonly said: Map<WorkerConnection, number>;
}

/** A column of a worker's rows, and where its values go. */
interface Column {
  /** Of the worker's metric and the part. */
  readonly key: string;
  /** The page's metric; `own` where the worker's says nothing about the page. */
  readonly all: AnyHandle;
  readonly own: AnyHandle;
  readonly part: 'value' | 'count' | 'sum';
  /** What has been added already. */
  known: number;
  state: SampledState | null;
}

class WorkerConnection {
  readonly #registry: MetricsRegistry;
  readonly #port: MessageEndpoint;
  readonly #worker: MessageEndpoint;
  readonly #name: string;
  readonly #workers: Workers;
  readonly #onEnd: () => void;
  readonly #stopMerging: () => void;
  readonly #lockRequest = new AbortController();
  #lane: WorkerLane | null = null;
  #sequence = 0;
  #row = new Float64Array(0);
  #layout = -1;
  /** At first those of the connection before, of which only what was taken counts. */
  #columns: readonly (Column | null)[];
  #hasEnded = false;
  /** The worker has its lock. */
  #isLockHeld = false;

  constructor(
    registry: MetricsRegistry,
    worker: MessageEndpoint,
    name: string,
    shared: boolean,
    known: Workers,
    onEnd: () => void,
  ) {
    this.#registry = registry;
    this.#worker = worker;
    this.#name = name;
    this.#workers = known;
    this.#columns = known.taken.get(worker) ?? [];
    this.#onEnd = onEnd;
    this.#stopMerging = registry.onFrameEnd(() => this.#merge());
    // A worker gets a port of its own, so that its messages to the host stay the host's alone.
    const isPort = typeof MessagePort === 'function' && worker instanceof MessagePort;
    const channel = isPort ? null : new MessageChannel();
    this.#port = channel === null ? worker : (channel.port1 as unknown as MessageEndpoint);
    this.#port.addEventListener('message', this.#onMessage);
    this.#port.addEventListener('close', this.#onGone);
    this.#port.start?.();
    const port = channel?.port2 ?? null;
    worker.postMessage({ framescope: 'connect', shared, port }, port === null ? [] : [port]);
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#merge();
    this.#hasEnded = true;
    this.#stopMerging();
    this.#lockRequest.abort();
    this.#port.removeEventListener('message', this.#onMessage);
    this.#port.removeEventListener('close', this.#onGone);
    if (this.#port !== this.#worker) this.#port.close?.();
    for (const column of this.#columns) if (column !== null && 'set' in column.all) this.#forgetGauge(column);
    this.#workers.taken.set(this.#worker, this.#columns);
    this.#onEnd();
  }

  readonly #onGone = (): void => this.end();

  readonly #onMessage = (event: MessageEvent): void => {
    const message = messageOf(event);
    try {
      if (message?.framescope === 'alive') this.#awaitEnd(message.lock);
      if (message?.framescope === 'held') this.#isLockHeld = true;
      if (message?.framescope === 'layout') this.#takeLayout(message);
      if (message?.framescope === 'update') {
        this.#port.postMessage({ framescope: 'taken' }, []);
        this.#takeUpdate(message);
      }
    } catch (error) {
      const registry = this.#registry;
      const name = this.#name;
      registry.warnOnce(this, `Cannot add the metrics of worker ${describe(name)}: ${describe(error)}`);
    }
  };

  #takeLayout({ layout, columns, lane }: LayoutMessage): void {
    // What the old layout's last row says is not known by the new one.
    this.#merge();
    const known = new Map(this.#columns.flatMap((column) => (column ? [[column.key, column] as const] : [])));
    this.#layout = layout;
    this.#columns = columns.map((column) => column && this.#register(column, known));
    if (lane !== null && lane !== this.#lane?.buffer) {
      this.#lane = new WorkerLane(lane);
      this.#sequence = 0;
      this.#row = new Float64Array(this.#lane.capacity);
    } else if (lane === null) this.#lane = null;
  }

  /** Null when the page has another metric of this name. */
  #register({ descriptor, part }: LaneColumn, taken: ReadonlyMap<string, Column>): Column | null {
    // Frames of the worker are not the page's: what it has not said anew still holds.
    const { id, type, reset: _, ...options } = descriptor;
    const registry = this.#registry;
    const name = this.#name;
    try {
      const register = (labels: MetricId['labels']) =>
        registry.register(type, id.namespace, id.name, { ...options, labels });
      const all = isOfRealm(id) ? null : register(id.labels);
      const own = register({ ...id.labels, worker: name });
      const key = `${formatMetricId(id)} ${part}`;
      const { known = type === 'gauge' ? Number.NaN : 0, state = null } = taken.get(key) ?? {};
      return { key, all: all ?? own, own, part, known, state };
    } catch (error) {
      const topic = `${name} ${formatMetricId(id)}`;
      registry.warnOnce(topic, `Cannot add a metric of worker ${describe(name)}: ${describe(error)}`);
      return null;
    }
  }

  #takeUpdate({ layout, row, histograms }: UpdateMessage): void {
    if (layout !== this.#layout) return;
    if (row !== null) this.#addRow(row);
    for (const [column, state] of histograms) {
      const target = this.#columns[column];
      if (!target || !(target.all instanceof HistogramHandle)) continue;
      // One that counts fewer samples than before was removed and came back.
      const before = target.state !== null && state.count >= target.state.count ? target.state : null;
      addSamples(target.all, state, before);
      if (target.own !== target.all) addSamples(target.own as HistogramHandle, state, before);
      target.state = state;
    }
  }

  /** Hot: at each frame's end. */
  #merge(): void {
    const lane = this.#lane;
    if (lane === null) return;
    const { sequence } = lane;
    if (sequence === this.#sequence) return;
    if (lane.read(this.#row) !== this.#layout) return;
    this.#sequence = sequence;
    this.#addRow(this.#row);
  }

  #addRow(row: Float64Array): void {
    const columns = this.#columns;
    for (let k = 0; k < columns.length; k++) {
      const column = columns[k] as Column | null;
      const value = row[k] as number;
      // Counts and sums of histograms come with their buckets, so that the three always agree.
      if (column === null || column.part !== 'value' || Object.is(value, column.known)) continue;
      if ('set' in column.all) this.#setGauge(column, value);
      else {
        // A counter that fell was removed and came back, and counts from 0 again.
        const growth = value < column.known ? value : value - column.known;
        addCount(column.all, growth);
        if (column.own !== column.all) addCount(column.own, growth);
      }
      column.known = value;
    }
  }

  #setGauge({ all, own }: Column, value: number): void {
    write(own, value);
    write(all, value);
    const { gauges } = this.#workers;
    const newest = gauges.get(all) ?? { by: null, said: new Map() };
    gauges.set(all, newest);
    newest.by = this;
    newest.said.set(this, value);
  }

  /** A gauge of a worker that is gone is missing; where it was the newest, what another said last is. */
  #forgetGauge(column: Column): void {
    const { all, own } = column;
    const newest = this.#workers.gauges.get(all);
    if (!newest?.said.delete(this)) return;
    column.known = Number.NaN;
    write(own, Number.NaN);
    if (newest.by !== this) return;
    const [by, value] = [...newest.said].at(-1) ?? [null, Number.NaN];
    newest.by = by;
    write(all, value);
  }

  /** The lock of a worker is free when the worker is gone, or while its request is on its way. */
  #awaitEnd(lock: string, attempts = MAX_EARLY_LOCKS): void {
    const { locks } = (globalThis as { navigator?: Navigator }).navigator ?? {};
    const { signal } = this.#lockRequest;
    const onFree = () => {
      if (this.#isLockHeld || attempts === 0) this.end();
      else setTimeout(() => !signal.aborted && this.#awaitEnd(lock, attempts - 1), LOCK_RETRY_MS);
    };
    locks?.request(lock, { signal }, onFree).catch(() => undefined);
  }
}

/** What probes measure of the realm that they run in: over realms it neither adds up, nor is the newest that of all. */
function isOfRealm({ namespace, name, labels }: MetricId): boolean {
  if (namespace !== 'engine') return namespace === 'framescope';
  const isDefault = Object.values(DEFAULT_METRICS.metrics).some((metric) => metric.name === name);
  return isDefault || 'context' in labels || 'device' in labels;
}

function addCount(handle: AnyHandle, growth: number): void {
  if ('mark' in handle) (handle as RateHandle).mark(growth);
  else (handle as CounterHandle).increment(growth);
}

/** Adds what a worker's histogram has grown by; nothing where its buckets are not the same. */
function addSamples(handle: HistogramHandle, now: SampledState, before: SampledState | null): void {
  const { values, slot } = handle;
  if (!handle.isBound || !handle.histogram.grow(now, before)) return;
  (values[slot] as number) += now.count - (before?.count ?? 0);
  (values[slot + 1] as number) += now.sum - (before?.sum ?? 0);
}

function write(handle: AnyHandle, value: number): void {
  if (Number.isNaN(value)) (handle as GaugeHandle).clear();
  else (handle as GaugeHandle).set(value);
}
