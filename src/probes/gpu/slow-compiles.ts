import type { ProbeEvent } from '../../frames/index.ts';

/** A call that is quicker delays no frame. */
const SLOW_CALL_MS = 1;
/** What is noted: slow calls of one frame that together take a quarter of a refresh at 60 Hz. */
const SLOW_FRAME_MS = 4;

/** The calls of a context or device in which the page waited for shaders: those of a frame become one event, if they were slow. */
export class SlowCompiles {
  readonly #name: string;
  readonly #record: (event: ProbeEvent) => void;
  #startMs = 0.5;
  #endMs = 0.5;
  #blockedMs = 0.5;
  #calls = 0;

  /** @param name says what is compiled, and whose */
  constructor(name: string, record: (event: ProbeEvent) => void) {
    this.#name = name;
    this.#record = record;
  }

  /** Takes one call; quick ones cost a comparison. */
  note(startMs: number, endMs: number): void {
    if (endMs - startMs < SLOW_CALL_MS) return;
    if (this.#calls === 0) {
      this.#startMs = startMs;
      this.#blockedMs = 0;
    }
    this.#calls++;
    this.#blockedMs += endMs - startMs;
    this.#endMs = endMs;
  }

  /** The calls until now are those of a frame. */
  frameEnd(): void {
    if (this.#calls === 0) return;
    if (this.#blockedMs >= SLOW_FRAME_MS) {
      this.#record({
        kind: 'compile',
        name: this.#name,
        timeMs: this.#startMs,
        durationMs: this.#endMs - this.#startMs,
        detail: { blockedMs: this.#blockedMs, calls: this.#calls },
      });
    }
    this.#calls = 0;
  }
}
