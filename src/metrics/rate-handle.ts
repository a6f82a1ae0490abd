import type { FrameStamp } from './backend.ts';
import type { Cell } from './cell.ts';
import { Handle } from './handle.ts';

/** How far back a rate looks. */
const WINDOW_MS = 1000;
/** Samples of the count kept for the window: a new one each thirtieth of it, so the window errs by 3 % at most. */
const SAMPLES = 32;

/** Events per second over the last second, as of the last ended frame. */
export class RateHandle extends Handle {
  /** A ring: sample k lies at k modulo SAMPLES. */
  private readonly times = new Float64Array(SAMPLES);
  private readonly counts = new Float64Array(SAMPLES);
  /** How many samples were taken, and the one with which the window begins. */
  private samples = 0;
  private base = 0;
  private perSecond = Number.NaN;

  /** Hot: counts `n` ≥ 0 events. */
  mark(n = 1): void {
    if (typeof n === 'number' && n >= 0 && n < Infinity) (this.values[this.slot] as number) += n;
    else this.drop(n);
  }

  /** Events per second; NaN until two frames have ended. */
  get value(): number {
    return this.perSecond;
  }

  /** Events since the metric was registered; NaN when there is no metric behind the handle. */
  get count(): number {
    return this.cell === null ? Number.NaN : (this.values[this.slot] as number);
  }

  override read() {
    return this.cell && ({ type: 'rate', count: this.count, perSecond: this.perSecond } as const);
  }

  /** Its new cell counts from 0, so what the window remembers of the old one is void. @internal */
  override bind(cell: Cell | null): void {
    super.bind(cell);
    this.samples = this.base = 0;
    this.perSecond = Number.NaN;
  }

  /**
   * Ends a frame: once a frame a rate, so kept to a few array reads. Takes the stamp, because a double that is passed to a call
   * that is not inlined is garbage. @internal
   */
  endFrame({ timeMs }: FrameStamp): void {
    const { times, counts, samples } = this;
    const count = this.values[this.slot] as number;
    if (samples > 0) {
      // The window begins with the newest sample that is at least a window old; before there is one, with the oldest of all.
      // So few samples fit into a window that the ring still has it.
      let { base } = this;
      while (base + 1 < samples && timeMs - (times[(base + 1) % SAMPLES] as number) >= WINDOW_MS) base++;
      this.base = base;
      const elapsedMs = timeMs - (times[base % SAMPLES] as number);
      if (elapsedMs > 0) this.perSecond = ((count - (counts[base % SAMPLES] as number)) * 1000) / elapsedMs;
      if (timeMs - (times[(samples - 1) % SAMPLES] as number) < WINDOW_MS / (SAMPLES - 2)) return;
    }
    times[samples % SAMPLES] = timeMs;
    counts[samples % SAMPLES] = count;
    this.samples = samples + 1;
  }
}
