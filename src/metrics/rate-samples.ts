import type { FrameStamp } from './backend.ts';
import type { Cell } from './cell.ts';

/** How far back a rate looks. */
const WINDOW_MS = 1000;
/** Samples kept for the window: a new one each thirtieth of it, so the window errs by 3 % at most. */
const SAMPLES = 32;
/** An event's weight in the weighted rate falls to 1/e in so many ms. */
const DECAY_MS = 5000;
const FIRST_CAPACITY = 8;

// The rows behind those of the samples.
/** When the rate's first frame ended, and the count then: the samples say nothing of what was before. */
const START_MS = SAMPLES;
const START_COUNT = SAMPLES + 1;
/** The count in the last frame. */
const LAST = SAMPLES + 2;
const WEIGHTED = SAMPLES + 3;
const ROWS = SAMPLES + 4;

/** A rate's place among the samples. */
export interface SampledRate {
  readonly cell: Cell;
  column: number;
}

/**
 * What the rates of a registry counted in the last second. They share the times, so that a frame costs a rate a few array reads:
 *
 *     times   0 ms │ 34 │ 67 │ … │ 1 s       a ring; base is the newest sample that is at least a second old
 *     rate a   120 │ 121│ 125│ … │ 180       in rows of one array: one a sample, and those of the constants above
 *     rate b    …
 */
export class RateSamples {
  readonly #rates: SampledRate[] = [];
  readonly #times = new Float64Array(SAMPLES);
  #capacity = FIRST_CAPACITY;
  #rows = new Float64Array(ROWS * FIRST_CAPACITY);
  #samples = 0;
  #base = 0;
  #lastMs = Number.NaN;

  add(cell: Cell): SampledRate {
    const column = this.#rates.length;
    if (column === this.#capacity) this.#grow();
    for (let row = SAMPLES; row < ROWS; row++) this.#rows[row * this.#capacity + column] = Number.NaN;
    const rate = { cell, column };
    this.#rates.push(rate);
    return rate;
  }

  /** The last rate takes the place of the one that goes. */
  remove({ column }: SampledRate): void {
    const last = this.#rates.pop() as SampledRate;
    if (last.column === column) return;
    for (let at = 0; at < this.#rows.length; at += this.#capacity)
      this.#rows[at + column] = this.#rows[at + last.column] as number;
    this.#rates[column] = last;
    last.column = column;
  }

  /** Events per second of the last second, as of the last ended frame; NaN until two have ended. */
  perSecond({ column }: SampledRate): number {
    const base = this.#base % SAMPLES;
    const isSampled = this.#at(START_MS, column) <= (this.#times[base] as number);
    const elapsedMs = this.#lastMs - (isSampled ? (this.#times[base] as number) : this.#at(START_MS, column));
    if (!(elapsedMs > 0)) return Number.NaN;
    return ((this.#at(LAST, column) - this.#at(isSampled ? base : START_COUNT, column)) * 1000) / elapsedMs;
  }

  /** Events per second, where those of 5 s ago weigh 1/e as much as those of now; NaN until two frames have ended. */
  weighted({ column }: SampledRate): number {
    return this.#at(WEIGHTED, column);
  }

  /** Once a frame. Takes the stamp, because a double that is passed to a call that is not inlined is garbage. */
  endFrame(frame: FrameStamp): void {
    if (this.#rates.length === 0) return;
    this.#count(frame);
    const { timeMs } = frame;
    const times = this.#times;
    this.#lastMs = timeMs;
    // The window begins with the newest sample that is at least a window old; before there is one, with the oldest of all.
    // So few samples fit into a window that the ring still has it.
    while (this.#base + 1 < this.#samples && timeMs - (times[(this.#base + 1) % SAMPLES] as number) >= WINDOW_MS)
      this.#base++;
    const sinceMs = timeMs - (times[(this.#samples + SAMPLES - 1) % SAMPLES] as number);
    if (this.#samples > 0 && sinceMs < WINDOW_MS / (SAMPLES - 2)) return;
    const row = this.#samples++ % SAMPLES;
    times[row] = timeMs;
    const from = LAST * this.#capacity;
    this.#rows.copyWithin(row * this.#capacity, from, from + this.#rates.length);
  }

  /** Takes the counts; the weighted rate is the mean of those between frames, each with the weight of its time. */
  #count({ timeMs }: FrameStamp): void {
    const rates = this.#rates;
    const rows = this.#rows;
    const start = START_MS * this.#capacity;
    const startCount = START_COUNT * this.#capacity;
    const last = LAST * this.#capacity;
    const weighted = WEIGHTED * this.#capacity;
    const elapsedMs = timeMs - this.#lastMs;
    const isLater = elapsedMs > 0;
    const left = isLater ? Math.exp(-elapsedMs / DECAY_MS) : 1;
    const factor = isLater ? 1000 / elapsedMs : 0;
    for (let k = 0; k < rates.length; k++) {
      const { values, slot } = (rates[k] as SampledRate).cell;
      const count = values[slot] as number;
      const perSecond = (count - (rows[last + k] as number)) * factor;
      const before = rows[weighted + k] as number;
      rows[last + k] = count;
      // There is a weighted rate from the rate's second frame on, so that most frames need ask for nothing else.
      if (!Number.isNaN(before)) rows[weighted + k] = perSecond + (before - perSecond) * left;
      else if (Number.isNaN(rows[start + k])) {
        rows[start + k] = timeMs;
        rows[startCount + k] = count;
      } else if (isLater) rows[weighted + k] = perSecond;
    }
  }

  #at(row: number, column: number): number {
    return this.#rows[row * this.#capacity + column] as number;
  }

  #grow(): void {
    const before = this.#rows;
    const width = this.#capacity;
    this.#capacity = width * 2;
    this.#rows = new Float64Array(ROWS * this.#capacity);
    for (let row = 0; row < ROWS; row++)
      this.#rows.set(before.subarray(row * width, (row + 1) * width), row * this.#capacity);
  }
}
