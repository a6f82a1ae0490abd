/** Frames that may wait for results at a time; one that waits longer than that is given up. */
const SLOTS = 64;
const NONE = -1;

/**
 * Adds up the times of each frame's segments, which arrive frames later, and publishes a frame once all of them are there:
 *
 *     frame 7   ■ ■ □      one of three has not arrived yet
 *     frame 8   ■ □ …      the frame still runs, and more may begin
 *
 * A frame that misses any part of its time is not published: half a frame's time would be a lie. Allocates nothing.
 */
export class LateSum {
  readonly #frames = new Float64Array(SLOTS).fill(NONE);
  readonly #waiting = new Int32Array(SLOTS);
  readonly #sumsNs = new Float64Array(SLOTS);
  readonly #publish: (frame: number, ms: number) => void;
  readonly #parent: LateSum | undefined;

  /**
   * @param publish gets a frame's time in ms, in steps of 1 µs
   * @param parent gets every segment, too
   */
  constructor(publish: (frame: number, ms: number) => void, parent?: LateSum) {
    this.#publish = publish;
    this.#parent = parent;
  }

  /** A segment of the running frame begins. */
  expect(frame: number): void {
    const slot = this.#open(frame);
    this.#waiting[slot] = (this.#waiting[slot] as number) + 1;
    this.#parent?.expect(frame);
  }

  /** A segment's time is there; NaN: it never will be. */
  arrive(frame: number, ns: number): void {
    this.#settle(frame, ns);
    this.#parent?.arrive(frame, ns);
  }

  /** A part of the running frame is not timed, so the frame gets no value. */
  spoil(frame: number): void {
    this.#sumsNs[this.#open(frame)] = Number.NaN;
    this.#parent?.spoil(frame);
  }

  /** The frame is over: no more segments. Not told to the parent. */
  close(frame: number): void {
    this.#settle(frame, 0);
  }

  /** A frame waits from its first segment on for its own end, too. */
  #open(frame: number): number {
    const slot = frame % SLOTS;
    if (this.#frames[slot] !== frame) {
      this.#frames[slot] = frame;
      this.#waiting[slot] = 1;
      this.#sumsNs[slot] = 0;
    }
    return slot;
  }

  #settle(frame: number, ns: number): void {
    const slot = frame % SLOTS;
    if (this.#frames[slot] !== frame) return;
    const sumNs = (this.#sumsNs[slot] as number) + ns;
    const waiting = (this.#waiting[slot] as number) - 1;
    this.#sumsNs[slot] = sumNs;
    this.#waiting[slot] = waiting;
    if (waiting > 0) return;
    this.#frames[slot] = NONE;
    if (sumNs === sumNs) this.#publish(frame, Math.round(sumNs / 1000) / 1000);
  }
}
