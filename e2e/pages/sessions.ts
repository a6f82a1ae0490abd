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

/** The records of the database, read around the code under test. */
async function storedRecords(): Promise<{ keys: IDBValidKey[]; values: unknown[] }> {
  const opening = indexedDB.open('framescope');
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    const reading = database.transaction('sessions');
    const store = reading.objectStore('sessions');
    const [keys, values] = [store.getAllKeys(), store.getAll()];
    await new Promise((resolve, reject) => {
      reading.oncomplete = resolve;
      reading.onerror = reject;
    });
    return { keys: keys.result, values: values.result };
  } finally {
    database.close();
  }
}

async function storedKeys(): Promise<IDBValidKey[]> {
  return (await storedRecords()).keys;
}

async function storedSummaries(): Promise<SessionSummary[]> {
  const { keys, values } = await storedRecords();
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
