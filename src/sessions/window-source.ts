import type { FrameEvent, FrameHistory, FrameSource } from '../frames/index.ts';
import type { FrameColumn } from '../metrics/index.ts';
import { eventsBetween } from './session-events.ts';

/** The frames of a history from one on, up to the newest or to where the recording ended; as far back as the history goes. */
export class WindowSource implements FrameSource {
  readonly #history: FrameHistory;
  readonly #fromFrame: number;
  readonly #fromMs: number;
  #toFrame = Number.POSITIVE_INFINITY;
  #toMs = Number.POSITIVE_INFINITY;

  constructor(history: FrameHistory, fromFrame: number, fromMs: number) {
    this.#history = history;
    this.#fromFrame = fromFrame;
    this.#fromMs = fromMs;
  }

  /** The frames that come from now on are not part of it. */
  end(toFrame: number, toMs: number): void {
    this.#toFrame = toFrame;
    this.#toMs = toMs;
  }

  get endFrame(): number {
    return Math.max(this.#fromFrame, Math.min(this.#toFrame, this.#history.endFrame));
  }

  get firstFrame(): number {
    return Math.min(Math.max(this.#fromFrame, this.#history.firstFrame), this.endFrame);
  }

  get columns(): readonly FrameColumn[] {
    return this.#history.columns;
  }

  get events(): readonly FrameEvent[] {
    return eventsBetween(this.#history.events, this.#fromMs, this.#toMs);
  }

  read(key: string, from: number, to: number, target: Float64Array, offset = 0): void {
    target.fill(Number.NaN, offset, offset + Math.max(0, to - from));
    const start = Math.max(from, this.firstFrame);
    const end = Math.min(to, this.endFrame);
    if (start < end) this.#history.read(key, start, end, target, offset + start - from);
  }
}
