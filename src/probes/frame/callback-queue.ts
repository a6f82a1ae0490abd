import type { FrameCallback } from './animation-frame-hook.ts';

/**
 * The animation frame callbacks that wait for one frame, in the order in which they run. Parallel columns that never shrink, so that
 * a page's loop allocates nothing:
 *
 *     ids        7   9  12   …        requested, not cancelled
 *                    ▲ head           7 has run
 */
export class CallbackQueue {
  readonly #ids: number[] = [];
  readonly #callbacks: (FrameCallback | null)[] = [];
  readonly #requestedMs: number[] = [];
  #head = 0;
  #end = 0;

  /** Whether none is left to run. */
  get isEmpty(): boolean {
    return this.#head === this.#end;
  }

  /** @param requestedMs when the page asked for it, in ms */
  add(id: number, callback: FrameCallback, requestedMs: number): void {
    const end = this.#end;
    this.#ids[end] = id;
    this.#callbacks[end] = callback;
    this.#requestedMs[end] = requestedMs;
    this.#end = end + 1;
  }

  /** Whether a callback waits. */
  has(callback: FrameCallback): boolean {
    let k = this.#head;
    while (k < this.#end && this.#callbacks[k] !== callback) k++;
    return k < this.#end;
  }

  /** Leaves one out that has not run yet; false when there is none of that id. */
  remove(id: number): boolean {
    let k = this.#head;
    while (k < this.#end && this.#ids[k] !== id) k++;
    if (k === this.#end) return false;
    for (this.#end--; k < this.#end; k++) {
      this.#ids[k] = this.#ids[k + 1] as number;
      this.#callbacks[k] = this.#callbacks[k + 1] as FrameCallback;
      this.#requestedMs[k] = this.#requestedMs[k + 1] as number;
    }
    this.#callbacks[k] = null;
    return true;
  }

  /**
   * A callback runs now. Those before it, which it has overtaken, were cancelled past us and never will.
   *
   * @returns when it was requested, if it has overtaken any; else NaN
   */
  take(callback: FrameCallback): number {
    for (let k = this.#head; k < this.#end; k++) {
      if (this.#callbacks[k] !== callback) continue;
      const hasOvertaken = k > this.#head;
      this.#head = k + 1;
      return hasOvertaken ? (this.#requestedMs[k] as number) : Number.NaN;
    }
    return Number.NaN;
  }

  clear(): void {
    for (let k = 0; k < this.#end; k++) this.#callbacks[k] = null;
    this.#head = 0;
    this.#end = 0;
  }
}
