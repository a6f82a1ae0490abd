import type { FrameSource } from './frame-source.ts';

/** Frames read at a time, from the newest back. */
const STEP = 256;

/**
 * The newest frame whose value differs from the one before; NaN when none does. Turning missing is no change, and neither is
 * beginning at `initial`: a counter is 0 before anybody has counted.
 */
export function lastChange(source: FrameSource, key: string, initial: number): number {
  const values = new Float64Array(STEP);
  let after = Number.NaN;
  for (let to = source.endFrame; to > source.firstFrame; to -= STEP) {
    const from = Math.max(source.firstFrame, to - STEP);
    source.read(key, from, to, values);
    for (let k = to - from - 1; k >= 0; k--) {
      const before = values[k] as number;
      const isFirst = Number.isNaN(before) && after === initial;
      if (!Number.isNaN(after) && before !== after && !isFirst) return from + k + 1;
      after = before;
    }
  }
  // What the oldest frame of all already had was set in it.
  return source.firstFrame === 0 && !Number.isNaN(after) && after !== initial ? 0 : Number.NaN;
}
