import { Handle } from './handle.ts';

/** How far back a rate looks. */
export const RATE_WINDOW_MS = 1000;
/** Samples of the count kept for the window: a new one each thirtieth of it, so the window errs by 3 % at most. */
const SAMPLES = 32;

/** Events per second over the last second, as of the last ended frame. */
export class RateHandle extends Handle {
  private readonly times = new Float64Array(SAMPLES);
  private readonly counts = new Float64Array(SAMPLES);
  private samples = 0;
  private rate = Number.NaN;

  /** Hot: counts `n` ≥ 0 events. */
  mark(n = 1): void {
    if (typeof n === 'number' && n >= 0 && n < Infinity) (this.values[this.slot] as number) += n;
    else this.drop(n);
  }

  /** Events per second; NaN until two frames have ended. */
  get value(): number {
    return this.cell === null ? Number.NaN : this.rate;
  }

  /** Events since the metric was registered. */
  get count(): number {
    return this.cell === null ? Number.NaN : (this.values[this.slot] as number);
  }

  override read() {
    return this.cell === null ? null : ({ type: 'rate', count: this.count, perSecond: this.rate } as const);
  }

  /** Ends a frame: once a frame a rate, so kept to a few array reads. @internal */
  endFrame(timeMs: number): void {
    const { times, counts, samples } = this;
    const count = this.values[this.slot] as number;
    // The newest sample that is at least a window old is where the window begins; before that, the oldest of all.
    let base = samples > SAMPLES ? samples - SAMPLES : 0;
    while (base + 1 < samples && timeMs - (times[(base + 1) % SAMPLES] as number) >= RATE_WINDOW_MS) base++;
    const elapsedMs = timeMs - (times[base % SAMPLES] as number);
    if (samples > 0 && elapsedMs > 0) this.rate = ((count - (counts[base % SAMPLES] as number)) * 1000) / elapsedMs;
    if (samples > 0 && timeMs - (times[(samples - 1) % SAMPLES] as number) < RATE_WINDOW_MS / (SAMPLES - 2)) return;
    times[samples % SAMPLES] = timeMs;
    counts[samples % SAMPLES] = count;
    this.samples = samples + 1;
  }
}
