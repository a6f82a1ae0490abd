/*
 * A lane: how one worker's rows come to the page. The worker alone writes it, once a frame; readers never wait for it.
 *
 *     sequence │ layout │ row, one half │ row, other half        row n lies in half n mod 2, under the layout it was written with
 *
 * The worker fills the half that nobody was told to read, then counts the sequence up. Who reads a half and finds the sequence
 * as it was has a row of one frame; else the worker has come round, and it reads again.
 */
const SEQUENCE = 0;
const HEADER_BYTES = 16;
/** A worker publishes every few ms, and copying a row takes a thousandth of that: who loses so often has stopped for other reasons. */
const ATTEMPTS = 8;

/** One worker's rows in memory that both sides see. */
export class WorkerLane {
  readonly buffer: SharedArrayBuffer;
  /** How many values a row may have. */
  readonly capacity: number;
  readonly #header: Int32Array;
  readonly #layouts: Int32Array;
  readonly #halves: readonly [Float64Array, Float64Array];

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.capacity = (buffer.byteLength - HEADER_BYTES) / 16;
    this.#header = new Int32Array(buffer, 0, 1);
    this.#layouts = new Int32Array(buffer, 4, 2);
    this.#halves = [
      new Float64Array(buffer, HEADER_BYTES, this.capacity),
      new Float64Array(buffer, HEADER_BYTES + 8 * this.capacity, this.capacity),
    ];
  }

  static ofCapacity(capacity: number): WorkerLane {
    return new WorkerLane(new SharedArrayBuffer(HEADER_BYTES + 16 * capacity));
  }

  /** Hot: once a frame, by the worker. */
  publish(row: Float64Array, layout: number): void {
    const next = Atomics.load(this.#header, SEQUENCE) + 1;
    const half = next & 1;
    (this.#halves[half] as Float64Array).set(row);
    this.#layouts[half] = layout;
    Atomics.store(this.#header, SEQUENCE, next);
  }

  /** The number of the newest row; 0 before the first. */
  get sequence(): number {
    return Atomics.load(this.#header, SEQUENCE);
  }

  /** Copies the newest row into `target` and gives its layout; -1 when the worker published all the while. */
  read(target: Float64Array): number {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const sequence = this.sequence;
      const half = sequence & 1;
      target.set(this.#halves[half] as Float64Array);
      const layout = this.#layouts[half] as number;
      // A read-modify-write, since a plain atomic load may be done before the reads above it.
      if (Atomics.add(this.#header, SEQUENCE, 0) === sequence) return layout;
    }
    return -1;
  }
}
