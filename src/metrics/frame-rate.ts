/** Enough intervals for a second at 500 Hz; past that the window is shorter. */
const CAPACITY = 512;

/** Frames per second over the last second, as `1000·N/T`: never the mean of `1000/d`, which flatters alternating frames. */
export class FrameRate {
  readonly #intervals = new Float64Array(CAPACITY);
  #oldest = 0;
  #count = 0;
  #totalMs = 0;

  /** Adds a frame's interval and gives the frame rate; NaN intervals (gaps) are not samples. O(1), allocates nothing. */
  add(intervalMs: number): number {
    if (intervalMs > 0) {
      if (this.#count === CAPACITY) this.#dropOldest();
      this.#intervals[(this.#oldest + this.#count) % CAPACITY] = intervalMs;
      this.#count++;
      this.#totalMs += intervalMs;
      while (this.#count > 1 && this.#totalMs - (this.#intervals[this.#oldest] as number) >= 1000) this.#dropOldest();
    }
    // Without intervals this is 0 / 0, and so NaN.
    return (1000 * this.#count) / this.#totalMs;
  }

  #dropOldest(): void {
    this.#totalMs -= this.#intervals[this.#oldest] as number;
    this.#oldest = (this.#oldest + 1) % CAPACITY;
    this.#count--;
  }
}
