/** Decides what is read out of the HUD, and when: what changed and matters, in words, seldom enough to be listened to. */
export interface Announcer {
  /**
   * Says what a topic is like now, empty where there is nothing to say of it. It is read out when it is no longer as it was read out last; what it is at first is no news,
   * and a change that has gone back before it was read out is none either.
   */
  set(topic: string, text: string): void;
  /** What came of something that the user did; no more than the state of a topic that says the same. */
  tell(text: string): void;
  /** Hitches that came since the last time: told together. */
  addHitches(count: number, longestMs: number): void;
  /** Forgets what waits, as nobody could hear it now, but not when it spoke last. */
  pause(): void;
}

export interface AnnouncerOptions {
  /** Ms of any clock. */
  now(): number;
  /** Runs something once, after so many ms; what it gives stops that. */
  later(delayMs: number, run: () => void): () => void;
  /** Reads a text out. Only what came of the same act twice comes twice in a row. */
  say(text: string): void;
  readonly formatMs: (ms: number) => string;
}

/** More often nobody can listen and work. */
const PAUSE_MS = 5000;

export function createAnnouncer({ now, later, say, formatMs }: AnnouncerOptions): Announcer {
  /** What each topic was read out as last, or was at first. */
  const known = new Map<string, string>();
  const current = new Map<string, string>();
  let events: string[] = [];
  let hitches = { count: 0, longestMs: 0 };
  let saidMs = Number.NEGATIVE_INFINITY;
  let saidText = '';
  let stopTimer: (() => void) | null = null;

  const pending = (): string[] => {
    const changed = [...current]
      .filter(([topic, text]) => text !== '' && text !== saidText && known.get(topic) !== text)
      .map(([, text]) => text);
    const { count, longestMs } = hitches;
    const hitchText =
      count === 0
        ? []
        : [count === 1 ? `1 hitch, ${formatMs(longestMs)} ms` : `${count} hitches, longest ${formatMs(longestMs)} ms`];
    return [...events, ...changed, ...hitchText];
  };
  const flush = () => {
    stopTimer = null;
    const isAnswer = events.length > 0;
    const texts = [...new Set(pending())];
    for (const [topic, text] of current) known.set(topic, text);
    events = [];
    hitches = { count: 0, longestMs: 0 };
    const text = texts.join('. ');
    if (text === '' || (text === saidText && !isAnswer)) return;
    saidMs = now();
    saidText = text;
    say(text);
  };
  const schedule = () => {
    if (stopTimer !== null || pending().length === 0) return;
    const waitMs = saidMs + PAUSE_MS - now();
    if (waitMs <= 0) flush();
    else stopTimer = later(waitMs, flush);
  };

  return {
    set(topic, text) {
      if (!known.has(topic)) known.set(topic, text);
      if (current.get(topic) === text) return;
      current.set(topic, text);
      schedule();
    },
    tell(text) {
      if ([...current.values()].includes(text)) return;
      events.push(text);
      schedule();
    },
    addHitches(count, longestMs) {
      if (count === 0) return;
      hitches = { count: hitches.count + count, longestMs: Math.max(hitches.longestMs, longestMs) };
      schedule();
    },
    pause() {
      stopTimer?.();
      stopTimer = null;
      events = [];
      hitches = { count: 0, longestMs: 0 };
    },
  };
}
