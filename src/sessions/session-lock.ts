const PREFIX = 'framescope:session:';

/** A page that does not write for this long, and cannot be asked by a lock, counts as gone. */
const SILENT_MS = 60_000;

/**
 * Marks a session as one that a living page works on, until the page goes away or the answer is called. Where there are no
 * locks (an insecure origin) it does nothing. A page that holds one is not put into the back/forward cache.
 */
export function holdSession(id: string): Promise<() => void> {
  return hold(id, {}) as Promise<() => void>;
}

/** The same at once, or null where a page works on that session. */
export function tryHoldSession(id: string): Promise<(() => void) | null> {
  return hold(id, { ifAvailable: true });
}

function hold(id: string, options: LockOptions): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    const nothing = () => undefined;
    try {
      const held = navigator.locks.request(PREFIX + id, options, (lock) => {
        if (lock === null) return resolve(null);
        return new Promise<void>((release) => {
          resolve(release);
        });
      });
      held.catch(() => resolve(nothing));
    } catch {
      resolve(nothing);
    }
  });
}

/** Tells sessions that a page is working on from those whose page is gone. */
export async function liveSessions(): Promise<(id: string, savedAt: number) => boolean> {
  try {
    const { held = [], pending = [] } = await navigator.locks.query();
    const names = new Set([...held, ...pending].map((lock) => lock.name));
    return (id) => names.has(PREFIX + id);
  } catch {
    const nowMs = Date.now();
    return (_, savedAt) => nowMs - savedAt < SILENT_MS;
  }
}
