import { type ReadonlySignal, signal } from '@preact/signals';

/** How long a deletion can be undone. */
const UNDO_MS = 8000;

/** What is gone from a list, and from the store only when it can no longer be brought back. */
export interface Deletions<T> {
  /** What can be brought back, the first deleted first. */
  readonly waiting: ReadonlySignal<readonly T[]>;
  /** What no list shows: what waits, and what is being removed. */
  readonly hidden: ReadonlySignal<ReadonlySet<string>>;
  /** Deletes one more; all that wait can be undone for as long as this one. */
  add(item: T): void;
  /** Brings back all that wait. */
  undo(): void;
  /** Keeps all that wait: it is simply there again, as when the page ends in between. */
  destroy(): void;
}

interface Options<T> {
  /** Removes it for good; its failures are its own to tell. */
  readonly remove: (item: T) => Promise<unknown>;
  /** Runs something later; what it gives takes that back. */
  readonly schedule: (delayMs: number, run: () => void) => () => void;
}

export function createDeletions<T extends { readonly id: string }>({ remove, schedule }: Options<T>): Deletions<T> {
  const waiting = signal<readonly T[]>([]);
  const hidden = signal<ReadonlySet<string>>(new Set());
  let cancel: (() => void) | null = null;

  const show = (items: readonly T[]) => {
    const ids = new Set(hidden.peek());
    for (const { id } of items) ids.delete(id);
    hidden.value = ids;
  };
  const stop = () => {
    cancel?.();
    cancel = null;
    const items = waiting.peek();
    waiting.value = [];
    return items;
  };
  const commit = () => {
    // Hidden until it is removed, or has turned out to stay.
    for (const item of stop()) void remove(item).finally(() => show([item]));
  };
  return {
    waiting,
    hidden,
    add(item) {
      cancel?.();
      cancel = schedule(UNDO_MS, commit);
      hidden.value = new Set(hidden.peek()).add(item.id);
      waiting.value = [...waiting.peek().filter(({ id }) => id !== item.id), item];
    },
    undo: () => show(stop()),
    destroy: () => show(stop()),
  };
}
