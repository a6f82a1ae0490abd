import type { FrameColumn } from '../metrics/index.ts';

/** The columns that every source has besides its metrics: no metric id is without a colon. */
export const TIME = 'time';
export const INTERVAL = 'interval';
export const GAP = 'gap';

/** Frames `from` to `to`, `to` excluded, by number. */
export interface FrameWindow {
  readonly from: number;
  readonly to: number;
}

/** What probes see and note: a long frame, a load or a compilation near one, a canvas of another size. */
type ProbeEventKind = 'long-frame' | 'load' | 'compile' | 'resize';

/** What happened at a time, beside the frames. Times are ms of the source's clock. */
export interface FrameEvent {
  readonly kind: 'mark' | 'section' | 'note' | ProbeEventKind;
  readonly name: string;
  readonly timeMs: number;
  /** Not of marks, notes and resizes; NaN while a section is open. */
  readonly durationMs?: number;
  readonly detail?: unknown;
}

/** What a probe saw. Its texts are the page's, cut by the probe. */
export type ProbeEvent = FrameEvent & { readonly kind: ProbeEventKind };

export function isProbeEvent({ kind }: FrameEvent): boolean {
  return kind !== 'mark' && kind !== 'section' && kind !== 'note';
}

/**
 * Frames to read, in one shape for live, stored and imported sessions. Frames are numbered from 0; those before `firstFrame`
 * are gone, `endFrame` is one past the newest.
 */
export interface FrameSource {
  readonly firstFrame: number;
  readonly endFrame: number;
  /** Every metric column that some frame has, each once. A new array when it changes. */
  readonly columns: readonly FrameColumn[];
  readonly events: readonly FrameEvent[];
  /**
   * Copies one column of the frames `from` (included) to `to` (excluded) into `target`, from `offset` on, and nothing else:
   * NaN where a value is missing or the frame is gone. `key` is `'time'` (begin, ms), `'interval'` (ms), `'gap'` (index into
   * `GAP_REASONS`) or a column's key.
   */
  read(key: string, from: number, to: number, target: Float64Array, offset?: number): void;
}

/** One column of a window as a new array. */
export function readColumn(source: FrameSource, key: string, { from, to }: FrameWindow): Float64Array {
  const values = new Float64Array(Math.max(0, to - from));
  source.read(key, from, to, values);
  return values;
}

/** Room for one value: windows are looked for several times a second. */
const one = new Float64Array(1);

/** The begin of a frame, in ms; NaN where it is gone. */
export function timeOf(source: FrameSource, frame: number): number {
  source.read(TIME, frame, frame + 1, one);
  return one[0] as number;
}

/** The first frame that begins at `timeMs` or later; `endFrame` when none does. */
export function frameAt(source: FrameSource, timeMs: number): number {
  let low = source.firstFrame;
  let high = source.endFrame;
  let found = high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // The first frame from the middle on that is there: frames between blocks may be missing.
    let frame = middle;
    let beginMs = timeOf(source, frame);
    while (Number.isNaN(beginMs) && ++frame < high) beginMs = timeOf(source, frame);
    if (beginMs < timeMs) low = frame + 1;
    else {
      if (frame < high) found = frame;
      high = middle;
    }
  }
  return found;
}

/** The frames of the last `durationMs` before the newest frame, that one included. */
export function lastWindow(source: FrameSource, durationMs: number): FrameWindow {
  const { firstFrame, endFrame } = source;
  if (endFrame === firstFrame) return { from: endFrame, to: endFrame };
  const newestMs = timeOf(source, endFrame - 1);
  // A frame's interval lies before its begin, so the frame that begins with the window is not part of it.
  return { from: Math.max(firstFrame, frameAt(source, newestMs - durationMs + 1e-6)), to: endFrame };
}
