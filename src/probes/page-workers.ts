import { patchMethod } from './patch-method.ts';

/** How the message begins by which a worker with the auto script gives the page a port to its metrics. */
export const HELLO = 'framescope-worker';

export interface WorkerWatcher {
  /** A worker is made. */
  onMade(): void;
  /** Framescope runs in a worker of this name, empty for none, and its metrics come through this port. */
  onReached(port: MessagePort, name: string): void;
}

/**
 * Sees every worker that is made on the page from now on, and hears of those that Framescope runs in. No page can look into a
 * worker: one that does not say so is not reached.
 *
 * @returns stops that
 */
export function watchWorkers(view: typeof globalThis, watcher: WorkerWatcher): () => void {
  const native = view.Worker;
  if (native === undefined) return () => undefined;
  let isActive = true;
  const greet = (event: MessageEvent) => {
    const [kind, name] = Array.isArray(event.data) ? event.data : [];
    const port = event.ports[0];
    if (kind !== HELLO || port === undefined) return;
    // The page's own listeners, which come later than this one, have no use for it.
    event.stopImmediatePropagation();
    if (isActive) watcher.onReached(port, String(name));
  };
  const watching: typeof Worker = new Proxy(native, {
    construct(target, args, newTarget) {
      const worker: Worker = Reflect.construct(target, args, newTarget === watching ? target : newTarget);
      if (!isActive) return worker;
      worker.addEventListener('message', greet);
      watcher.onMade();
      return worker;
    },
  });
  const undo: (() => boolean)[] = [];
  try {
    undo.push(patchMethod(view, 'Worker', watching as never));
    undo.push(patchMethod(native.prototype as unknown as { constructor: never }, 'constructor', watching as never));
  } catch {
    // The page does not let itself be patched: its workers have to be connected by hand.
  }
  return () => {
    isActive = false;
    for (const one of undo) one();
  };
}
