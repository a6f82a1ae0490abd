import { describe, expect, it } from 'vitest';
import { createTransfers, type TransferTools } from './transfers.ts';

function createRun() {
  const due = new Set<() => void>();
  const transfers = createTransfers((_, run) => {
    due.add(run);
    return () => due.delete(run);
  });
  let tools = undefined as unknown as TransferTools;
  let end = undefined as unknown as { resolve(): void; reject(error: unknown): void };
  const done = transfers.run('Exporting “a”', (given) => {
    tools = given;
    return new Promise<void>((resolve, reject) => {
      end = { resolve, reject };
      given.signal.addEventListener('abort', () => reject(given.signal.reason));
    });
  });
  return {
    transfers,
    due,
    done,
    tools,
    end,
    showAll() {
      for (const run of due) run();
    },
  };
}

describe('createTransfers', () => {
  it('shows what takes its time, with whole percents, until it is done', async () => {
    const { transfers, tools, end, done, showAll } = createRun();
    expect(transfers.shown.peek()).toEqual([]);
    tools.onProgress(0.129);
    showAll();
    const [transfer] = transfers.shown.peek();
    expect([transfer?.text.peek(), transfer?.percent.peek()]).toEqual(['Exporting “a”', 12]);
    tools.say('Exporting “b”');
    expect(transfer?.text.peek()).toBe('Exporting “b”');
    end.resolve();
    await done;
    expect(transfers.shown.peek()).toEqual([]);
  });

  it('shows nothing of what is done at once', async () => {
    const { transfers, end, done, due } = createRun();
    end.resolve();
    await done;
    expect(due.size).toBe(0);
    expect(transfers.shown.peek()).toEqual([]);
  });

  it('ends quietly what the user ends, and loudly what fails', async () => {
    const ended = createRun();
    ended.showAll();
    ended.transfers.shown.peek()[0]?.cancel();
    await expect(ended.done).resolves.toBeUndefined();
    expect(ended.tools.signal.aborted).toBe(true);
    const failed = createRun();
    failed.showAll();
    failed.end.reject(new Error('No room'));
    await expect(failed.done).rejects.toThrow('No room');
    expect(failed.transfers.shown.peek()).toEqual([]);
  });
});
