import { EngineMetrics, FrameHistory, MetricsRegistry } from 'framescope/metrics';
import { createSessions, IndexedDbBackend, type SessionSummary } from 'framescope/sessions';

// A page that records sessions without a scope: frames come from its own loop, work beside the frames from a timer.

const timers: number[] = [];
const metrics = EngineMetrics.withDefaultConfig();
const frames = new FrameHistory(metrics.registry.backend);
const sessions = createSessions({
  metrics,
  frames,
  environment: () => ({ framescope: '0.0.0', refreshMs: 16.666, refreshMethod: 'given' }),
  every(everyMs, run) {
    const timer = window.setInterval(run, everyMs);
    timers.push(timer);
    return () => clearInterval(timer);
  },
});

let lastMs = Number.NaN;
function loop(timeMs: number): void {
  metrics.updateFrame({
    timeMs,
    frameTimeMs: timeMs - lastMs,
    gap: Number.isNaN(lastMs) ? 'start' : 'none',
    cpuTimeMs: timeMs % 3,
  });
  lastMs = timeMs;
  requestAnimationFrame(loop);
}
requestAnimationFrame(loop);
setInterval(() => frames.maintain(), 200);

/** Reads the database around the code under test. */
async function readStore<T>(read: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open('framescope');
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    const request = read(database.transaction('sessions').objectStore('sessions'));
    return await new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

function storedKeys(): Promise<IDBValidKey[]> {
  return readStore((store) => store.getAllKeys());
}

const rangeOf = (id: string, kind: string) => IDBKeyRange.bound([id, kind], [id, kind, []]);

function storedKeysOf(id: string, kind: string): Promise<IDBValidKey[]> {
  return readStore((store) => store.getAllKeys(rangeOf(id, kind)));
}

async function storedChunkBytes(id: string): Promise<number[]> {
  const chunks = (await readStore((store) => store.getAll(rangeOf(id, 'chunk')))) as { columns: Uint8Array[] }[];
  return chunks.map(({ columns }) => columns.reduce((sum, { length }) => sum + length, 0));
}

async function storedSummaries(): Promise<SessionSummary[]> {
  const [keys, values] = [await storedKeys(), await readStore((store) => store.getAll())];
  return values.flatMap((value, k) => {
    const key = keys[k];
    return Array.isArray(key) && key[1] === 'meta' ? [(value as { summary: SessionSummary }).summary] : [];
  });
}

/** Stops what runs beside the frames. */
function stopTimers(): void {
  for (const timer of timers) clearInterval(timer);
}

const page = {
  metrics,
  frames,
  sessions,
  storedKeys,
  storedKeysOf,
  storedChunkBytes,
  storedSummaries,
  stopTimers,
  EngineMetrics,
  FrameHistory,
  MetricsRegistry,
  IndexedDbBackend,
};

declare global {
  /** What e2e/pages/sessions.ts offers to its specs. */
  var sessionsPage: typeof page;
}

globalThis.sessionsPage = page;
document.documentElement.dataset.ready = 'true';
