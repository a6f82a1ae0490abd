import type { FrameHistory } from '../frames/index.ts';
import type { EngineMetrics } from '../metrics/index.ts';
import type { SessionComparison, SessionComparisonOptions } from './compare-sessions.ts';
import type { SessionExportOptions, SessionFileOptions } from './file-options.ts';
import type { SessionChanges } from './session-changes.ts';
import type { SessionError } from './session-error.ts';
import type {
  Session,
  SessionEnvironment,
  SessionRetention,
  SessionStartOptions,
  SessionSummary,
} from './session-types.ts';

/** What sessions need of the page's scope. */
export interface SessionsOptions {
  readonly metrics: EngineMetrics;
  readonly frames: FrameHistory;
  /** What the scope knows and the realm does not. Asked when a session starts, while its refresh period is not known, and when it ends. */
  environment(): Partial<SessionEnvironment>;
  /** Runs work after frames, off their path: see `FrameTasks.every`. */
  every(everyMs: number, run: () => void): () => void;
  readonly retention?: SessionRetention | undefined;
}

/** The sessions of the page: `scope.sessions`. */
export interface Sessions {
  /** The session that is being recorded; null when none is. */
  readonly current: Session | null;
  /** Why sessions are kept in memory only, until the page closes; null while they reach the store, or nothing was asked of it. */
  readonly problem: SessionError | null;
  /**
   * Begins a recording, with the next frame; one that runs ends. Without a store it records in memory.
   *
   * @throws SessionError `invalid` for wrong options, then a recording that runs goes on
   * @throws MetricsError `invalid-operation` after `destroy()`, `invalid-config` for a retention that is no limits
   */
  start(options?: SessionStartOptions): Promise<Session>;
  /** Ends the recording; null when there was none. */
  stop(): Promise<SessionSummary | null>;
  list(): Promise<SessionSummary[]>;
  open(id: string): Promise<Session>;
  remove(id: string): Promise<void>;
  /**
   * Changes name, tags or note of a session, or whether it is pinned: the one that is being recorded, too.
   *
   * @throws SessionError `invalid` for changes that cannot be meant, `blocked` for a session that another page records, `not-found`
   */
  update(id: string, changes: SessionChanges): Promise<void>;
  /**
   * A session as a file: its snapshot, or another format. Default: the current session, else the newest.
   *
   * @throws SessionError `invalid` for a format or part that is not known; or the signal's reason
   */
  export(id?: string, options?: SessionExportOptions): Promise<Blob>;
  /**
   * Stores the session of a snapshot or of our CSV, gzip or not. All of the file is checked before anything is stored.
   *
   * @throws SessionError `corrupt` for a broken file, `version` for one of a newer version; or the signal's reason, and then nothing
   * is stored
   */
  import(file: Blob | string, options?: SessionFileOptions): Promise<Session>;
  /**
   * Compares stored sessions by their ids, as `compareSessions` does: one or more on each side.
   *
   * @throws SessionError `not-found` for a session that is not there, `invalid` as `compareSessions`
   */
  compare(
    baseIds: readonly string[],
    headIds: readonly string[],
    options?: SessionComparisonOptions,
  ): Promise<SessionComparison>;
  /** Sessions of pages that died while recording, now complete as far as they were written. */
  recover(): Promise<SessionSummary[]>;
  /** Called whenever the list, the current session or `problem` changes. */
  subscribe(listener: () => void): () => void;
  /** Ends the recording, and every later `start()` rejects. What is stored can still be read. */
  destroy(): Promise<void>;
}

/** What `createSessions` gives: the sessions of the page, and what only a list of them needs. */
export interface SessionLibrary extends Sessions {
  /** Stores a session that lies in memory only, such as a snapshot's. */
  add(session: Session): Promise<Session>;
}
