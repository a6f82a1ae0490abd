import type { FrameReading } from '../metrics/index.ts';
import { growthOf } from './counter-growth.ts';
import { type FrameSource, lastWindow, readColumn, TIME } from './frame-source.ts';

/** One column over the last `durationMs` of a source; null without frames. */
export function readWindow(source: FrameSource, key: string, durationMs: number): FrameReading | null {
  const { from, to } = lastWindow(source, durationMs);
  if (from === to) return null;
  // What a counter had when the window began is what the frame before it left.
  const base = Math.max(source.firstFrame, from - 1);
  const all = readColumn(source, key, { from: base, to });
  const timeMs = readColumn(source, TIME, { from: base, to });
  // A metric that came within the window counts from its first frame.
  const first = all.findIndex((value) => !Number.isNaN(value));
  return {
    values: all.subarray(from - base),
    growth: first < 0 ? Number.NaN : growthOf(all.subarray(first)),
    elapsedMs: (timeMs.at(-1) as number) - (timeMs[Math.max(0, first)] as number),
  };
}
