import type { FrameReading } from '../metrics/index.ts';
import { growthOf } from './counter-growth.ts';
import { type FrameSource, frameAt, lastWindow, readColumn, timeOf } from './frame-source.ts';

/**
 * One column over the last `durationMs` of a source; null without frames. What a counter grew by lies between two rows of it, the
 * newest and one that is as old as the window is long or a little older: over any other time, what is steady would rise and fall.
 *
 * @param rowOf the frame whose row gives a frame its value: an earlier one where rows are a second apart
 */
export function readWindow(
  source: FrameSource,
  key: string,
  durationMs: number,
  rowOf: (frame: number) => number,
): FrameReading | null {
  const { from, to } = lastWindow(source, durationMs);
  if (from === to) return null;
  const last = rowOf(to - 1);
  // What a counter had when the window began is what the frame before it left.
  const before = frameAt(source, timeOf(source, last) - durationMs + 1e-6) - 1;
  const base = rowOf(Math.max(source.firstFrame, before));
  const all = readColumn(source, key, { from: base, to });
  // A metric that came within the window counts from its first frame.
  const first = all.findIndex((value) => !Number.isNaN(value));
  return {
    values: all.subarray(from - base),
    growth: first < 0 ? Number.NaN : growthOf(all.subarray(first)),
    elapsedMs: timeOf(source, last) - timeOf(source, base + Math.max(0, first)),
  };
}
