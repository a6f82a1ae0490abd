import { promisifyRequest } from 'idb-keyval';
import { SessionError } from './session-error.ts';
import type { MetaRecord, SessionRecord } from './session-record.ts';

/** Version of the records; a store of another one is of a newer Framescope, and is left alone. */
const SCHEMA_VERSION = 1;
/** A string sorts before every session's array. */
const SCHEMA_KEY = 'schema';
const STORE = 'sessions';
/** Records that are read in one task: chunks of a minute take 0.1 to 1 MB. */
const READ_AT_ONCE = 16;

export interface SessionDatabaseOptions {
  /** Name of the IndexedDB database. Default `'framescope'`. */
  database?: string;
  /** How long opening or writing may take, in ms: another page may hold the database. Default 3000. */
  timeoutMs?: number;
}

/** All records of one session. */
const sessionRange = (id: string) => IDBKeyRange.bound([id], [id, []]);

/**
 * The records of sessions in IndexedDB. Every failure is a `SessionError`; the next call tries again. The database is made by
 * the first write: reading where there is none makes none.
 */
export class SessionDatabase {
  readonly #name: string;
  readonly #timeoutMs: number;
  /** Null until it is known to be good, and again when it was closed: by the browser, or for who deletes the database. */
  #connection: IDBDatabase | null = null;
  /** Kept when it takes too long: it may still come. */
  #opening: Promise<IDBDatabase | null> | null = null;
  /** Calls that are under way. */
  #running = 0;
  #isReleased = false;
  /** Grows with each connection: what was written before may be gone since, with the user's site data. */
  connections = 0;

  constructor({ database = 'framescope', timeoutMs = 3000 }: SessionDatabaseOptions = {}) {
    this.#name = database;
    this.#timeoutMs = timeoutMs;
  }

  /** Puts all records or none. Once the database is open the puts happen in the caller's task: a page that goes away has no other. */
  write(records: readonly SessionRecord[]): Promise<void> {
    return this.#run('readwrite', null, (store) => {
      try {
        for (const record of records) putRecord(store, record);
      } catch (error) {
        store.transaction.abort();
        throw error;
      }
      return committed(store);
    });
  }

  /** The records of a session; none when there is no such session. */
  read(id: string): Promise<SessionRecord[]> {
    return this.#run('readonly', { otherwise: [] }, async (store) => {
      const records: SessionRecord[] = [];
      let range: IDBKeyRange | null = sessionRange(id);
      while (range !== null) {
        const [keys, values]: [IDBValidKey[], unknown[]] = await Promise.all([
          promisifyRequest(store.getAllKeys(range, READ_AT_ONCE)),
          promisifyRequest(store.getAll(range, READ_AT_ONCE)),
        ]);
        records.push(...keys.map((key, k) => [key, values[k]] as unknown as SessionRecord));
        range = keys.length < READ_AT_ONCE ? null : IDBKeyRange.bound(keys.at(-1), [id, []], true);
      }
      return records;
    });
  }

  /** What every session's list entry needs; undefined for one that broke off before it had any. */
  metas(): Promise<Map<string, MetaRecord | undefined>> {
    return this.#run('readonly', { otherwise: new Map<string, MetaRecord | undefined>() }, (store) => {
      const metas = new Map<string, MetaRecord | undefined>();
      // Keys only, and one step a session: values are blocks, and there are thousands of them.
      const request = store.openKeyCursor(IDBKeyRange.lowerBound([]));
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor === null) return;
        const id = (cursor.key as [string])[0];
        metas.set(id, undefined);
        const meta = store.get([id, 'meta']);
        meta.onsuccess = () => metas.set(id, meta.result);
        cursor.continue([id, []]);
      };
      return promisifyRequest(store.transaction).then(() => metas);
    });
  }

  /** Changes a session's meta record in one transaction; false when there is none. */
  update(id: string, change: (meta: MetaRecord) => MetaRecord): Promise<boolean> {
    return this.#run('readwrite', { otherwise: false }, async (store) => {
      const meta: MetaRecord | undefined = await promisifyRequest(store.get([id, 'meta']));
      if (meta !== undefined) store.put(change(meta), [id, 'meta']);
      await committed(store);
      return meta !== undefined;
    });
  }

  /** Deletes a session's records; false when there are none. */
  remove(id: string): Promise<boolean> {
    return this.#run('readwrite', { otherwise: false }, async (store) => {
      const range = sessionRange(id);
      const key = await promisifyRequest(store.getKey(range));
      store.delete(range);
      await committed(store);
      return key !== undefined;
    });
  }

  /** Closes the connection once nothing is under way. A later call opens one for itself alone. */
  release(): void {
    this.#isReleased = true;
    this.#closeUnused();
  }

  /** Works in a transaction. Where there is no database it gives `otherwise`, or makes one when that is null. */
  async #run<T>(
    mode: IDBTransactionMode,
    missing: { readonly otherwise: T } | null,
    work: (store: IDBObjectStore) => T | PromiseLike<T>,
  ): Promise<T> {
    this.#running++;
    try {
      const connection = this.#connection ?? (await this.#inTime(this.#open(missing === null)));
      if (connection === null) return (missing as { otherwise: T }).otherwise;
      // The durability is relaxed, and nothing stands between the call and its puts: a page that goes away has no other task.
      const transaction = connection.transaction(STORE, mode, { durability: 'relaxed' });
      const done = Promise.resolve(work(transaction.objectStore(STORE)));
      return await (mode === 'readonly' ? done : this.#inTime(done));
    } catch (cause) {
      throw toSessionError(cause);
    } finally {
      this.#running--;
      this.#closeUnused();
    }
  }

  /** The connection; null when there is no database, and none is to be made. */
  async #open(create: boolean): Promise<IDBDatabase | null> {
    this.#opening ??= this.#connect(create).finally(() => {
      this.#opening = null;
    });
    const connection = await this.#opening;
    return connection === null && create ? this.#open(create) : connection;
  }

  async #connect(create: boolean): Promise<IDBDatabase | null> {
    const request = indexedDB.open(this.#name);
    let isMissing = false;
    request.onupgradeneeded = () => {
      isMissing = !create;
      // A new database whose first transaction is taken back was never there. Not all browsers have indexedDB.databases().
      if (isMissing) request.transaction?.abort();
      else request.result.createObjectStore(STORE);
    };
    let connection: IDBDatabase;
    try {
      connection = await promisifyRequest(request);
    } catch (error) {
      if (isMissing) return null;
      throw error;
    }
    const forget = () => {
      if (this.#connection === connection) this.#connection = null;
    };
    // It would also hold up whoever deletes or upgrades the database.
    connection.addEventListener('versionchange', () => {
      connection.close();
      forget();
    });
    connection.addEventListener('close', forget);
    try {
      await requireVersion(connection.transaction(STORE, 'readwrite').objectStore(STORE));
    } catch (error) {
      connection.close();
      throw error;
    }
    this.#connection = connection;
    this.connections++;
    this.#closeUnused();
    return connection;
  }

  #closeUnused(): void {
    if (!this.#isReleased || this.#running > 0) return;
    this.#connection?.close();
    this.#connection = null;
  }

  #inTime<T>(work: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const text = `Cannot use the stored sessions: IndexedDB must answer, and did not for ${this.#timeoutMs} ms`;
        reject(new SessionError('blocked', text));
      }, this.#timeoutMs);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }
}

/** Marks a new database as ours, and refuses one of a newer Framescope. @throws SessionError `version` */
async function requireVersion(store: IDBObjectStore): Promise<void> {
  const known = await promisifyRequest(store.get(SCHEMA_KEY));
  if (known === undefined) store.put({ version: SCHEMA_VERSION }, SCHEMA_KEY);
  else if (known.version !== SCHEMA_VERSION) {
    const text = `their version must be ${SCHEMA_VERSION}, current value is ${known.version}`;
    throw new SessionError('version', `Cannot use the stored sessions: ${text}`);
  }
}

/**
 * Puts a record, and of one that cannot be cloned as much as JSON takes: that is the record's fault and not the database's, and
 * must not keep the others out.
 */
function putRecord(store: IDBObjectStore, [key, value, end]: SessionRecord): void {
  if (value === null) {
    store.delete(IDBKeyRange.bound([...key], [key[0], key[1], end], false, true));
    return;
  }
  try {
    store.put(value, [...key]);
  } catch (error) {
    if ((error as Error).name !== 'DataCloneError') throw error;
    store.put(JSON.parse(JSON.stringify(value)), [...key]);
  }
}

/** Commits now, without waiting for the requests' answers, and resolves when that is done. */
function committed({ transaction }: IDBObjectStore): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    // Not onerror: a request's error bubbles up before the transaction knows its own, such as an exceeded quota.
    transaction.onabort = () => reject(transaction.error);
    transaction.commit();
  });
}

function toSessionError(cause: unknown): SessionError {
  if (cause instanceof SessionError) return cause;
  const name = (cause as Error | null)?.name ?? 'an aborted transaction';
  const code = name === 'QuotaExceededError' ? 'quota' : name === 'NotFoundError' ? 'version' : 'blocked';
  const wanted = code === 'quota' ? 'the disk must have room' : 'IndexedDB must work';
  return new SessionError(code, `Cannot use the stored sessions: ${wanted}, and gave ${String(cause)}`, { cause });
}
