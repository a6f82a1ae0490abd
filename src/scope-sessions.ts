import type { Warn } from './probes/index.ts';
import type { ScopeSessions } from './scope-options.ts';
import type { SessionError } from './sessions/session-error.ts';
import type { Session } from './sessions/session-types.ts';
import type { SessionLibrary, SessionsOptions } from './sessions/sessions.ts';

/** Sessions behind a dynamic import: a page that records none downloads none of their code. */
export interface LazySessions extends ScopeSessions {
  /** The sessions themselves, loaded. */
  load(): Promise<SessionLibrary>;
  /** Ends a recording and releases the store. */
  destroy(): void;
}

export function createLazySessions(options: SessionsOptions, warn: Warn): LazySessions {
  let loaded: SessionLibrary | null = null;
  let loading: Promise<SessionLibrary> | null = null;
  let destroyed = false;
  /** Listeners that came before the code. */
  const early = new Map<() => void, () => void>();
  const load = (): Promise<SessionLibrary> => {
    loading ??= import('./sessions/create-sessions.ts').then(
      ({ createSessions }) => {
        loaded = createSessions(options);
        for (const listener of early.keys()) early.set(listener, loaded.subscribe(listener));
        // Before anybody who waits for the code can start: there is nobody left who would stop it.
        if (destroyed) void loaded.destroy();
        return loaded;
      },
      (error) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  return {
    get current(): Session | null {
      return loaded?.current ?? null;
    },
    get problem(): SessionError | null {
      return loaded?.problem ?? null;
    },
    load,
    start: async (start) => (await load()).start(start),
    // What was never loaded has nothing to stop.
    stop: async () => (loading === null ? null : (await load()).stop()),
    list: async () => (await load()).list(),
    open: async (id) => (await load()).open(id),
    remove: async (id) => (await load()).remove(id),
    update: async (id, changes) => (await load()).update(id, changes),
    export: async (id, exportOptions) => (await load()).export(id, exportOptions),
    import: async (file, importOptions) => (await load()).import(file, importOptions),
    compare: async (base, head, compareOptions) => (await load()).compare(base, head, compareOptions),
    recover: async () => (await load()).recover(),
    subscribe(listener) {
      early.set(listener, loaded?.subscribe(listener) ?? (() => undefined));
      return () => {
        early.get(listener)?.();
        early.delete(listener);
      };
    },
    destroy() {
      destroyed = true;
      loaded?.destroy().catch((error) => warn('The session cannot be ended', error));
    },
  };
}
