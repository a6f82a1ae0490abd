/** So long in ms a message goes on to the next task: a message costs more than a short task. */
const SHARED_MS = 0.25;
/** A frame has one message, a long one another for each so many ms of it: work comes round as on a fast page, in the same share of the time. */
const MESSAGE_EVERY_MS = 16;

interface Task {
  readonly everyMs: number;
  readonly run: () => void;
  /** Whole ms: each reading of another number would allocate until the code is optimised, and these are read in each frame. */
  nextMs: number;
}

/**
 * Work that need not be done inside a frame: each task runs every so many ms, in a message task after the frame's own callbacks
 * and paint, so that it never adds to a frame's critical path: short tasks that are due together, or one that is not short. The others
 * wait for the next frame, or after a long one for the next message. Without frames nothing runs: an idle page stays idle.
 */
export class FrameTasks {
  readonly #tasks: Task[] = [];
  readonly #channel = new MessageChannel();
  #posted = false;
  #endMs: number;
  /** What messages have not used yet of the last frame's time. */
  #roomMs = 0;
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void, now: () => number = () => performance.now()) {
    this.#onError = onError;
    this.#endMs = Math.floor(now());
    this.#channel.port1.onmessage = () => {
      this.#posted = false;
      const startMs = now();
      let nowMs = startMs;
      let due = this.#nextDue(nowMs);
      while (due !== undefined && nowMs - startMs < SHARED_MS) {
        this.#run(due, Math.floor(nowMs));
        nowMs = now();
        due = this.#nextDue(nowMs);
      }
      this.#roomMs -= MESSAGE_EVERY_MS;
      if (due !== undefined && this.#roomMs >= MESSAGE_EVERY_MS / 2) this.#post();
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
    const now = Math.floor(nowMs);
    this.#roomMs = now - this.#endMs;
    this.#endMs = now;
    if (!this.#posted && this.#nextDue(now) !== undefined) this.#post();
  }

  destroy(): void {
    this.#tasks.length = 0;
    this.#channel.port1.close();
  }

  #post(): void {
    this.#posted = true;
    this.#channel.port2.postMessage(null);
  }

  /** The task that is overdue the longest. */
  #nextDue(nowMs: number): Task | undefined {
    let due: Task | undefined;
    for (let k = 0; k < this.#tasks.length; k++) {
      const task = this.#tasks[k] as Task;
      if (task.nextMs <= nowMs && (due === undefined || task.nextMs < due.nextMs)) due = task;
    }
    return due;
  }

  #run(due: Task, now: number): void {
    due.nextMs += due.everyMs;
    // After a pause none is made up for.
    if (due.nextMs <= now) due.nextMs = now + due.everyMs;
    try {
      due.run();
    } catch (error) {
      this.#remove(due);
      this.#onError(error);
    }
  }

  #remove(task: Task): void {
    const index = this.#tasks.indexOf(task);
    if (index >= 0) this.#tasks.splice(index, 1);
  }
}
