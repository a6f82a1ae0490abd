import type { FrameHistory } from '../frames/index.ts';
import type { FrameBlock, FrameSink, MetricsBackend } from '../metrics/index.ts';
import { askEnvironment } from './ask-environment.ts';
import { bareEnvironment } from './bare-environment.ts';
import { BlockWriter } from './block-writer.ts';
import { createSessionId } from './create-session-id.ts';
import { EventWriter } from './event-writer.ts';
import { onPageHide } from './on-page-hide.ts';
import { requireRetention } from './retention.ts';
import { MAX_NOTE_LENGTH } from './session-changes.ts';
import { invalidArgument, type SessionError } from './session-error.ts';
import { SessionHistograms } from './session-histograms.ts';
import { holdSession } from './session-lock.ts';
import type { SessionRecord } from './session-record.ts';
import { histogramsRecord } from './session-records.ts';
import type { SessionStore } from './session-store.ts';
import type { SessionEnvironment, SessionStartOptions, SessionSummary } from './session-types.ts';
import { createTurns } from './turns.ts';

export interface SessionRecorderOptions extends SessionStartOptions {
  readonly backend: MetricsBackend;
  readonly store: SessionStore;
  /** The history whose events and open blocks are written; null: only sealed blocks are. */
  history(): FrameHistory | null;
  /** What the host knows better than the realm does. */
  environment(): Partial<SessionEnvironment>;
  /** Ms of the frames' clock. */
  now(): number;
  /** Runs work off the frames' path; absent: a flush follows each sealed block. */
  readonly every?: (everyMs: number, run: () => void) => () => void;
}

/** What a crash may cost at most, in ms. */
const FLUSH_MS = 500;

/**
 * Writes the frames that end from now on as a session: the one way into the store. It is a sink, so that sealed blocks come
 * by themselves; the open one is taken from the history at each flush and when the page hides.
 */
export class SessionRecorder implements FrameSink {
  readonly id: string;
  readonly startFrame: number;
  readonly startMs: number;
  readonly timeOriginMs = performance.timeOrigin;
  readonly #options: SessionRecorderOptions;
  readonly #blocks: BlockWriter;
  readonly #events: EventWriter;
  readonly #baseline: SessionHistograms;
  readonly #stops: readonly (() => void)[];
  #identity: Pick<SessionSummary, 'id' | 'name' | 'tags' | 'note' | 'startedAt' | 'pinned'>;
  #knownEnvironment: SessionEnvironment;
  #endMs = Number.POSITIVE_INFINITY;
  /** The store's connection that the layouts were written through. */
  #connections: number;
  #lock: Promise<() => void> | null = null;
  #flushing: Promise<void> | null = null;
  #closing: Promise<void> | null = null;
  #compacting: Promise<void> | null = null;
  readonly #turn = createTurns();
  /** Goes on with compacting where frames no longer come. */
  #resume: (() => void) | null = null;

  /** @throws MetricsError `invalid-config` for a retention that is none */
  constructor(options: SessionRecorderOptions) {
    requireRetention(options.retention);
    const { backend, store, tags = [], note = '' } = options;
    // A text has no items to map, and those of anything else are not meant.
    if (!Array.isArray(tags)) throw invalidArgument('start a session', 'tags', 'be an array of texts', tags);
    if (typeof note !== 'string' || note.length > MAX_NOTE_LENGTH)
      throw invalidArgument('start a session', 'note', `be a text of at most ${MAX_NOTE_LENGTH} characters`, note);
    this.#options = options;
    this.startMs = options.now();
    this.startFrame = backend.recorder?.nextFrame ?? 0;
    const startedAt = Math.round(this.timeOriginMs + this.startMs);
    this.id = createSessionId(startedAt);
    const { name = defaultName(startedAt) } = options;
    this.#identity = { id: this.id, name: String(name), tags: tags.map(String), note, startedAt, pinned: false };
    this.#blocks = new BlockWriter(this.id, this.startFrame);
    this.#events = new EventWriter(this.id, this.startMs);
    this.#baseline = new SessionHistograms(backend);
    this.#knownEnvironment = askEnvironment(options.environment, bareEnvironment());
    this.#connections = store.connections;
    const stopSaving = onPageHide((isEnding) => this.#unasked(this.#write(isEnding ? 'complete' : 'recording')));
    const stopFlushing = options.every?.(FLUSH_MS, () => this.#unasked(this.#flushOnce()));
    this.#stops = [stopSaving, stopFlushing ?? (() => undefined)];
    backend.sinks.add(this);
  }

  /** As of the last flush. */
  get summary(): SessionSummary {
    const state = this.#closing === null ? 'recording' : 'complete';
    return { ...this.#identity, ...this.#blocks.figures, state };
  }

  /** Begin of the session's first frame; NaN before the first flush that has one. */
  get firstMs(): number {
    return this.#blocks.firstMs;
  }

  get environment(): SessionEnvironment {
    // The refresh period is measured while frames run, and a session without it has no dropped frames.
    if (this.#knownEnvironment.refreshMs === null && this.#closing === null)
      this.#knownEnvironment = askEnvironment(this.#options.environment, this.#knownEnvironment);
    return this.#knownEnvironment;
  }

  get histograms() {
    return this.#baseline.read();
  }

  onLayout(): void {
    // A block brings its layout.
  }

  onBlock(block: FrameBlock): void {
    this.#blocks.add(block);
    if (this.#options.every === undefined) this.#unasked(this.#flushOnce());
  }

  /** Changes what the session is called and the like; written with the next flush. */
  change(identity: Partial<Pick<SessionSummary, 'name' | 'tags' | 'note' | 'pinned'>>): void {
    this.#identity = { ...this.#identity, ...identity };
  }

  /** Writes what is there now, behind a write that is running. */
  async flush(): Promise<void> {
    await this.#flushing;
    await (this.#closing ?? this.#flushOnce());
  }

  /** Ends the session with the frame that ended last, and writes it. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  /** Writes what is new, unless a write is running: a slow disk is not asked for ever more. */
  #flushOnce(): Promise<void> {
    this.#flushing ??= this.#writeNow().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  async #writeNow(): Promise<void> {
    const { store, retention } = this.#options;
    const isFirst = this.#lock === null;
    this.#lock ??= holdSession(this.id);
    await this.#lock;
    if (this.#closing === null) await this.#write('recording');
    if (isFirst) await store.retain(retention);
    this.#compacting ??= this.#compact().finally(() => {
      this.#compacting = null;
    });
  }

  /** Puts chunks in the place of raw blocks, as far as they are due, or all that are left when the session ends. */
  async #compact(): Promise<void> {
    const { store } = this.#options;
    try {
      while (this.#blocks.isChunkDue) await store.write(await this.#blocks.compact(() => this.#pause()));
    } catch (error) {
      store.warn('compact', `Cannot compress session "${this.id}", which stays as it is: ${String(error)}`);
    }
  }

  /** Until the next frame is over, or a few ms have passed where nobody tells of frames. */
  #pause(): Promise<void> {
    const { every } = this.#options;
    if (every === undefined || this.#closing !== null) return this.#turn();
    return new Promise((resolve) => {
      const stop = every(0, () => this.#resume?.());
      this.#resume = () => {
        this.#resume = null;
        stop();
        resolve();
      };
    });
  }

  async #end(): Promise<void> {
    const { backend, store, retention, now } = this.#options;
    this.#endMs = now();
    this.#blocks.end(backend.recorder?.nextFrame ?? Number.POSITIVE_INFINITY);
    backend.sinks.delete(this);
    for (const stop of this.#stops) stop();
    this.#knownEnvironment = askEnvironment(this.#options.environment, this.#knownEnvironment);
    // Now, for the history goes on; the database takes it behind the write that may be running.
    await Promise.all([this.#write('complete'), this.#flushing]);
    const { bytes } = this.summary;
    this.#resume?.();
    await this.#compacting;
    await this.#compact();
    if (this.summary.bytes !== bytes) await this.#settleBytes();
    (await this.#lock)?.();
    await store.retain(retention);
  }

  /** Not a whole meta record: since the session is complete, another page may have renamed it, or removed it. */
  async #settleBytes(): Promise<void> {
    const { id, summary } = this;
    const { store } = this.#options;
    try {
      await store.update(id, (meta) => ({ ...meta, summary: { ...meta.summary, bytes: summary.bytes } }));
    } catch (error) {
      // Chunks that came after it was removed go, too. A database that fails keeps the figure of before, and all frames.
      if ((error as SessionError).code === 'not-found') await store.remove(id).catch(() => undefined);
    }
  }

  /** In the caller's task as far as the database's puts, because a page that goes away has no other. */
  async #write(state: SessionSummary['state']): Promise<void> {
    await this.#options.store.write(this.#records(state));
  }

  /** Work that nobody waits for must not fail in the host's face: a custom backend may throw. */
  #unasked(work: Promise<void>): void {
    work.catch((error) => this.#options.store.warn('write', `Cannot write session "${this.id}": ${String(error)}`));
  }

  /** Everything that is not in the store yet, as one transaction's worth. */
  #records(state: SessionSummary['state']): SessionRecord[] {
    const { id, histograms } = this;
    const { store } = this.#options;
    const history = this.#options.history();
    const records = this.#blocks.take((from) => history?.openBlocks(from) ?? []);
    if (this.#connections > 0 && store.connections !== this.#connections) records.push(...this.#blocks.layouts());
    this.#connections = store.connections;
    records.push(...this.#events.take(history?.events ?? [], this.#endMs));
    if (this.#events.isFull)
      store.warn(`events ${id}`, `Session "${id}" has too many marks and sections: later ones are left out`);
    records.push([[id, 'histograms'], histogramsRecord(histograms)]);
    records.push(this.#meta(state));
    return records;
  }

  #meta(state: SessionSummary['state']): SessionRecord {
    const { id, timeOriginMs, environment } = this;
    return [[id, 'meta'], { summary: { ...this.summary, state }, environment, timeOriginMs, savedAt: Date.now() }];
  }
}

/** The page's title and its local time, as `Boss level 2026-11-23 11:15:46`. Intl would take tens of ms, to load a locale. */
function defaultName(startedAt: number): string {
  const title = typeof document === 'undefined' ? '' : document.title;
  const localMs = startedAt - new Date(startedAt).getTimezoneOffset() * 60_000;
  return `${title || 'Session'} ${new Date(localMs).toISOString().slice(0, 19).replace('T', ' ')}`;
}
