/** A fall of the heap that is no noise, in MiB. */
const FALL_MB = 1;

/** What two samples of the heap in a row tell. */
export class HeapGrowth {
  #usageMb = Number.NaN;
  #timeMs = Number.NaN;
  /** MiB a second by which the heap grew between the last two samples; NaN where it did not grow. */
  growthMbPerS: number = Number.NaN;
  /** Whether the heap fell between the last two samples by more than noise. */
  hasFallen = false;

  add(usageMb: number, timeMs: number): void {
    const grownMb = usageMb - this.#usageMb;
    this.growthMbPerS = grownMb >= 0 ? (grownMb * 1000) / (timeMs - this.#timeMs) : Number.NaN;
    this.hasFallen = grownMb < -FALL_MB;
    this.#usageMb = usageMb;
    this.#timeMs = timeMs;
  }
}
