import type { FrameStamp } from '../backend.ts';
import { callEvery } from '../call-every.ts';
import type { Cell } from '../cell.ts';
import type { CellPool } from '../cell-pool.ts';
import type { FrameColumn, FrameLayout } from '../frame-layout.ts';
import type { Histogram } from '../histogram.ts';
import { InMemoryBackend } from '../in-memory-backend.ts';
import type { MetricDescriptor } from '../metric-descriptor.ts';
import { MetricsRegistry, type MetricsRegistryOptions } from '../metrics-registry.ts';
import { WorkerLane } from './worker-lane.ts';
import { type ConnectMessage, type LaneColumn, type MessageEndpoint, messageOf } from './worker-messages.ts';

const DEFAULT_EVERY_MS = 50;
/** Columns of the first lane; a worker that needs more makes one of twice the size. */
const FIRST_CAPACITY = 256;
/** More columns than this come by messages. 1 MiB of shared memory. */
const MAX_CAPACITY = 65_536;

export interface WorkerMetricsOptions extends MetricsRegistryOptions {
  /**
   * How often a frame is ended, and what was counted shown to the page, in ms. Default 50. 0: only when a frame ends otherwise:
   * by `registry.tick()`, or by `createFramescope()` in a worker with animation frames.
   */
  everyMs?: number;
}

/**
 * The metrics of a worker: a registry whose values the page adds to its own, once it has called `connectWorker` for this worker.
 * What is counted before is not lost. In module workers and, by `await import('framescope/metrics')`, in classic ones.
 *
 * @param port the worker's global scope, or one end of a MessageChannel whose other end `connectWorker` gets
 */
export function connectWorkerMetrics(
  port: MessageEndpoint = globalThis as unknown as MessageEndpoint,
  { everyMs = DEFAULT_EVERY_MS, ...options }: WorkerMetricsOptions = {},
): MetricsRegistry {
  const backend = new LaneBackend();
  const registry = new MetricsRegistry(backend, options);
  const publisher = new WorkerPublisher(backend);
  backend.publisher = publisher;
  const onMessage = (event: MessageEvent) => {
    const message = messageOf(event);
    if (message?.framescope === 'taken') publisher.taken();
    if (message?.framescope !== 'connect') return;
    // The worker's own listeners have no use for it.
    event.stopImmediatePropagation();
    const talk = message.port ?? port;
    if (talk !== port) {
      talk.addEventListener('message', onMessage);
      talk.start?.();
    }
    publisher.connect(talk, message);
  };
  port.addEventListener('message', onMessage);
  port.start?.();
  if (everyMs > 0) callEvery(everyMs, () => registry.tick());
  return registry;
}

/** A worker's history is the page's business: every metric is in the rows. */
class LaneBackend extends InMemoryBackend {
  publisher: WorkerPublisher | null = null;

  override endFrame(frame: FrameStamp): void {
    this.publisher?.commit();
    super.endFrame(frame);
  }

  /** Shows the page what was counted since the last frame. */
  override flush(): Promise<void> {
    this.publisher?.commit();
    return super.flush();
  }

  override setLate(cell: Cell, frame: number, value: number): void {
    super.setLate(cell, frame, value);
    this.publisher?.late(cell, value);
  }

  protected override poolOf(descriptor: MetricDescriptor): CellPool {
    return super.poolOf({ ...descriptor, history: 'frame' });
  }
}

/** A histogram of a worker, with the count that the page knows. */
interface SampledColumn {
  readonly column: number;
  readonly cell: Cell;
  /** Another one when the metric was removed and is back, though its handle is the same. */
  readonly histogram: Histogram;
  known: number;
}

/** Shows each ended frame of a worker to the page. */
class WorkerPublisher {
  readonly #backend: LaneBackend;
  #port: MessageEndpoint | null = null;
  #isShared = false;
  #lane: WorkerLane | null = null;
  #layout: FrameLayout | null = null;
  #layoutId = 0;
  #row = new Float64Array(0);
  /** What came since the last row for frames that had ended, by column. */
  readonly #late = new Map<number, number>();
  /** An update is on its way: the next goes when it was taken, so that a page that is busy is not flooded. */
  #isWaiting = false;
  /** There is something that the last update does not have. */
  #isStale = false;
  #histograms: SampledColumn[] = [];

  constructor(backend: LaneBackend) {
    this.#backend = backend;
  }

  /** The page hears of it with the next row, unless that has a newer value. */
  late({ column }: Cell, value: number): void {
    if (this.#port !== null) this.#late.set(column, value);
  }

  connect(port: MessageEndpoint, { shared }: ConnectMessage): void {
    this.#port = port;
    this.#isShared = shared && globalThis.crossOriginIsolated !== false && typeof SharedArrayBuffer === 'function';
    holdLock((framescope, lock) => port.postMessage({ framescope, lock }, []));
    this.#lane = null;
    this.#layout = null;
    // What was on its way may never have come.
    this.#histograms = [];
    this.#isWaiting = false;
    this.commit();
  }

  commit(): void {
    const port = this.#port;
    const backend = this.#backend;
    if (port === null) return;
    const { rows } = backend;
    if (rows.layout !== this.#layout) this.#announce(port, rows.layout);
    rows.copyRow(this.#row, 0);
    for (const [column, value] of this.#late) if (Number.isNaN(this.#row[column])) this.#row[column] = value;
    this.#late.clear();
    this.#lane?.publish(this.#row, this.#layoutId);
    this.#isStale = true;
    if (!this.#isWaiting) this.#send(port);
  }

  taken(): void {
    this.#isWaiting = false;
    if (this.#isStale && this.#port !== null) this.#send(this.#port);
  }

  #announce(port: MessageEndpoint, layout: FrameLayout): void {
    const width = layout.columns.length;
    this.#layout = layout;
    this.#layoutId++;
    if (this.#isShared && (this.#lane === null || this.#lane.capacity < width)) {
      const capacity = Math.max(FIRST_CAPACITY, 2 ** Math.ceil(Math.log2(Math.max(1, width))));
      this.#lane = capacity <= MAX_CAPACITY ? WorkerLane.ofCapacity(capacity) : null;
    }
    this.#row = new Float64Array(width);
    const known = new Map(this.#histograms.map((sampled) => [sampled.histogram, sampled.known]));
    this.#histograms = this.#backend.cells().flatMap((cell) => {
      const { column, histogram } = cell;
      return histogram ? [{ column, cell, histogram, known: known.get(histogram) ?? 0 }] : [];
    });
    const columns = layout.columns.map((column) => column && laneColumnOf(column));
    const lane = this.#lane?.buffer ?? null;
    port.postMessage({ framescope: 'layout', layout: this.#layoutId, columns, lane }, []);
  }

  /** Sends what the lane does not carry, when there is something new of it. */
  #send(port: MessageEndpoint): void {
    this.#isStale = false;
    const changed = this.#histograms.filter(({ cell, known }) => cell.values[cell.slot] !== known);
    if (this.#lane !== null && changed.length === 0) return;
    const histograms = changed.map((sampled) => {
      const { cell, column, histogram } = sampled;
      sampled.known = cell.values[cell.slot] as number;
      const [count, sum] = [cell.values[cell.slot], cell.values[cell.slot + 1]];
      return [column, { ...histogram.state(), count, sum }] as const;
    });
    const row = this.#lane === null ? this.#row.slice() : null;
    this.#isWaiting = true;
    port.postMessage({ framescope: 'update', layout: this.#layoutId, row, histograms }, row ? [row.buffer] : []);
  }
}

/**
 * Takes a lock that the browser takes back when the worker ends: nothing else tells the page of a worker that was terminated. That may
 * be before the lock is granted, so the page hears of it when it is asked for, too.
 */
function holdLock(tell: (state: 'alive' | 'held', lock: string) => void): void {
  const { locks } = (globalThis as { navigator?: Navigator }).navigator ?? {};
  if (locks === undefined) return;
  const name = `framescope-worker-${crypto.randomUUID()}`;
  const held = () => {
    tell('held', name);
    return new Promise(() => undefined);
  };
  // Where locks are refused, a worker that was terminated is connected until the host ends the connection.
  locks.request(name, held).catch(() => undefined);
  tell('alive', name);
}

function laneColumnOf({ key, descriptor }: FrameColumn): LaneColumn {
  const isSampled = descriptor.type === 'histogram' || descriptor.type === 'timer';
  return { descriptor, part: !isSampled ? 'value' : key.endsWith('#count') ? 'count' : 'sum' };
}
