import { type ReadonlySignal, signal } from '@preact/signals';

/** What is done sooner shows no progress: a line that comes and goes at once is only unrest. */
const SHOWN_AFTER_MS = 200;

/** A file on its way in or out. */
export interface Transfer {
  readonly text: ReadonlySignal<string>;
  /** Whole percent that are done. */
  readonly percent: ReadonlySignal<number>;
  cancel(): void;
}

/** What the work of a transfer is given: the options of sessions’ files, and how it says what it is about. */
export interface TransferTools {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
  say(text: string): void;
}

export interface Transfers {
  /** Those that take their time, the first begun first. */
  readonly shown: ReadonlySignal<readonly Transfer[]>;
  /** Runs work with progress; resolves also when the user has ended it, and rejects with any other failure. */
  run(text: string, work: (tools: TransferTools) => Promise<void>): Promise<void>;
}

/** @param schedule runs something later; what it gives takes that back */
export function createTransfers(schedule: (delayMs: number, run: () => void) => () => void): Transfers {
  const shown = signal<readonly Transfer[]>([]);
  return {
    shown,
    async run(firstText, work) {
      const abort = new AbortController();
      const { signal: aborted } = abort;
      const text = signal(firstText);
      const percent = signal(0);
      const transfer: Transfer = { text, percent, cancel: () => abort.abort() };
      const cancelShowing = schedule(SHOWN_AFTER_MS, () => {
        shown.value = [...shown.peek(), transfer];
      });
      try {
        await work({
          signal: aborted,
          onProgress: (done) => {
            percent.value = Math.floor(100 * done);
          },
          say: (next) => {
            text.value = next;
          },
        });
      } catch (error) {
        if (!aborted.aborted) throw error;
      } finally {
        cancelShowing();
        shown.value = shown.peek().filter((one) => one !== transfer);
      }
    },
  };
}
