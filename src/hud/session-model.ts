import { type Signal, signal } from '@preact/signals';
import { TIME } from '../frames/index.ts';
import type { SessionSummary } from '../sessions/session-types.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { downloadBlob, fileNameOf } from './download-blob.ts';
import type { HudModel, HudSource } from './hud-model.ts';

/** What the session views show and do. What fails is said in `problem`, and nothing else changes. */
export class SessionModel {
  /** Null while their code is loading, and where there is no store. */
  readonly sessions: Signal<Sessions | null> = signal(null);
  readonly current: Signal<SessionSummary | null> = signal(null);
  readonly list: Signal<readonly SessionSummary[]> = signal([]);
  readonly problem: Signal<string> = signal('');
  private readonly hud: HudModel;
  private unsubscribe: (() => void) | null = null;
  private destroyed = false;

  constructor(hud: HudModel) {
    this.hud = hud;
    void this.attempt(async () => {
      const sessions = await hud.host.sessions();
      if (this.destroyed) return;
      this.sessions.value = sessions;
      this.unsubscribe = sessions.subscribe(() => void this.refresh());
      await this.refresh();
    });
  }

  start(name: string): Promise<void> {
    return this.attempt((sessions) => sessions?.start(name === '' ? {} : { name }));
  }

  stop(): Promise<void> {
    return this.attempt((sessions) => sessions?.stop());
  }

  rename(id: string, name: string): Promise<void> {
    return this.attempt((sessions) => sessions?.rename(id, name));
  }

  remove(id: string): Promise<void> {
    return this.attempt((sessions) => sessions?.remove(id));
  }

  /** Downloads a session as a snapshot file; default: the current session, else the newest. */
  export(session: SessionSummary | null = this.current.peek() ?? newest(this.list.peek())): Promise<void> {
    return this.attempt(async (sessions) => {
      if (sessions === null || session === null) return;
      downloadBlob(await sessions.export(session.id), `${fileNameOf(session.name)}.framescope.json`);
    });
  }

  import(file: Blob): Promise<void> {
    return this.attempt((sessions) => sessions?.import(file));
  }

  /** Shows a stored session in place of the live frames. */
  open({ id }: SessionSummary): Promise<void> {
    return this.attempt(async (sessions) => {
      const session = await sessions?.open(id);
      if (session === undefined || this.destroyed) return;
      const { frames } = session;
      const ends = new Float64Array(2);
      frames.read(TIME, frames.firstFrame, frames.firstFrame + 1, ends, 0);
      frames.read(TIME, frames.endFrame - 1, frames.endFrame, ends, 1);
      const source: HudSource = {
        name: session.summary.name,
        frames,
        spanMs: Math.max(1, (ends[1] as number) - (ends[0] as number) || 0),
        window: () => ({ from: frames.firstFrame, to: frames.endFrame }),
        stats: () => session.stats(this.hud.budgetOptions),
      };
      this.hud.show(source);
    });
  }

  destroy(): void {
    this.destroyed = true;
    this.unsubscribe?.();
  }

  private async refresh(): Promise<void> {
    await this.attempt(async (sessions) => {
      if (sessions === null || this.destroyed) return;
      this.current.value = sessions.current?.summary ?? null;
      this.list.value = await sessions.list();
    }, false);
  }

  private async attempt(run: (sessions: Sessions | null) => unknown, isNew = true): Promise<void> {
    if (isNew) this.problem.value = '';
    try {
      await run(this.sessions.peek());
    } catch (error) {
      this.problem.value = error instanceof Error ? error.message : String(error);
    }
  }
}

function newest(list: readonly SessionSummary[]): SessionSummary | null {
  return list.reduce<SessionSummary | null>((a, b) => (a !== null && a.startedAt > b.startedAt ? a : b), null);
}
