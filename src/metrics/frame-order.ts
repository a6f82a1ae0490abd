import type { FrameStamp } from './backend.ts';

/**
 * Sees to it that the times of frames never fall and no interval is negative: windows are looked for by time, and no file may have such
 * frames. Where a clock was set back, frames go on from where they were, after a gap, until it is past that.
 */
export class FrameOrder {
  // Its numbers start fractional, so that the engine keeps them as doubles from the first frame on.
  readonly #stamp: FrameStamp = { timeMs: 0.5, intervalMs: 0.5, gap: 'start' };
  #lastMs = Number.NEGATIVE_INFINITY;
  /** What the clock is behind by. */
  #behindMs = 0.5;

  /** Hot: once a frame. Gives a stamp that is reused, and leaves the frame's as it is. */
  put({ timeMs, intervalMs, gap }: FrameStamp): FrameStamp {
    const stamp = this.#stamp;
    if (!(timeMs < this.#lastMs)) this.#behindMs = 0;
    stamp.timeMs = timeMs + this.#behindMs;
    stamp.intervalMs = intervalMs;
    stamp.gap = gap;
    if (stamp.timeMs < this.#lastMs || intervalMs < 0) {
      stamp.timeMs = Math.max(timeMs, this.#lastMs);
      stamp.intervalMs = Number.NaN;
      if (gap === 'none') stamp.gap = 'start';
      this.#behindMs = stamp.timeMs - timeMs;
    }
    this.#lastMs = stamp.timeMs;
    return stamp;
  }
}
