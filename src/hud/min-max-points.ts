/** What uPlot is given at most: more points than a chart's pixels cost time and show nothing. */
export const MAX_POINTS = 240;

/** Columns of a run of frames, `count` of each array in use. */
export interface MinMaxInput {
  readonly count: number;
  /** Ms, ascending. */
  readonly timeMs: ArrayLike<number>;
  /** Not 0: no time passed for the chart before this frame, so lines break here. */
  readonly gap: ArrayLike<number>;
  /** NaN where missing. */
  readonly series: readonly ArrayLike<number>[];
}

/**
 * The smallest and the largest value of each series in equal spans of time, as points that uPlot draws:
 *
 *     frames   ·  · ·|·   ·  |· · · ·|      spans lie fixed in time, so that a chart which moves on does not flicker
 *     points     ⌄ ⌃ |  ⌃ ⌄  | ⌃   ⌄ |      two a span, in the order in which the two values came
 *
 * A span without frames has no points (one long frame); a gap, and a span in which a series has no value, is null. The arrays
 * are reused from one reading to the next.
 */
export class MinMaxPoints {
  /** Seconds before `endMs`, ascending: `[x, …y]` as uPlot takes it. */
  readonly data: [number[], ...(number | null)[][]];
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly lowAt: Int32Array;
  private readonly highAt: Int32Array;
  private readonly capacity: number;
  private length = 0;

  constructor(seriesCount: number, capacity = MAX_POINTS) {
    this.capacity = capacity;
    this.data = [[], ...Array.from({ length: seriesCount }, () => [])];
    this.low = new Float64Array(seriesCount);
    this.high = new Float64Array(seriesCount);
    this.lowAt = new Int32Array(seriesCount);
    this.highAt = new Int32Array(seriesCount);
  }

  /** Fills `data` with the frames of the `spanMs` before `endMs`. */
  read(input: MinMaxInput, endMs: number, spanMs: number): void {
    const { count, timeMs, gap } = input;
    // Two points a span, and room for both partial spans at the ends and for some breaks.
    const widthMs = spanMs / (this.capacity / 2 - 6);
    this.length = 0;
    let from = 0;
    let span = Number.NaN;
    for (let i = 0; i < count; i++) {
      const next = Math.floor((timeMs[i] as number) / widthMs);
      const breaks = gap[i] !== 0;
      if (i > from && (next !== span || breaks)) this.addSpan(input, from, i, endMs);
      if (i === 0 || next !== span || breaks) {
        from = i;
        span = next;
      }
      if (breaks && this.length > 0) this.addBreak(((timeMs[i] as number) - endMs) / 1000);
    }
    if (count > from) this.addSpan(input, from, count, endMs);
    for (const values of this.data) values.length = this.length;
  }

  private addSpan({ timeMs, series }: MinMaxInput, from: number, to: number, endMs: number): void {
    for (let s = 0; s < series.length; s++) this.findRange(s, series[s] as ArrayLike<number>, from, to);
    const first = ((timeMs[from] as number) - endMs) / 1000;
    if (to - from === 1) {
      this.add(first, this.low, this.low);
      return;
    }
    const last = ((timeMs[to - 1] as number) - endMs) / 1000;
    this.add(first, this.low, this.high);
    this.add(last, this.high, this.low);
  }

  private findRange(s: number, values: ArrayLike<number>, from: number, to: number): void {
    let low = Number.NaN;
    let high = Number.NaN;
    for (let i = from; i < to; i++) {
      const value = values[i] as number;
      if (!(value >= low) && !Number.isNaN(value)) {
        low = value;
        this.lowAt[s] = i;
      }
      if (!(value <= high) && !Number.isNaN(value)) {
        high = value;
        this.highAt[s] = i;
      }
    }
    this.low[s] = low;
    this.high[s] = high;
  }

  /** Adds each series' `early` value where its lowest came first, else its `late` one. */
  private add(x: number, early: Float64Array, late: Float64Array): void {
    if (this.length >= this.capacity) return;
    this.data[0][this.length] = x;
    for (let s = 0; s < early.length; s++) {
      const isLowFirst = (this.lowAt[s] as number) <= (this.highAt[s] as number);
      const value = (isLowFirst ? early : late)[s] as number;
      (this.data[s + 1] as (number | null)[])[this.length] = Number.isNaN(value) ? null : value;
    }
    this.length++;
  }

  private addBreak(x: number): void {
    if (this.length >= this.capacity || this.data.every((values, s) => s === 0 || values[this.length - 1] === null))
      return;
    this.data[0][this.length] = x;
    for (let s = 1; s < this.data.length; s++) (this.data[s] as (number | null)[])[this.length] = null;
    this.length++;
  }
}
