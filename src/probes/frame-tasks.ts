/** So long in ms a message goes on to the next task: a message costs more than a short task. */
const SHARED_MS = 0.25;

interface Task {
  readonly everyMs: number;
  readonly run: () => void;
  /** Whole ms: each reading of another number would allocate until the code is optimised, and these are read in each frame. */
  nextMs: number;
}

/**
 * Work that need not be done inside a frame: each task runs every so many ms, in a message task after the frame's own callbacks
 * and paint, so that it never adds to a frame's critical path: short tasks that are due together, or one that is not short. Without
 * frames nothing runs: an idle page stays idle.
 */
export class FrameTasks {
  readonly #tasks: Task[] = [];
  readonly #channel = new MessageChannel();
  #posted = false;
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void, now: () => number = () => performance.now()) {
    this.#onError = onError;
    this.#channel.port1.onmessage = () => {
      this.#posted = false;
      const startMs = now();
      let nowMs = startMs;
      while (nowMs - startMs < SHARED_MS && this.#runNext(nowMs)) nowMs = now();
    };
  }

  /**
   * Runs `run` every `everyMs` from the next frame on; what it gives stops that. Waiting for the end of a frame makes one time late, not
   * all that follow: it is run as often as asked while frames are shorter. A task that throws is not run again.
   */
  every(everyMs: number, run: () => void): () => void {
    const task: Task = { everyMs, run, nextMs: 0 };
    this.#tasks.push(task);
    return () => this.#remove(task);
  }

  /** Hot: at each frame's end. Posts a message only when something is due. */
  frameEnd(nowMs: number): void {
    if (this.#posted) return;
    const now = Math.floor(nowMs);
    for (let k = 0; k < this.#tasks.length; k++) {
      if ((this.#tasks[k] as Task).nextMs > now) continue;
      this.#posted = true;
      this.#channel.port2.postMessage(null);
      return;
    }
  }

  destroy(): void {
    this.#tasks.length = 0;
    this.#channel.port1.close();
  }

  /** Runs the task that is overdue the longest; false when none is due. */
  #runNext(nowMs: number): boolean {
    const now = Math.floor(nowMs);
    let due: Task | undefined;
    for (let k = 0; k < this.#tasks.length; k++) {
      const task = this.#tasks[k] as Task;
      if (task.nextMs <= now && (due === undefined || task.nextMs < due.nextMs)) due = task;
    }
    if (due === undefined) return false;
    due.nextMs += due.everyMs;
    // After a pause none is made up for.
    if (due.nextMs <= now) due.nextMs = now + due.everyMs;
    try {
      due.run();
    } catch (error) {
      this.#remove(due);
      this.#onError(error);
    }
    return true;
  }

  #remove(task: Task): void {
    const index = this.#tasks.indexOf(task);
    if (index >= 0) this.#tasks.splice(index, 1);
  }
}
