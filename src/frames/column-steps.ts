import type { FrameSource, FrameWindow } from './frame-source.ts';

/** How many frames are read at a time where all of a source's may be millions: at most one or two milliseconds' worth. */
export const FRAMES_A_STEP = 16_384;

/** `readColumn` in steps: `next()` until it is done. */
export function* columnSteps(
  source: FrameSource,
  key: string,
  { from, to }: FrameWindow,
): Generator<void, Float64Array> {
  const values = new Float64Array(Math.max(0, to - from));
  for (let at = from; at < to; at += FRAMES_A_STEP) {
    source.read(key, at, Math.min(to, at + FRAMES_A_STEP), values, at - from);
    yield;
  }
  return values;
}
