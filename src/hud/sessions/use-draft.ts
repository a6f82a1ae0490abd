import { type Signal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** What is being changed of a stored value, until the list has it: no renewal in between takes it away. */
export interface Draft<T> {
  /** The stored value where nothing is being changed. */
  readonly shown: T;
  /** Changes it, without storing it yet. */
  edit(next: T): void;
  /** Stores what was changed. */
  store(): void;
}

/**
 * The draft of a value. What has not been stored when its field goes is stored then; a field that is taken away while it has the focus
 * tells no change.
 *
 * @param toStore what is stored of a draft; null: nothing, and the stored value is there again
 * @param put stores it; false where that failed: what was written stays, to be stored again
 */
export function useDraft<T>(stored: T, toStore: (draft: T) => T | null, put: (next: T) => Promise<boolean>): Draft<T> {
  const draft: Signal<T | null> = useSignal<T | null>(null);
  /** What is on its way to the store. */
  const sent = useRef<T | null>(null);
  const known = useRef(stored);
  known.current = stored;
  /** Lets go of what the list has. */
  const settle = () => {
    if (!isSame(known.current, sent.current)) return;
    if (isSame(sent.current, draft.peek())) draft.value = null;
    sent.current = null;
  };
  const store = () => {
    const written = draft.peek();
    if (written === null) return;
    const next = toStore(written) ?? sent.current;
    if (next === null || isSame(next, sent.current ?? stored)) {
      draft.value = sent.current;
      return;
    }
    draft.value = sent.current = next;
    void put(next).then((isStored) => {
      if (sent.current !== next) return;
      if (isStored) settle();
      else sent.current = null;
    });
  };
  const latest = useRef(store);
  latest.current = store;
  useLayoutEffect(() => () => latest.current(), []);
  useLayoutEffect(settle, [stored]);
  return {
    shown: draft.value ?? stored,
    edit: (next) => {
      draft.value = next;
    },
    store,
  };
}

/** Of texts and of lists of them. */
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
