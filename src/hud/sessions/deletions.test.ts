import { describe, expect, it } from 'vitest';
import { createDeletions } from './deletions.ts';

/** Deletions with a clock that is moved on by hand, over a store that removes when it is told to. */
function createStore() {
  let nowMs = 0;
  const due = new Map<object, { atMs: number; run: () => void }>();
  const removed: string[] = [];
  const settle: (() => void)[] = [];
  const deletions = createDeletions<{ id: string }>({
    remove: ({ id }) => {
      removed.push(id);
      return new Promise<void>((resolve) => settle.push(resolve));
    },
    schedule(delayMs, run) {
      const key = {};
      due.set(key, { atMs: nowMs + delayMs, run });
      return () => due.delete(key);
    },
  });
  return {
    deletions,
    removed,
    due,
    waiting: () => deletions.waiting.peek().map(({ id }) => id),
    hidden: () => [...deletions.hidden.peek()],
    pass(ms: number) {
      nowMs += ms;
      for (const [key, { atMs, run }] of due) {
        if (atMs > nowMs) continue;
        due.delete(key);
        run();
      }
    },
    async settleAll() {
      for (const resolve of settle.splice(0)) resolve();
      for (let k = 0; k < 4; k++) await Promise.resolve();
    },
  };
}

describe('createDeletions', () => {
  it('removes after eight seconds, and hides until that is done', async () => {
    const store = createStore();
    store.deletions.add({ id: 'a' });
    expect(store.waiting()).toEqual(['a']);
    store.pass(7999);
    expect(store.removed).toEqual([]);
    store.pass(1);
    expect(store.removed).toEqual(['a']);
    expect(store.waiting()).toEqual([]);
    expect(store.hidden()).toEqual(['a']);
    await store.settleAll();
    expect(store.hidden()).toEqual([]);
  });

  it('removes nothing that is undone in time', () => {
    const store = createStore();
    store.deletions.add({ id: 'a' });
    store.pass(5000);
    store.deletions.add({ id: 'b' });
    store.pass(5000);
    expect(store.waiting()).toEqual(['a', 'b']);
    store.deletions.undo();
    expect(store.waiting()).toEqual([]);
    expect(store.hidden()).toEqual([]);
    store.pass(60_000);
    expect(store.removed).toEqual([]);
  });

  it('removes all together, eight seconds after the last', () => {
    const store = createStore();
    store.deletions.add({ id: 'a' });
    store.pass(5000);
    store.deletions.add({ id: 'b' });
    store.pass(8000);
    expect(store.removed).toEqual(['a', 'b']);
  });

  it('undoes only what is not being removed yet', () => {
    const store = createStore();
    store.deletions.add({ id: 'a' });
    store.pass(8000);
    store.deletions.add({ id: 'b' });
    store.deletions.undo();
    expect(store.hidden()).toEqual(['a']);
  });

  it('keeps what waits when it is destroyed, and leaves no timer', () => {
    const store = createStore();
    store.deletions.add({ id: 'a' });
    store.deletions.destroy();
    expect(store.due.size).toBe(0);
    expect(store.hidden()).toEqual([]);
    expect(store.removed).toEqual([]);
  });
});
