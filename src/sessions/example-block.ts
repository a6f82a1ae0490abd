import { withRanges } from '../frames/block-range.ts';
import type { FrameBlock, FrameLayout } from '../metrics/index.ts';

export const LAYOUT: FrameLayout = { columns: [null, null] };

/** A block whose values tell their frame and column. */
export function blockAt(firstFrame: number, frames: number): FrameBlock {
  const from = (start: number) => Float64Array.from({ length: frames }, (_, k) => start + firstFrame + k);
  return withRanges({
    layout: LAYOUT,
    firstFrame,
    frames,
    timeMs: from(0),
    intervalMs: from(1000),
    gap: new Uint8Array(frames),
    columns: [from(2000), new Float64Array(frames).fill(Number.NaN)],
    slow: null,
  });
}
