import type { FrameSample } from '../metrics/index.ts';

/** A probe that the frame probe drives: told of each frame's begin and end, on the frame's path, so it must be quick. */
export interface FrameListener {
  /** Before the page's first callback of frame number `frame`. */
  frameBegin(frame: number): void;
  /** After the page's last callback of the frame, before its row is written: the listener fills in what it measured. */
  frameEnd(frame: number, sample: FrameSample): void;
}
