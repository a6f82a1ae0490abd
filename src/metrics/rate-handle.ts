import type { FrameStamp } from './backend.ts';
import type { Cell } from './cell.ts';
import { Handle, MAX_COUNT } from './handle.ts';

/** How far back a rate looks. */
const WINDOW_MS = 1000;
/** Samples of the count kept for the window: a new one each thirtieth of it, so the window errs by 3 % at most. */
const SAMPLES = 32;
/** An event's weight in the weighted rate falls to 1/e in so many ms. */
const DECAY_MS = 5000;

/** Events per second, as of the last ended frame: over the last second, and weighted over all time, the newest most. */
export class RateHandle extends Handle {
  /** A ring: sample k lies at k modulo SAMPLES. */
  readonly #times = new Float64Array(SAMPLES);
  readonly #counts = new Float64Array(SAMPLES);
  /** How many samples were taken, and the one with which the window begins. */
  #samples = 0;
  #base = 0;
  #perSecond = Number.NaN;
  #weightedPerSecond = Number.NaN;
  /** Of the frame before. */
  #lastMs = Number.NaN;
  #lastCount = 0;

  /** Hot: counts `n` ≥ 0 events. */
  mark(n = 1): void {
    // As CounterHandle.increment, written out: a method of both would see two classes, and each access to a field would ask which.
    if (typeof n === 'number' && n >= 0) {
      const { values, slot } = this;
      const total = (values[slot] as number) + n;
      if (total < MAX_COUNT) {
        values[slot] = total;
        return;
      }
    }
    this.refuseCount(n);
  }

  /** Events per second; NaN until two frames have ended. */
  get value(): number {
    return this.#perSecond;
  }

  /** Events per second, where those of 5 s ago weigh 1/e as much as those of now; NaN until two frames have ended. */
  get weighted(): number {
    return this.#weightedPerSecond;
  }

  /** Events since the metric was registered; NaN when there is no metric behind the handle. */
  get count(): number {
    return this.cell === null ? Number.NaN : (this.values[this.slot] as number);
  }

  override read() {
    return (
      this.cell && ({ type: 'rate', count: this.count, perSecond: this.#perSecond, weighted: this.weighted } as const)
    );
  }

  /** Its new cell counts from 0, so what the window remembers of the old one is void. @internal */
  override bind(cell: Cell | null): void {
    super.bind(cell);
    this.#samples = this.#base = 0;
    this.#perSecond = this.#weightedPerSecond = this.#lastMs = Number.NaN;
    this.#lastCount = 0;
  }

  /**
   * Ends a frame: once a frame a rate, so kept to a few array reads. Takes the stamp, because a double that is passed to a call
   * that is not inlined is garbage. @internal
   */
  endFrame({ timeMs }: FrameStamp): void {
    const times = this.#times;
    const counts = this.#counts;
    const samples = this.#samples;
    const count = this.values[this.slot] as number;
    this.#weigh(timeMs - this.#lastMs, count - this.#lastCount);
    this.#lastMs = timeMs;
    this.#lastCount = count;
    if (samples > 0) {
      // The window begins with the newest sample that is at least a window old; before there is one, with the oldest of all.
      // So few samples fit into a window that the ring still has it.
      let base = this.#base;
      while (base + 1 < samples && timeMs - (times[(base + 1) % SAMPLES] as number) >= WINDOW_MS) base++;
      this.#base = base;
      const elapsedMs = timeMs - (times[base % SAMPLES] as number);
      if (elapsedMs > 0) this.#perSecond = ((count - (counts[base % SAMPLES] as number)) * 1000) / elapsedMs;
      if (timeMs - (times[(samples - 1) % SAMPLES] as number) < WINDOW_MS / (SAMPLES - 2)) return;
    }
    times[samples % SAMPLES] = timeMs;
    counts[samples % SAMPLES] = count;
    this.#samples = samples + 1;
  }

  /** An exponentially weighted mean of the rates between frames, each with the weight of its time. */
  #weigh(elapsedMs: number, events: number): void {
    if (!(elapsedMs > 0)) return;
    const perSecond = (events * 1000) / elapsedMs;
    const before = this.#weightedPerSecond;
    if (Number.isNaN(before)) this.#weightedPerSecond = perSecond;
    else this.#weightedPerSecond = perSecond + (before - perSecond) * decayOver(elapsedMs);
  }
}

/** Every rate of a frame asks for the same time. */
let decayMs = 0.5;
let decay = Math.exp(-decayMs / DECAY_MS);

/** What is left of an event's weight after so many ms. */
function decayOver(elapsedMs: number): number {
  if (elapsedMs !== decayMs) {
    decayMs = elapsedMs;
    decay = Math.exp(-elapsedMs / DECAY_MS);
  }
  return decay;
}
