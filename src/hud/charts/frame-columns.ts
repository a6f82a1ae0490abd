import { type FrameSource, type FrameWindow, GAP, INTERVAL, TIME } from '../../frames/index.ts';
import type { MinMaxInput } from './min-max-points.ts';

export const CPU = 'engine:performance.cpu_time_ms';
export const GPU = 'engine:performance.gpu_time_ms';

/**
 * Columns of a window in arrays that are kept from one reading to the next: `series` holds frame intervals, then the keys asked for. An interval lies
 * before its frame's begin, so beside it stands what the frame before did in it, as in `sessionHitches`: a hitch's line and that of its CPU time peak together.
 */
export interface FrameColumns extends MinMaxInput {
  /** Ms, as long as there are frames. */
  readonly intervals: Float64Array;
  /** Begin of the newest frame that was read; 0 without frames. */
  readonly endMs: number;
  read(source: FrameSource, window: FrameWindow): void;
}

const FRAME_KEYS = [TIME, GAP, INTERVAL];

export function createFrameColumns(...keys: string[]): FrameColumns {
  const columns = [...FRAME_KEYS, ...keys];
  let arrays: Float64Array[] = [];
  let count = 0;
  const at = (k: number) => arrays[k] as Float64Array;
  const grow = (length: number) => {
    arrays = columns.map(() => new Float64Array(length));
  };
  grow(1024);
  return {
    get count() {
      return count;
    },
    get timeMs() {
      return at(0);
    },
    get gap() {
      return at(1);
    },
    get series() {
      return arrays.slice(2);
    },
    get intervals() {
      return at(2).subarray(0, count);
    },
    get endMs() {
      return count > 0 ? (at(0)[count - 1] as number) : 0;
    },
    read(source, { from, to }) {
      count = Math.max(0, to - from);
      if (at(0).length < count) grow(count * 1.25);
      columns.forEach((key, k) => {
        const shift = k < FRAME_KEYS.length ? 0 : 1;
        source.read(key, from - shift, to - shift, at(k));
      });
    },
  };
}

/** The mean of the values that are there; NaN when none is. */
export function meanOf(values: ArrayLike<number>, count: number): number {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    if (value !== value) continue;
    sum += value;
    n++;
  }
  return sum / n;
}
