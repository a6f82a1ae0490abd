import { type FrameSource, type FrameWindow, GAP, INTERVAL, TIME } from '../frames/index.ts';
import type { MinMaxInput } from './min-max-points.ts';

export const CPU = 'engine:performance.cpu_time_ms';
export const GPU = 'engine:performance.gpu_time_ms';

/** Columns of a window in arrays that are kept from one reading to the next: frame intervals, then the keys asked for. */
export class FrameColumns implements MinMaxInput {
  count = 0;
  timeMs = new Float64Array(0);
  gap = new Float64Array(0);
  series: Float64Array[] = [];
  private readonly keys: readonly string[];

  constructor(...keys: string[]) {
    this.keys = [INTERVAL, ...keys];
  }

  /** Ms; `count` long. */
  get intervals(): Float64Array {
    return (this.series[0] as Float64Array).subarray(0, this.count);
  }

  /** Begin of the newest frame that was read; 0 without frames. */
  get endMs(): number {
    return this.count > 0 ? (this.timeMs[this.count - 1] as number) : 0;
  }

  read(source: FrameSource, { from, to }: FrameWindow): void {
    this.count = Math.max(0, to - from);
    if (this.timeMs.length < this.count || this.series.length === 0) this.grow();
    source.read(TIME, from, to, this.timeMs);
    source.read(GAP, from, to, this.gap);
    for (let k = 0; k < this.keys.length; k++)
      source.read(this.keys[k] as string, from, to, this.series[k] as Float64Array);
  }

  private grow(): void {
    const length = Math.max(1024, this.count * 1.25);
    this.timeMs = new Float64Array(length);
    this.gap = new Float64Array(length);
    this.series = this.keys.map(() => new Float64Array(length));
  }
}

/** The mean of the values that are there; NaN when none is. */
export function meanOf(values: ArrayLike<number>, count: number): number {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return sum / n;
}
