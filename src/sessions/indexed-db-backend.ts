import { FrameHistory } from '../frames/index.ts';
import {
  type Cell,
  type FrameRecorder,
  type FrameSink,
  type FrameStamp,
  InMemoryBackend,
  type MetricDescriptor,
  type MetricsBackend,
  type MetricsRegistry,
  type MetricValue,
  type RowSource,
} from '../metrics/index.ts';
import type { SessionDatabaseOptions } from './session-database.ts';
import { SessionRecorder } from './session-recorder.ts';
import { SessionStore } from './session-store.ts';
import type { SessionEnvironment, SessionStartOptions, SessionSummary } from './session-types.ts';

export interface IndexedDbBackendOptions extends SessionStartOptions, SessionDatabaseOptions {
  /** Where the values live. Default: an `InMemoryBackend` of its own. */
  over?: MetricsBackend;
  /** What the host knows better than the realm does. Default: nothing. */
  environment?: () => Partial<SessionEnvironment>;
  /** Where the one warning of a store that fails goes. Default: `console.warn`. */
  warn?: (message: string) => void;
}

/**
 * A backend that writes its frames to IndexedDB as a session, from its construction to `close()`. Values live in the backend
 * below, which several such backends may share: each adds a sink to it. Sealed blocks are written as they come, the open one
 * with `flush()` and when the page hides. IndexedDB that fails is never the caller's problem: frames stay in memory.
 */
export class IndexedDbBackend implements MetricsBackend {
  readonly #over: MetricsBackend;
  readonly #recording: SessionRecorder;
  readonly #ownsOver: boolean;
  readonly #store: SessionStore;

  constructor(options: IndexedDbBackendOptions = {}) {
    const { over = new InMemoryBackend(), environment = () => ({}) } = options;
    const { warn = (message: string) => console.warn(`[framescope] ${message}`) } = options;
    this.#over = over;
    this.#ownsOver = options.over === undefined;
    this.#store = new SessionStore({ ...options, warn });
    this.#recording = new SessionRecorder({
      ...options,
      backend: over,
      store: this.#store,
      history: () => (over.recorder instanceof FrameHistory ? over.recorder : null),
      environment,
      now: () => performance.now(),
    });
  }

  /** The session that is written, as of the last flush. */
  get session(): SessionSummary {
    return this.#recording.summary;
  }

  get recorder(): FrameRecorder | null {
    return this.#over.recorder;
  }

  set recorder(recorder: FrameRecorder | null) {
    this.#over.recorder = recorder;
  }

  get sinks(): Set<FrameSink> {
    return this.#over.sinks;
  }

  get rows(): RowSource {
    return this.#over.rows;
  }

  attach(registry: MetricsRegistry): void {
    this.#over.attach?.(registry);
  }

  allocate(descriptor: MetricDescriptor): Cell {
    return this.#over.allocate(descriptor);
  }

  release(cell: Cell): void {
    this.#over.release(cell);
  }

  describe(): readonly MetricDescriptor[] {
    return this.#over.describe();
  }

  cells(): Iterable<Cell> {
    return this.#over.cells();
  }

  read(cell: Cell): MetricValue {
    return this.#over.read(cell);
  }

  endFrame(frame: FrameStamp): void {
    this.#over.endFrame(frame);
  }

  setLate(cell: Cell, frame: number, value: number): void {
    this.#over.setLate(cell, frame, value);
  }

  /** Flushes every sink of the backend below, this session's among them. */
  flush(): Promise<void> {
    return this.#over.flush();
  }

  /** Ends the session. A backend that was given lives on, with the other sinks that share it. */
  async close(): Promise<void> {
    await this.#recording.close();
    this.#store.release();
    if (this.#ownsOver) await this.#over.close();
  }
}
