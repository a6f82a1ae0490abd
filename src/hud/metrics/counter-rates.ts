import { growth } from '../../frames/counter-growth.ts';
import { SLOW_ROW_MS } from '../../frames/open-slow-rows.ts';
import type { FrameColumns } from '../charts/frame-columns.ts';

export const RATE_MS = 1000;
/** Over how long a chart of a rate is taken: of single frames it would be all spikes. */
const SMOOTH_MS = 500;

export type FrameTimes = Pick<FrameColumns, 'count' | 'timeMs' | 'endMs'>;

/** Totals to what was counted since the first, which never falls: what the others here are given. Missing ones stay missing. */
export function countFromFirst(values: Float64Array, count: number): void {
  let before = Number.NaN;
  let counted = 0;
  for (let k = 0; k < count; k++) {
    const value = values[k] as number;
    if (value !== value) continue;
    if (before === before) counted += growth(before, value);
    before = value;
    values[k] = counted;
  }
}

/** To what each frame added. */
export function difference(values: Float64Array, count: number): void {
  let before = Number.NaN;
  for (let k = 0; k < count; k++) {
    const value = values[k] as number;
    if (value !== value) continue;
    values[k] = value - before;
    before = value;
  }
}

/** What was added per second over the last second, or since the counter came. */
export function growthPerSecond(values: Float64Array, { count, timeMs, endMs }: FrameTimes): number {
  let last = count - 1;
  while (last > 0 && values[last] !== values[last]) last--;
  let first = last;
  for (let k = last - 1; k >= 0 && endMs - (timeMs[first] as number) < RATE_MS; k--) {
    if (values[k] === values[k]) first = k;
  }
  return (((values[last] as number) - (values[first] as number)) * 1000) / (endMs - (timeMs[first] as number));
}

/** To what was added per second, over the `SMOOTH_MS` before each frame. */
export function ratesOf(values: Float64Array, { count, timeMs }: Omit<FrameTimes, 'endMs'>): void {
  let first = count - 1;
  for (let i = count - 1; i >= 0; i--) {
    const time = timeMs[i] as number;
    while (first > 0 && (time - (timeMs[first] as number) < SMOOTH_MS || values[first] !== values[first])) first--;
    const elapsedMs = time - (timeMs[first] as number);
    // Where the window is not full the rate is not known; values before `first` are still counts, those behind `i` no more.
    values[i] =
      elapsedMs >= SMOOTH_MS ? (((values[i] as number) - (values[first] as number)) * 1000) / elapsedMs : Number.NaN;
  }
}

/**
 * As `ratesOf`, of what frames have once a second: up to the newest row, from one that lies `RATE_MS` before it or a little more. Over any
 * other time, what is steady would rise and fall with the rows in it.
 *
 *     rows     |     |     | |            a block's first comes at once: up to it the rate is (7 - 3) in 4 frames
 *     counts   0 0 0 3 3 3 6 7 7 7
 */
export function stepRatesOf(values: Float64Array, { count, timeMs }: Omit<FrameTimes, 'endMs'>): void {
  let end = count;
  let first = count - 1;
  for (let i = count - 1; i >= 0; i--) {
    const value = values[i] as number;
    if (i > 0 && (value !== value || value === values[i - 1])) continue;
    const time = timeMs[i] as number;
    while (first > 0 && (time - (timeMs[first] as number) < RATE_MS || values[first] !== values[first])) first--;
    const isKnown = time - (timeMs[first] as number) >= RATE_MS;
    const added = value - (values[first] as number);
    const rate = isKnown ? (added * 1000) / (time - rowMs(values, timeMs, first)) : Number.NaN;
    // By then another row has come, and had nothing new.
    for (let k = i; k < end; k++) {
      if (values[k] === values[k]) values[k] = (timeMs[k] as number) - time < SLOW_ROW_MS ? rate : 0;
    }
    end = i;
  }
}

/** When the count that a frame has was new; the frame's own time where rows have come since then, and had nothing new. */
function rowMs(values: Float64Array, timeMs: ArrayLike<number>, frame: number): number {
  const time = timeMs[frame] as number;
  let row = frame;
  while (row > 0 && values[row - 1] === values[row]) {
    row--;
    if (time - (timeMs[row] as number) >= SLOW_ROW_MS) return time;
  }
  return timeMs[row] as number;
}
