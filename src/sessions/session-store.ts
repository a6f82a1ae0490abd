import { MemoryRecords } from './memory-records.ts';
import { type StoredSummary, sessionsToDrop } from './retention.ts';
import { SessionDatabase, type SessionDatabaseOptions } from './session-database.ts';
import { SessionError, type SessionErrorCode } from './session-error.ts';
import { liveSessions } from './session-lock.ts';
import type { MetaRecord, SessionRecord } from './session-record.ts';
import { sessionOfRecords, sessionRecords } from './session-records.ts';
import type { SessionRetention, SessionSummary } from './session-types.ts';
import type { StoredSession } from './stored-session.ts';

/**
 * How long the database is left alone after a failure. Deleted records free their room with a delay: dropping one session
 * after the other at once would drop all of them in vain.
 */
const RETRY_MS: Readonly<Record<SessionErrorCode, number>> = {
  blocked: 5000,
  quota: 30_000,
  version: Number.POSITIVE_INFINITY,
  corrupt: 0,
  'not-found': 0,
};
/** Bytes of one transaction where there is a choice: it takes the main thread about 2 ms. */
const BATCH_BYTES = 512 * 1024;

export interface SessionStoreOptions extends SessionDatabaseOptions {
  /** Told once about each kind of failure. */
  warn(message: string): void;
}

/**
 * Where sessions are kept: the database, and memory for what it does not take. Readers see both as one.
 *
 *     write ──► database ──fails──► memory ──every few seconds, oldest first──► database
 */
export class SessionStore {
  /** Why sessions are in memory only; null while they reach the database. */
  problem: SessionError | null = null;
  private readonly database: SessionDatabase;
  private readonly memory = new MemoryRecords();
  private readonly warn: (message: string) => void;
  private readonly warned = new Set<string>();
  private retryAtMs = Number.NEGATIVE_INFINITY;
  private dropAtMs = Number.NEGATIVE_INFINITY;
  private draining: Promise<void> | null = null;

  constructor(options: SessionStoreOptions) {
    this.database = new SessionDatabase(options);
    this.warn = options.warn;
  }

  /** Grows when records that were written before may be gone. */
  get connections(): number {
    return this.database.connections;
  }

  /** Writes records in one transaction. Never rejects: what the database does not take is kept in memory. */
  async write(records: readonly SessionRecord[]): Promise<void> {
    if (this.memory.isEmpty && !this.isResting) {
      try {
        await this.database.write(records);
        this.problem = null;
        return;
      } catch (error) {
        this.memory.add(records);
        await this.fail(error as SessionError);
      }
    } else this.memory.add(records);
    this.draining ??= this.drain().finally(() => {
      this.draining = null;
    });
    return this.draining;
  }

  /** Writes a whole session, a part at a time. */
  async add(session: StoredSession): Promise<void> {
    let batch: SessionRecord[] = [];
    let bytes = 0;
    for (const record of sessionRecords(session, Date.now())) {
      batch.push(record);
      bytes += record[0][1] === 'block' ? session.summary.bytes / session.frames.blocks.length : 0;
      if (bytes < BATCH_BYTES) continue;
      await this.write(batch);
      batch = [];
      bytes = 0;
    }
    await this.write(batch);
  }

  /** @throws SessionError `not-found`, or why the database cannot tell */
  async open(id: string): Promise<StoredSession> {
    let problem: SessionError | null = null;
    const stored = await this.database.read(id).catch((error: SessionError): SessionRecord[] => {
      problem = error;
      return [];
    });
    const records = new Map([...stored, ...this.memory.of(id)].map((record) => [String(record[0]), record]));
    const session = sessionOfRecords([...records.values()]);
    if (session === null) throw problem ?? notFound(id);
    const isLive = session.summary.state !== 'recording' || (await liveSessions())(id, Date.now());
    return isLive ? session : session.as({ state: 'recovered' });
  }

  /** Every session, those of dead pages as recovered, newest first. */
  async list(): Promise<StoredSummary[]> {
    return summariesOf(await this.metas(), await liveSessions());
  }

  /** Changes what is kept of a session beside its frames. @throws SessionError `not-found`, or why the database cannot be changed */
  async update(id: string, change: (meta: MetaRecord) => MetaRecord): Promise<void> {
    const meta = this.memory.of(id).find(([key]) => key[1] === 'meta');
    if (meta !== undefined) return this.write([[[id, 'meta'], change(meta[1] as MetaRecord)]]);
    if (!(await this.database.update(id, change))) throw notFound(id);
  }

  /** @throws SessionError `not-found`, or why the database cannot be changed */
  async remove(id: string): Promise<void> {
    const records = this.memory.of(id);
    this.memory.drop(records);
    const isStored = await this.database.remove(id).catch((error: SessionError) => {
      if (records.length === 0) throw error;
    });
    if (!isStored && records.length === 0) throw notFound(id);
  }

  /** Completes the sessions of dead pages by what was written of them; the answer is all that were ever recovered. */
  async recover(): Promise<SessionSummary[]> {
    for (const { summary, isDead } of await this.list()) {
      if (!isDead) continue;
      const session = await this.open(summary.id);
      await this.update(summary.id, (meta) => ({ ...meta, summary: { ...session.summary, state: 'recovered' } }));
    }
    return (await this.list()).map(({ summary }) => summary).filter(({ state }) => state === 'recovered');
  }

  /** Removes what retention does not allow, and what dead pages left unfinished. */
  async retain(retention: SessionRetention | undefined): Promise<void> {
    const isLive = await liveSessions();
    const metas = await this.metas();
    // With Date.now() a page that cannot be asked counts as alive.
    const unfinished = [...metas].flatMap(([id, meta]) => (meta === undefined && !isLive(id, Date.now()) ? [id] : []));
    try {
      for (const id of [...unfinished, ...sessionsToDrop(summariesOf(metas, isLive), retention)]) await this.remove(id);
    } catch (error) {
      this.rest(error as SessionError);
    }
  }

  /** The meta records of database and memory; of the memory alone while the database fails. */
  private async metas(): Promise<Map<string, MetaRecord | undefined>> {
    const metas = new Map<string, MetaRecord | undefined>();
    // A full disk can be read; for a database that does not answer nobody should wait again at once.
    if (!this.isResting || this.problem?.code === 'quota') {
      try {
        for (const [id, meta] of await this.database.metas()) metas.set(id, meta);
      } catch (error) {
        this.rest(error as SessionError);
      }
    }
    for (const id of this.memory.ids()) {
      const meta = this.memory.of(id).find(([key]) => key[1] === 'meta');
      if (meta !== undefined) metas.set(id, meta[1] as MetaRecord);
    }
    return metas;
  }

  /** Brings memory into the database, as far as that goes. */
  private async drain(): Promise<void> {
    while (!this.memory.isEmpty && !this.isResting) {
      const records = this.memory.oldest(BATCH_BYTES);
      try {
        await this.database.write(records);
        this.memory.drop(records);
        this.problem = null;
      } catch (error) {
        await this.fail(error as SessionError);
      }
    }
  }

  private get isResting(): boolean {
    return performance.now() < this.retryAtMs;
  }

  /** Makes room when that is missing; when it was in vain, and for any other failure, the database has a rest. */
  private async fail(error: SessionError): Promise<void> {
    const nowMs = performance.now();
    if (error.code === 'quota' && nowMs >= this.dropAtMs && (await this.dropOldest())) {
      this.dropAtMs = nowMs + RETRY_MS.quota;
    } else this.rest(error);
  }

  /** Removes the session that was stored longest ago and may go; false when there is none. */
  private async dropOldest(): Promise<boolean> {
    try {
      const [id] = sessionsToDrop(await this.list(), { sessions: 0 });
      return id !== undefined && (await this.database.remove(id));
    } catch {
      return false;
    }
  }

  /** Leaves the database alone for a while, and says so once. */
  private rest(error: SessionError): void {
    this.problem = error;
    this.retryAtMs = performance.now() + RETRY_MS[error.code];
    if (this.warned.has(error.code)) return;
    this.warned.add(error.code);
    this.warn(`${error.message}; sessions are kept in memory, until the page closes`);
  }
}

/** The list entries of meta records; what is none, because a page was interrupted or another program wrote it, is left out. */
function summariesOf(
  metas: ReadonlyMap<string, MetaRecord | undefined>,
  isLive: (id: string, savedAt: number) => boolean,
): StoredSummary[] {
  return Array.from(metas.values())
    .flatMap((meta): StoredSummary[] => {
      if (!meta?.summary?.id) return [];
      const { summary, savedAt } = meta;
      const isDead = summary.state === 'recording' && !isLive(summary.id, savedAt);
      return [{ summary: isDead ? { ...summary, state: 'recovered' } : summary, savedAt, isDead }];
    })
    .sort((a, b) => b.summary.startedAt - a.summary.startedAt);
}

function notFound(id: string): SessionError {
  return new SessionError('not-found', `Cannot find session "${id}": it must be one of the list`);
}
