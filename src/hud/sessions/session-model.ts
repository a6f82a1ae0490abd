import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { SessionError } from '../../sessions/session-error.ts';
import type { SessionSummary } from '../../sessions/session-types.ts';
import type { Sessions } from '../../sessions/sessions.ts';
import type { HudModel } from '../model/hud-model.ts';
import { sessionSource } from '../model/session-source.ts';
import { downloadBlob } from '../parts/download-blob.ts';
import { createDeletions, type Deletions } from './deletions.ts';
import { exportFileName, FILE_KINDS, type FileKindName } from './session-files.ts';
import { createTransfers, type Transfer } from './transfers.ts';

/** What the session views show and do. */
export interface SessionModel {
  /** Null while their code is loading, and where there is no store. */
  readonly sessions: ReadonlySignal<Sessions | null>;
  readonly current: ReadonlySignal<SessionSummary | null>;
  /** Newest first, without what was deleted. Null until it was read the first time. */
  readonly list: ReadonlySignal<readonly SessionSummary[] | null>;
  /** Why sessions are kept in memory only; empty while they are stored. */
  readonly storeProblem: ReadonlySignal<string>;
  /** Why the last action failed; empty when it did not, and once another view or source is shown. */
  readonly problem: ReadonlySignal<string>;
  readonly deletions: Pick<Deletions<SessionSummary>, 'waiting' | 'undo'>;
  readonly transfers: ReadonlySignal<readonly Transfer[]>;
  /** What is compared, as keys of `comparisonSides`: with both the comparison is shown. */
  readonly compared: Signal<{ readonly base: string | null; readonly head: string | null }>;
  /** Keeps the list up to date until what it gives is called. */
  attach(): () => void;
  /** Forgets why the last action failed. */
  dismiss(): void;
  /** Why the sessions could not be read; empty while nothing says that they cannot. `retry` reads them again, as does all that is done with them. */
  readonly loadProblem: ReadonlySignal<string>;
  retry(): void;
  /** Does something with the sessions, as soon as they are there; false where it failed. */
  run(action: (sessions: Sessions) => unknown): Promise<boolean>;
  /** Downloads a session as a file; default: as JSON. */
  export(session: SessionSummary, kind?: FileKindName, isRedacted?: boolean): void;
  /** Shows a stored session in place of the live frames, unless another source is chosen before it is there. */
  open(session: Pick<SessionSummary, 'id'>): void;
  /** Stores the sessions of files, one after the other, and shows the first of them when asked to. */
  import(files: readonly Blob[], isFirstShown: boolean): void;
  /** Deletes a session, which can be undone for some seconds. */
  remove(session: SessionSummary): void;
}

const models = new WeakMap<HudModel, SessionModel>();

/** The one model of a HUD's sessions, which ends with the HUD: a view that is left ends no export and no time to undo. */
export function sessionModelOf(hud: HudModel): SessionModel {
  const model = models.get(hud) ?? createSessionModel(hud);
  models.set(hud, model);
  return model;
}

function createSessionModel(hud: HudModel): SessionModel {
  const sessions = signal<Sessions | null>(null);
  const current = signal<SessionSummary | null>(null);
  const stored = signal<readonly SessionSummary[] | null>(null);
  const storeProblem = signal('');
  const problem = signal('');
  const loadProblem = signal('');
  /** Counts the sessions that were asked for: the last of them is shown, however long each takes. */
  let asked = 0;
  let users = 0;
  let unsubscribe: (() => void) | undefined;

  const schedule = (delayMs: number, run: () => void) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  };
  const attempt = async (action: () => unknown, told = problem) => {
    try {
      await action();
      return true;
    } catch (error) {
      told.value = messageOf(error);
      return false;
    }
  };
  const withSessions = (action: (all: Sessions) => unknown) =>
    attempt(async () => {
      const all = await hud.host.sessions();
      if (sessions.peek() === null) void load();
      await action(all);
    });
  const run: SessionModel['run'] = (action) => {
    problem.value = '';
    return withSessions(action);
  };
  const deletions = createDeletions<SessionSummary>({
    schedule,
    // What failed in the meantime stays told.
    remove: ({ id }) =>
      withSessions(async (all) => {
        await all.remove(id);
        // Before it is no longer hidden: the list that is read now comes a little later.
        stored.value = stored.peek()?.filter((session) => session.id !== id) ?? null;
      }),
  });
  const transfers = createTransfers(schedule);
  const list = computed(() => stored.value?.filter(({ id }) => !deletions.hidden.value.has(id)) ?? null);
  const dismiss = () => {
    problem.value = '';
  };
  const stops = [hud.view, hud.source].map((shown) => shown.subscribe(dismiss));
  hud.onDestroy(() => {
    for (const stop of stops) stop();
    deletions.destroy();
  });

  const load = () => {
    loadProblem.value = '';
    return attempt(subscribe, loadProblem);
  };
  const subscribe = async () => {
    const all = await hud.host.sessions();
    if (users === 0) return;
    const refresh = async () => {
      current.value = all.current?.summary ?? null;
      const notice = all.problem === null ? '' : storeNotice(all.problem);
      if (notice !== '' && notice !== storeProblem.peek()) hud.tell(notice);
      storeProblem.value = notice;
      stored.value = [...(await all.list())].sort((a, b) => b.startedAt - a.startedAt);
      const shown = hud.source.peek();
      const now = stored.peek()?.find(({ id }) => id === shown.id);
      if (now !== undefined) shown.rename(now.name);
      loadProblem.value = '';
    };
    unsubscribe ??= all.subscribe(() => void attempt(refresh));
    sessions.value = all;
    await refresh();
  };

  const show = async (all: Sessions, id: string) => {
    const turn = ++asked;
    const before = hud.source.peek();
    const session = await all.open(id);
    if (users > 0 && turn === asked && hud.source.peek() === before) hud.show(sessionSource(session, hud));
  };

  const model: SessionModel = {
    sessions,
    current,
    list,
    storeProblem,
    problem,
    loadProblem,
    retry: () => void load(),
    deletions,
    transfers: transfers.shown,
    compared: signal({ base: null, head: null }),
    attach() {
      if (users++ === 0) void load();
      return () => {
        if (--users > 0) return;
        unsubscribe?.();
        unsubscribe = undefined;
      };
    },
    dismiss,
    run,
    export(session, kind = 'json', isRedacted = false) {
      const { format, gzip } = { gzip: false, ...FILE_KINDS[kind] };
      void run((all) =>
        transfers.run(`Exporting “${session.name}”`, async ({ signal: aborted, onProgress }) => {
          const file = await all.export(session.id, { format, gzip, redact: isRedacted, signal: aborted, onProgress });
          aborted.throwIfAborted();
          downloadBlob(file, exportFileName(session, kind, isRedacted));
        }),
      );
    },
    open: ({ id }) => void run((all) => show(all, id)),
    import(files, isFirstShown) {
      void run((all) =>
        transfers.run('', async ({ signal: aborted, onProgress, say }) => {
          const problems: string[] = [];
          let isShown = !isFirstShown;
          for (const [k, file] of files.entries()) {
            const name = file instanceof File ? file.name : 'a file';
            say(files.length > 1 ? `Importing ${k + 1} of ${files.length}: ${name}` : `Importing ${name}`);
            try {
              const { summary } = await all.import(file, { signal: aborted, onProgress });
              // Before the problems are told, which are forgotten when another source is shown.
              if (!isShown) await show(all, summary.id);
              isShown = true;
            } catch (error) {
              if (aborted.aborted) break;
              problems.push(files.length > 1 ? `${name}: ${messageOf(error)}` : messageOf(error));
            }
          }
          // Not thrown: those before the user ended it failed, too.
          if (problems.length > 0) problem.value = problems.join('\n');
        }),
      );
    },
    remove(session) {
      if (session.state === 'recording') return;
      deletions.add(session);
      hud.tell(`“${session.name}” deleted`);
    },
  };
  return model;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What a user can do about it, where there is something. */
function storeNotice({ code, message }: SessionError): string {
  const isFramed = window.top !== window;
  const advice =
    code === 'blocked' && isFramed
      ? ' Browsers may refuse storage to a page inside another: open it in a tab of its own.'
      : '';
  return `Sessions are kept in memory until this page closes. ${message}.${advice}`;
}
