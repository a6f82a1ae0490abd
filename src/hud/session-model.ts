import { type Signal, signal } from '@preact/signals';
import { sessionHitches } from '../sessions/session-hitches.ts';
import type { SessionSummary } from '../sessions/session-types.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { downloadBlob, fileNameOf } from './download-blob.ts';
import type { HudModel } from './hud-model.ts';

/** What the session views show and do. */
export interface SessionModel {
  /** Null while their code is loading, and where there is no store. */
  readonly sessions: Signal<Sessions | null>;
  readonly current: Signal<SessionSummary | null>;
  /** Newest first. */
  readonly list: Signal<readonly SessionSummary[]>;
  /** Why the last action failed; empty when it did not. */
  readonly problem: Signal<string>;
  /** Does something with the sessions, which are there by the time that anything can be clicked. */
  run(action: (sessions: Sessions) => unknown): void;
  /** Downloads a session as a snapshot file; default: the current session, else the newest. */
  export(session?: SessionSummary): void;
  /** Shows a stored session in place of the live frames. */
  open(session: SessionSummary): void;
  destroy(): void;
}

export function createSessionModel(hud: HudModel): SessionModel {
  const sessions = signal<Sessions | null>(null);
  const current = signal<SessionSummary | null>(null);
  const list = signal<readonly SessionSummary[]>([]);
  const problem = signal('');
  let isDestroyed = false;
  let unsubscribe: (() => void) | undefined;

  const attempt = async (action: () => unknown) => {
    try {
      await action();
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  const run = (action: (all: Sessions) => unknown) => {
    problem.value = '';
    void attempt(() => action(sessions.peek() as Sessions));
  };
  void attempt(async () => {
    const all = await hud.host.sessions();
    if (isDestroyed) return;
    const refresh = async () => {
      current.value = all.current?.summary ?? null;
      list.value = [...(await all.list())].sort((a, b) => b.startedAt - a.startedAt);
    };
    unsubscribe = all.subscribe(() => void attempt(refresh));
    sessions.value = all;
    await refresh();
  });

  return {
    sessions,
    current,
    list,
    problem,
    run,
    export(session = current.peek() ?? list.peek()[0]) {
      run(async (all) => {
        if (session !== undefined)
          downloadBlob(await all.export(session.id), `${fileNameOf(session.name)}.framescope.json`);
      });
    },
    open({ id, name }) {
      run(async (all) => {
        const session = await all.open(id);
        if (isDestroyed) return;
        const { frames } = session;
        const { firstFrame, endFrame } = frames;
        hud.show({
          name,
          frames,
          spanMs: Math.max(1, session.summary.durationMs),
          window: () => ({ from: firstFrame, to: endFrame }),
          stats: (wanted) => session.stats({ ...wanted, ...hud.budgetOptions }),
          verdict: () => session.verdict(),
          hitches: () => sessionHitches(session),
        });
      });
    },
    destroy() {
      isDestroyed = true;
      unsubscribe?.();
    },
  };
}
