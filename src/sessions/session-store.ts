import { type ChunkRecord, framesSizeBytes } from './chunk-record.ts';
import { MemoryRecords } from './memory-records.ts';
import { type StoredSummary, sessionsToDrop } from './retention.ts';
import { SessionDatabase, type SessionDatabaseOptions } from './session-database.ts';
import { SessionError } from './session-error.ts';
import { liveSessions } from './session-lock.ts';
import { type MetaRecord, type SessionRecord, summaryOf } from './session-record.ts';
import { sessionOfRecords, sessionRecords } from './session-records.ts';
import type { SessionRetention, SessionSummary } from './session-types.ts';
import type { StoredSession } from './stored-session.ts';
import { createTurns } from './turns.ts';

/** How long the database is left alone after it failed. One of a newer version is, for good. */
const RETRY_MS = 5000;
/** Deleted records free their room with a delay: dropping one session after the other at once would drop all of them in vain. */
const QUOTA_RETRY_MS = 30_000;
/** Bytes of one transaction where there is a choice: it takes the main thread about 2 ms. */
const BATCH_BYTES = 512 * 1024;

export interface SessionStoreOptions extends SessionDatabaseOptions {
  /** Told once about each kind of failure. */
  warn(message: string): void;
  /** Told when `problem` comes or goes. */
  onProblem?: () => void;
}

/**
 * Where sessions are kept: the database, and memory for what it does not take. Readers see both as one.
 *
 *     write ──► database ──fails──► memory ──every few seconds, oldest first──► database
 */
export class SessionStore {
  readonly #database: SessionDatabase;
  readonly #memory = new MemoryRecords();
  readonly #options: SessionStoreOptions;
  #problem: SessionError | null = null;
  /** Writes that are under way, in their order. */
  readonly #underWay: (readonly SessionRecord[])[] = [];
  readonly #warned = new Set<string>();
  #retryAtMs = Number.NEGATIVE_INFINITY;
  #dropAtMs = Number.NEGATIVE_INFINITY;
  #draining: Promise<void> | null = null;

  constructor(options: SessionStoreOptions) {
    this.#database = new SessionDatabase(options);
    this.#options = options;
  }

  /** Why sessions are in memory only; null while they reach the database. */
  get problem(): SessionError | null {
    return this.#problem;
  }

  #setProblem(problem: SessionError | null): void {
    const isNews = problem?.code !== this.#problem?.code;
    this.#problem = problem;
    if (isNews) this.#options.onProblem?.();
  }

  /** Grows when records that were written before may be gone. */
  get connections(): number {
    return this.#database.connections;
  }

  /** Lets go of the database, which every later call opens for itself alone. */
  release(): void {
    this.#database.release();
  }

  /** Writes records in one transaction. Never rejects: what the database does not take is kept in memory. */
  async write(records: readonly SessionRecord[]): Promise<void> {
    if (!this.#memory.isEmpty || this.#isResting) this.#memory.add(records);
    else {
      this.#underWay.push(records);
      try {
        await this.#database.write(records);
        this.#setProblem(null);
        return;
      } catch (error) {
        // What a later write brings is newer, and may be stored already when this one is given up.
        const later = this.#underWay.slice(this.#underWay.indexOf(records) + 1).flatMap((each) => each.map(keyOf));
        this.#memory.add(records.filter((record) => !later.includes(keyOf(record))));
        await this.#fail(error as SessionError);
      } finally {
        this.#underWay.splice(this.#underWay.indexOf(records), 1);
      }
    }
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = null;
    });
    return this.#draining;
  }

  /** Warns once about each topic. */
  warn(topic: string, message: string): void {
    if (!this.#warned.has(topic)) this.#options.warn(message);
    this.#warned.add(topic);
  }

  /** Writes a whole session, a part at a time; what it gives is the session as it is stored. */
  async add(session: StoredSession): Promise<StoredSession> {
    let batch: SessionRecord[] = [];
    let bytes = 0;
    let total = 0;
    for await (const record of sessionRecords(session, Date.now(), createTurns())) {
      batch.push(record);
      const size = record[0][1] === 'chunk' ? framesSizeBytes(record[1] as ChunkRecord) : 0;
      bytes += size;
      total += size;
      if (bytes < BATCH_BYTES) continue;
      await this.write(batch);
      batch = [];
      bytes = 0;
    }
    await this.write(batch);
    return session.as({ bytes: total });
  }

  /** @throws SessionError `not-found`, or why the database cannot tell */
  async open(id: string): Promise<StoredSession> {
    let problem: SessionError | null = null;
    const stored = await this.#database.read(id).catch((error: SessionError): SessionRecord[] => {
      problem = error;
      return [];
    });
    const records = new Map([...stored, ...this.#memory.of(id)].map((record) => [keyOf(record), record]));
    const session = await sessionOfRecords([...records.values()], createTurns());
    if (session === null) throw problem ?? notFound(id);
    const isLive = session.summary.state !== 'recording' || (await liveSessions())(id, Date.now());
    return isLive ? session : session.as({ state: 'recovered' });
  }

  /** Whether there is anything of this id, also of an import that broke off. */
  async has(id: string): Promise<boolean> {
    return (await this.#metas()).has(id) || this.#memory.ids().has(id);
  }

  /** Every session, those of dead pages as recovered, newest first. */
  async list(): Promise<StoredSummary[]> {
    return (await this.#survey()).sessions;
  }

  /** Changes what is kept of a session beside its frames. @throws SessionError `not-found`, or why the database cannot be changed */
  async update(id: string, change: (meta: MetaRecord) => MetaRecord): Promise<void> {
    const meta = this.#memory.of(id).find(([key]) => key[1] === 'meta');
    if (meta !== undefined) return this.write([[[id, 'meta'], change(meta[1] as MetaRecord)]]);
    if (!(await this.#database.update(id, change))) throw notFound(id);
  }

  /** @throws SessionError `not-found`, or why the database cannot be changed */
  async remove(id: string): Promise<void> {
    if (!(await this.#delete(id))) throw notFound(id);
  }

  /** Completes the sessions of dead pages by what was written of them; the answer is all that were ever recovered. */
  async recover(): Promise<SessionSummary[]> {
    for (const { summary, isDead } of await this.list()) {
      if (!isDead) continue;
      const { frames, durationMs, bytes } = (await this.open(summary.id)).summary;
      const recovered = { frames, durationMs, bytes, state: 'recovered' } as const;
      await this.update(summary.id, (meta) => ({ ...meta, summary: { ...meta.summary, ...recovered } }));
    }
    return (await this.list()).map(({ summary }) => summary).filter(({ state }) => state === 'recovered');
  }

  /** Removes what retention does not allow, and what dead pages left unfinished. */
  async retain(retention: SessionRetention | undefined): Promise<void> {
    try {
      const { sessions, unfinished } = await this.#survey();
      for (const id of [...unfinished, ...sessionsToDrop(sessions, retention)]) await this.#delete(id);
    } catch (error) {
      this.#rest(error as SessionError);
    }
  }

  /** Removes a session from database and memory; false when it was in neither. */
  async #delete(id: string): Promise<boolean> {
    const records = this.#memory.of(id);
    this.#memory.drop(records);
    try {
      return (await this.#database.remove(id)) || records.length > 0;
    } catch (error) {
      if (records.length === 0) throw error;
      return true;
    }
  }

  /** All sessions, newest first, and the ids of those whose import broke off. */
  async #survey(): Promise<{ sessions: StoredSummary[]; unfinished: string[] }> {
    // A session may begin or end while the records are read: one that is live before or after that is live.
    const wasLive = await liveSessions();
    const metas = await this.#metas();
    const isLive = await liveSessions();
    const sessions: StoredSummary[] = [];
    const unfinished: string[] = [];
    for (const [id, meta] of metas) {
      const { summary, savedAt = Date.now() } = meta ?? {};
      const isDead = !wasLive(id, savedAt) && !isLive(id, savedAt);
      if (summary?.id !== id) {
        if (meta === undefined && isDead) unfinished.push(id);
      } else if (summary.state !== 'recording' || !isDead)
        sessions.push({ summary: summaryOf(summary), savedAt, isDead: false });
      else sessions.push({ summary: { ...summaryOf(summary), state: 'recovered' }, savedAt, isDead });
    }
    sessions.sort((a, b) => b.summary.startedAt - a.summary.startedAt);
    return { sessions, unfinished };
  }

  /** The meta records of database and memory; of the memory alone while the database fails. */
  async #metas(): Promise<Map<string, MetaRecord | undefined>> {
    const metas = new Map<string, MetaRecord | undefined>();
    // A full disk can be read; for a database that does not answer nobody should wait again at once.
    if (!this.#isResting || this.#problem?.code === 'quota') {
      try {
        for (const [id, meta] of await this.#database.metas()) metas.set(id, meta);
      } catch (error) {
        this.#rest(error as SessionError);
      }
    }
    for (const id of this.#memory.ids()) {
      const meta = this.#memory.of(id).find(([key]) => key[1] === 'meta');
      if (meta !== undefined) metas.set(id, meta[1] as MetaRecord);
    }
    return metas;
  }

  /** Brings memory into the database, as far as that goes. */
  async #drain(): Promise<void> {
    while (!this.#memory.isEmpty && !this.#isResting) {
      const records = this.#memory.oldest(BATCH_BYTES);
      try {
        await this.#database.write(records);
        this.#memory.drop(records);
        this.#setProblem(null);
      } catch (error) {
        await this.#fail(error as SessionError);
      }
    }
  }

  get #isResting(): boolean {
    return performance.now() < this.#retryAtMs;
  }

  /** Makes room when that is missing; when it was in vain, and for any other failure, the database has a rest. */
  async #fail(error: SessionError): Promise<void> {
    const nowMs = performance.now();
    if (error.code === 'quota' && nowMs >= this.#dropAtMs && (await this.#dropOldest())) {
      this.#dropAtMs = nowMs + QUOTA_RETRY_MS;
    } else this.#rest(error);
  }

  /** Removes the session that was stored longest ago and may go; false when there is none. */
  async #dropOldest(): Promise<boolean> {
    try {
      const [id] = sessionsToDrop(await this.list(), { sessions: 0 });
      return id !== undefined && (await this.#database.remove(id));
    } catch {
      return false;
    }
  }

  /** Leaves the database alone for a while, and says so once. */
  #rest(error: SessionError): void {
    const { code } = error;
    const retryMs = code === 'version' ? Number.POSITIVE_INFINITY : code === 'quota' ? QUOTA_RETRY_MS : RETRY_MS;
    this.#retryAtMs = performance.now() + retryMs;
    this.#setProblem(error);
    this.warn(code, `${error.message}; sessions are kept in memory, until the page closes`);
  }
}

const keyOf = ([key]: SessionRecord) => String(key);

function notFound(id: string): SessionError {
  return new SessionError('not-found', `Cannot find session "${id}": it must be one of the list`);
}
