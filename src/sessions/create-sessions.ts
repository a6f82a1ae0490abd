import { refusal } from '../metrics/metrics-error.ts';
import { createSessionId } from './create-session-id.ts';
import type { SessionFileOptions } from './file-options.ts';
import { inSlices } from './in-slices.ts';
import { LiveSession } from './live-session.ts';
import { requireRetention } from './retention.ts';
import { checkChanges } from './session-changes.ts';
import { invalidArgument, SessionError } from './session-error.ts';
import { holdSession, tryHoldSession } from './session-lock.ts';
import { SessionRecorder } from './session-recorder.ts';
import { SessionStore } from './session-store.ts';
import type { SessionStartOptions, SessionSummary } from './session-types.ts';
import type { SessionLibrary, SessionsOptions } from './sessions.ts';
import type { StoredSession } from './stored-session.ts';

/** What files need is loaded with the first of them: recording does without it. */
const snapshotFiles = () => import('./snapshot-files.ts');
const comparisons = () => import('./session-comparisons.ts');

interface Recording {
  readonly recorder: SessionRecorder;
  readonly session: LiveSession;
}

/**
 * The sessions of a page. Nothing is read or written before it is asked for, and nothing is recorded before `start()`.
 * Whatever happens to the store, recording goes on.
 *
 * @throws MetricsError `invalid-config` for a retention that is none
 */
export function createSessions(options: SessionsOptions): SessionLibrary {
  requireRetention(options.retention);
  const { frames, every } = options;
  const { registry } = options.metrics;
  const listeners = new Set<() => void>();
  let recording: Recording | null = null;
  /** The recordings that were stopped and are still being compressed, by their ids. */
  const ending = new Map<string, Promise<void>>();
  let isDestroyed = false;
  /** Settles with the import that came last. */
  let importing: Promise<unknown> = Promise.resolve();

  const notify = () => {
    for (const listener of [...listeners]) {
      try {
        listener();
      } catch (error) {
        registry.warnOnce('session listener', `A listener of the sessions threw: ${String(error)}`);
      }
    }
  };
  const store = new SessionStore({
    warn: (message) => registry.warnOnce(message, message),
    onProblem: () => notify(),
  });
  /** What the caller is told only once the work is done, and the listeners too. */
  const notifying = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      notify();
    }
  };

  /** For the caller's progress, which may throw like a listener. */
  const guarded = <T extends SessionFileOptions>(fileOptions: T): T => {
    const { onProgress } = fileOptions;
    if (onProgress === undefined) return fileOptions;
    const tell = (done: number) => {
      try {
        onProgress(done);
      } catch (error) {
        registry.warnOnce('session progress', `The progress of a session’s file threw: ${String(error)}`);
      }
    };
    return { ...fileOptions, onProgress: tell };
  };

  const end = async ({ recorder, session }: Recording): Promise<SessionSummary> => {
    recording = null;
    session.frames.end(frames.nextFrame, registry.now());
    const closing = recorder.close();
    ending.set(recorder.id, closing);
    try {
      await notifying(closing);
    } finally {
      ending.delete(recorder.id);
    }
    return session.summary;
  };

  const start = async (startOptions: SessionStartOptions = {}) => {
    // Nobody would ever end it: React's strict mode destroys a scope while the code of its session is still loading.
    if (isDestroyed) throw refusal('invalid-operation', 'start a session', 'the scope', 'be there', 'destroyed');
    const before = recording;
    const recorder = new SessionRecorder({
      ...(options.retention && { retention: options.retention }),
      ...startOptions,
      backend: registry.backend,
      store,
      history: () => frames,
      environment: options.environment,
      now: registry.now,
      every,
    });
    const session = new LiveSession(recorder, frames);
    const ended = before && end(before);
    recording = { recorder, session };
    await ended;
    await notifying(recorder.flush());
    return session;
  };

  const list = async (): Promise<SessionSummary[]> => {
    const summaries = (await store.list()).map(({ summary }) => summary);
    const current = recording?.session.summary;
    return current === undefined ? summaries : [current, ...summaries.filter(({ id }) => id !== current.id)];
  };

  /** Waits for the end of a recording of this page, whose chunks would be written behind its removal. */
  const requireNotLive = async (id: string): Promise<void> => {
    await ending.get(id)?.catch(() => undefined);
    const summary = (await list()).find((candidate) => candidate.id === id);
    if (summary?.state !== 'recording') return;
    throw new SessionError(
      'blocked',
      `Cannot change session "${id}": its state must be "complete", current value is "recording"`,
    );
  };

  /** As it stands now, when it is being recorded. */
  const open = async (id: string): Promise<StoredSession> => {
    requireId(id);
    if (recording?.recorder.id === id) await recording.recorder.flush();
    return store.open(id);
  };

  /** Stores a session under its own id, or under another where that is taken: by a session, or by a page that writes one. */
  const add = async (parsed: StoredSession, signal?: AbortSignal): Promise<StoredSession> => {
    signal?.throwIfAborted();
    let { id, state } = parsed.summary;
    let release = await tryHoldSession(id);
    if (release === null || recording?.recorder.id === id || (await store.has(id))) {
      release?.();
      id = createSessionId(Date.now());
      release = await holdSession(id);
    }
    if (state === 'recording') state = 'complete';
    try {
      const session = await store.add(parsed.as({ id, state }));
      if (signal?.aborted) await store.remove(id);
      signal?.throwIfAborted();
      return session;
    } finally {
      release();
    }
  };

  return {
    get current() {
      return recording?.session ?? null;
    },
    get problem() {
      return store.problem;
    },
    start,
    stop: async () => recording && end(recording),
    list,
    open,
    async remove(id) {
      requireId(id);
      if (recording?.recorder.id === id) await end(recording);
      await requireNotLive(id);
      await notifying(store.remove(id));
    },
    async update(id, changes) {
      requireId(id);
      const identity = checkChanges(id, changes);
      // Meta records of a session that this page records are its recorder's; those that another page records are that page's.
      if (recording?.recorder.id === id) {
        recording.recorder.change(identity);
        await notifying(recording.recorder.flush());
        return;
      }
      await requireNotLive(id);
      await notifying(store.update(id, (meta) => ({ ...meta, summary: { ...meta.summary, ...identity } })));
    },
    async export(id, exportOptions = {}) {
      const wanted = id ?? (await list())[0]?.id;
      if (wanted === undefined) throw new SessionError('not-found', 'Cannot export a session: there must be one');
      const session = await open(wanted);
      return (await snapshotFiles()).exportSession(session, guarded(exportOptions));
    },
    import(file, importOptions = {}) {
      const before = importing;
      const read = async () => {
        const { importSession } = await snapshotFiles();
        const parsed = await importSession(file, guarded(importOptions));
        // One after the other: two files of one id would both find it free, and their blocks would become one session.
        await before;
        return add(parsed, importOptions.signal);
      };
      const work = read();
      importing = work.catch(() => undefined);
      return notifying(work);
    },
    add: (session) => notifying(add(session as StoredSession)),
    async compare(baseIds, headIds, compareOptions) {
      const { compareFigures, sessionFigureSteps } = await comparisons();
      // One after the other, because each is whole in memory while it is read.
      const readAll = async (side: string, ids: readonly string[]) => {
        if (!Array.isArray(ids)) throw invalidArgument('compare the sessions', side, 'be an array of ids', ids);
        const figures = [];
        for (const id of ids) figures.push(await inSlices(sessionFigureSteps(await open(id))));
        return figures;
      };
      return compareFigures(await readAll('baseIds', baseIds), await readAll('headIds', headIds), compareOptions);
    },
    recover: () => notifying(store.recover()),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async destroy() {
      isDestroyed = true;
      if (recording) await end(recording);
      store.release();
      listeners.clear();
    },
  };
}

/** A list that is empty, or a summary of `stop()` that is null, gives `undefined` where an id belongs. */
function requireId(id: unknown): void {
  if (typeof id !== 'string') throw invalidArgument('find the session', 'id', 'be one of the list', id);
}
