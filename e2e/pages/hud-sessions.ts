import { type FrameSource, INTERVAL } from '../../src/frames/index.ts';
import type { HudHost } from '../../src/hud/index.ts';
import type { Session, SessionSummary } from '../../src/sessions/session-types.ts';
import type { Sessions } from '../../src/sessions/sessions.ts';
import { DIFFERENT_PLACES, SIMULATED_COMPARISON } from './hud-comparison.ts';

/** What specs of files take into their hands: an export that goes on when they say so, and imports that fail by their text. */
export interface SimulatedFiles {
  /** Of exports that wait; null: they are done at once. */
  waiting: { onProgress(done: number): void; finish(): void }[] | null;
  /** Options of the exports so far. */
  readonly exported: { id: string | undefined; format: string | undefined; gzip: unknown; redact: unknown }[];
}

/** Sessions that live in memory only; each shows the same frames, one of them longer ones. */
export function simulateSessions(
  host: Pick<HudHost, 'stats' | 'verdict'>,
  frames: FrameSource,
  startedAt: number,
  count: number,
  files: SimulatedFiles,
): Sessions & { add(session: Session): Session } {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const summary = (id: string, name: string, ago: number, more: Partial<SessionSummary> = {}): SessionSummary => ({
    id,
    name,
    tags: [],
    note: '',
    startedAt: startedAt - ago,
    durationMs: 83_000,
    frames: 4975,
    bytes: 1_260_000,
    pinned: false,
    state: 'complete',
    ...more,
  });
  let list = [
    summary('a', 'Forest, shadows off', 86_400_000, { tags: ['forest', 'release-2'] }),
    summary('b', 'Forest, shadows on', 85_800_000, {
      bytes: 2_210_000,
      frames: 4211,
      tags: ['forest', 'release-3'],
      note: 'After the driver update. Shadow maps of 4096 px; the camera takes the same path.',
      pinned: true,
    }),
    summary('c', 'Boss fight <img src=x onerror=alert(1)>', 3_600_000, {
      state: 'recovered',
      durationMs: 754_000,
      frames: 41_882,
      bytes: 9_700_000,
    }),
    ...Array.from({ length: count }, (_, k) =>
      summary(`m${k}`, `Run ${k}`, 90_000_000 + k * 60_000, { tags: ['many'] }),
    ),
  ];
  let current: SessionSummary | null = null;
  let startFrame = 0;
  const asSession = (session: SessionSummary) =>
    ({
      summary: session,
      environment: { refreshMs: 1000 / 60, budgetMs: null },
      frames: session.id === 'b' ? longer(frames) : frames,
      thumbnail: null,
      metrics: [],
      stats: host.stats,
      verdict: host.verdict,
    }) as Pick<Session, 'summary' | 'frames' | 'thumbnail' | 'metrics' | 'stats' | 'verdict'> as Session;
  const find = (id: string) => {
    const found = list.find((session) => session.id === id);
    if (found === undefined) throw new Error(`Cannot open session "${id}": it is not stored`);
    return found;
  };
  return {
    problem: null,
    get current() {
      // As the page's own sessions: the list has what was true when it was asked, `current` is true now.
      return current && asSession({ ...current, frames: frames.endFrame - startFrame });
    },
    async start(options) {
      startFrame = frames.endFrame;
      current = summary(`r${list.length}`, options?.name ?? 'Untitled', 0, {
        state: 'recording',
        startedAt: Date.now(),
        durationMs: 0,
        frames: 0,
      });
      list = [...list, current];
      changed();
      return asSession(current);
    },
    async stop() {
      const stopped = current;
      current = null;
      list = list.map((session) => (session.id === stopped?.id ? { ...session, state: 'complete' } : session));
      changed();
      return stopped;
    },
    list: async () => list,
    compare: async (base, head) => ([...base, ...head].includes('c') ? DIFFERENT_PLACES : SIMULATED_COMPARISON),
    open: async (id) => asSession(find(id)),
    async remove(id) {
      list = list.filter((session) => session.id !== id);
      changed();
    },
    async update(id, changes) {
      list = list.map((session) => (session.id === id ? { ...session, ...changes } : session));
      if (current?.id === id) current = { ...current, ...changes };
      changed();
    },
    async export(id, { format, gzip, redact, signal, onProgress = () => undefined } = {}) {
      files.exported.push({ id, format, gzip, redact });
      if (files.waiting !== null)
        await new Promise<void>((finish, reject) => {
          files.waiting?.push({ onProgress, finish });
          signal?.addEventListener('abort', () => reject(signal.reason));
        });
      return new Blob([JSON.stringify({ format: 'framescope-session', version: 1, id })]);
    },
    async import(file) {
      const { format } = JSON.parse(typeof file === 'string' ? file : await file.text());
      if (format !== 'framescope-session') throw new Error('Cannot import the file: it must be a framescope-session');
      const imported = summary(`i${list.length}`, 'Imported', 0);
      list = [...list, imported];
      changed();
      return asSession(imported);
    },
    add(session) {
      list = [...list, session.summary];
      changed();
      return session;
    },
    recover: async () => [],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy: async () => undefined,
  } as Sessions & { add(session: Session): Session };
}

/** The same frames, each a sixth longer. */
function longer(frames: FrameSource): FrameSource {
  const { firstFrame, endFrame, columns, events } = frames;
  return {
    firstFrame,
    endFrame,
    columns,
    events,
    read(key, from, to, target, offset = 0) {
      frames.read(key, from, to, target, offset);
      if (key !== INTERVAL) return;
      for (let k = offset; k < offset + to - from; k++) target[k] = (target[k] as number) * (7 / 6);
    },
  };
}
