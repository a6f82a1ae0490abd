import type { FrameSource } from '../../src/frames/index.ts';
import type { HudHost } from '../../src/hud/index.ts';
import type { Session, SessionSummary } from '../../src/sessions/session-types.ts';
import type { Sessions } from '../../src/sessions/sessions.ts';

/** Sessions that live in memory only; each shows the same frames. */
export function simulateSessions(
  host: Pick<HudHost, 'stats' | 'verdict'>,
  frames: FrameSource,
  startedAt: number,
): Sessions {
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
    summary('a', 'Forest, shadows off', 86_400_000),
    summary('b', 'Forest, shadows on', 85_800_000, { bytes: 2_210_000, frames: 4211 }),
    summary('c', 'Boss fight <img src=x onerror=alert(1)>', 3_600_000, {
      state: 'recovered',
      durationMs: 754_000,
      frames: 41_882,
      bytes: 9_700_000,
    }),
  ];
  let current: SessionSummary | null = null;
  let startFrame = 0;
  const asSession = (session: SessionSummary) =>
    ({
      summary: session,
      environment: { refreshMs: 1000 / 60, budgetMs: null },
      frames,
      metrics: [],
      stats: host.stats,
      verdict: host.verdict,
    }) as Pick<Session, 'summary' | 'frames' | 'metrics' | 'stats' | 'verdict'> as Session;
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
    compare: async () => ({ differences: [], rows: [], unmatchedSections: [] }),
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
    export: async (id) => new Blob([JSON.stringify({ format: 'framescope-session', version: 1, id })]),
    async import(file) {
      const { format } = JSON.parse(typeof file === 'string' ? file : await file.text());
      if (format !== 'framescope-session') throw new Error('Cannot import the file: it must be a framescope-session');
      const imported = summary(`i${list.length}`, 'Imported', 0);
      list = [...list, imported];
      changed();
      return asSession(imported);
    },
    recover: async () => [],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy: async () => undefined,
  } as Sessions;
}
