import { type FrameEvent, type FrameSource, readColumn, TIME, windowIntervals } from '../frames/index.ts';
import { eventsBetween } from './session-events.ts';
import type { Session, StatsOptions } from './session-types.ts';
import { frameWindow } from './source-statistics.ts';

export interface SlowestFramesOptions extends StatsOptions {
  /** How many frames. Default 10. */
  count?: number;
}

/** A frame with all that is known of it. */
export interface WholeFrame {
  /** Its number on the page. */
  readonly frame: number;
  /** Its begin, in ms of the session's clock. */
  readonly timeMs: number;
  /** Until the next frame began, in ms. */
  readonly durationMs: number;
  /** The value of each column by its key, as it was in that frame; NaN where it is missing. */
  readonly values: Readonly<Record<string, number>>;
  /** What began or lasted within it. */
  readonly events: readonly FrameEvent[];
}

/**
 * The slowest frames of a session, or of a part of it, slowest first. Of the current session the frames that the history still has:
 * `open()` gives all of them.
 *
 * @throws MetricsError `invalid-operation` as `session.stats()`
 */
export function slowestFrames(
  { frames }: Pick<Session, 'frames'>,
  { count = 10, ...options }: SlowestFramesOptions = {},
): WholeFrame[] {
  const found = windowIntervals(frames, frameWindow(frames, options));
  const { intervals } = found;
  const wanted = Math.min(count, intervals.length);
  if (!(wanted > 0)) return [];
  // A typed array sorts by number several times faster than indices do by a comparison: those are few.
  const least = intervals.slice().sort()[intervals.length - wanted] as number;
  const slowest: { durationMs: number; next: number }[] = [];
  intervals.forEach((durationMs, k) => {
    if (durationMs >= least) slowest.push({ durationMs, next: found.frames[k] as number });
  });
  slowest.sort((a, b) => b.durationMs - a.durationMs);
  return slowest.slice(0, wanted).map(({ durationMs, next }) => wholeFrame(frames, next - 1, durationMs));
}

/**
 * A frame with all that is known of it. An interval lies before a frame's begin: what was done in it is the work of the frame before,
 * so `durationMs` is the interval of the next one.
 */
function wholeFrame(source: FrameSource, frame: number, durationMs: number): WholeFrame {
  const at = (key: string, number: number) => readColumn(source, key, { from: number, to: number + 1 })[0] as number;
  const endMs = at(TIME, frame + 1);
  const timeMs = endMs - durationMs;
  return {
    frame,
    timeMs,
    durationMs,
    values: Object.fromEntries(source.columns.map(({ key }) => [key, at(key, frame)])),
    events: eventsBetween(source.events, timeMs, endMs),
  };
}
