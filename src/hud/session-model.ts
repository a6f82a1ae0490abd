import { type Signal, signal } from '@preact/signals';
import type { SessionError } from '../sessions/session-error.ts';
import type { SessionSummary } from '../sessions/session-types.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { downloadBlob, fileNameOf } from './download-blob.ts';
import type { HudModel } from './hud-model.ts';
import { sessionSource } from './session-source.ts';

/** What the session views show and do. */
export interface SessionModel {
  /** Null while their code is loading, and where there is no store. */
  readonly sessions: Signal<Sessions | null>;
  readonly current: Signal<SessionSummary | null>;
  /** Newest first. */
  readonly list: Signal<readonly SessionSummary[]>;
  /** Why sessions are kept in memory only; empty while they are stored. */
  readonly storeProblem: Signal<string>;
  /** Why the last action failed; empty when it did not. */
  readonly problem: Signal<string>;
  /** Does something with the sessions, as soon as they are there. */
  run(action: (sessions: Sessions) => unknown): void;
  /** Downloads a session as a snapshot file; default: the current session, else the newest. */
  export(session?: SessionSummary): void;
  /** Shows a stored session in place of the live frames. */
  open(session: Pick<SessionSummary, 'id'>): void;
  /** Stores the session of a file, and shows it when asked to. */
  import(file: Blob, isShown: boolean): void;
  destroy(): void;
}

export function createSessionModel(hud: HudModel): SessionModel {
  const sessions = signal<Sessions | null>(null);
  const current = signal<SessionSummary | null>(null);
  const list = signal<readonly SessionSummary[]>([]);
  const storeProblem = signal('');
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
    void attempt(async () => action(await hud.host.sessions()));
  };
  void attempt(async () => {
    const all = await hud.host.sessions();
    if (isDestroyed) return;
    const refresh = async () => {
      current.value = all.current?.summary ?? null;
      storeProblem.value = all.problem === null ? '' : storeNotice(all.problem);
      list.value = [...(await all.list())].sort((a, b) => b.startedAt - a.startedAt);
    };
    unsubscribe = all.subscribe(() => void attempt(refresh));
    sessions.value = all;
    await refresh();
  });

  const model: SessionModel = {
    sessions,
    current,
    list,
    storeProblem,
    problem,
    run,
    export(session = current.peek() ?? list.peek()[0]) {
      run(async (all) => {
        if (session !== undefined)
          downloadBlob(await all.export(session.id), `${fileNameOf(session.name)}.framescope.json`);
      });
    },
    open({ id }) {
      run(async (all) => {
        const session = await all.open(id);
        if (!isDestroyed) hud.show(sessionSource(session, hud));
      });
    },
    import(file, isShown) {
      run(async (all) => {
        const { summary } = await all.import(file);
        if (isShown) model.open(summary);
      });
    },
    destroy() {
      isDestroyed = true;
      unsubscribe?.();
    },
  };
  return model;
}

/** What a user can do about it, where there is something. */
function storeNotice({ code, message }: SessionError): string {
  const isFramed = window.top !== window;
  const advice =
    code === 'blocked' && isFramed
      ? ' Browsers may refuse storage to a page inside another: open it in a tab of its own.'
      : '';
  return `Sessions are kept in memory until this page closes. ${message}.${advice}`;
}
