import { frameAt, TIME } from '../../frames/index.ts';
import { SLOW_ROW_MS } from '../../frames/open-slow-rows.ts';
import { createFrameColumns } from '../charts/frame-columns.ts';
import { createMinMaxPoints } from '../charts/min-max-points.ts';
import { type LinePlace, type Pen, traceLine } from '../charts/trace-line.ts';
import { extremesOf } from '../charts/value-range.ts';
import type { HudModel } from '../model/hud-model.ts';
import {
  countFromFirst,
  difference,
  type FrameTimes,
  growthPerSecond,
  RATE_MS,
  ratesOf,
  stepRatesOf,
} from './counter-rates.ts';
import type { MetricEntry } from './metric-entries.ts';

/** A metric that is what it was for longer than this has fallen silent. */
export const SILENT_MS = 5000;
/** So far before a frame lie the rows that its rate is of, where frames have a counter once a second. */
const LEAD_MS = 3 * SLOW_ROW_MS;

/** What the history of the shown window says of one metric. */
export interface MetricReading {
  /** A gauge's largest value, a counter's growth per second over the last second; NaN without history. */
  readonly recent: number;
  /** Of a gauge that resets each frame, its newest value of the last second: the last frame may wait for its own. NaN without. */
  readonly newest: number;
  /** Whether it stayed what it is for `SILENT_MS`; null where the history does not know the metric. */
  readonly isSilent: boolean | null;
}

/** Reads metrics of the shown window, one after the other, into the same arrays. */
export interface MetricLines {
  /** Of the line that was read; infinite the wrong way round without one. */
  readonly low: number;
  readonly high: number;
  /** Begin of the newest frame, in ms. */
  readonly endMs: number;
  /** Of the window. */
  readonly spanMs: number;
  /** Takes the window as it is now. */
  begin(): void;
  /**
   * Reads a gauge as it was, a counter as what each frame added or, with `perSecond`, as a rate; one that frames have once a second is always
   * a rate, for what a frame added is not known. Of what is no line, histograms and timers, only the reading is to be had.
   */
  read(entry: MetricEntry, perSecond: boolean): MetricReading;
  /** Adds the line that was read to the context's path, seconds before now along x. */
  trace(context: CanvasRenderingContext2D, place: LinePlace, pen: Pen): void;
}

export function createMetricLines(hud: HudModel, spans?: number): MetricLines {
  const columns = createFrameColumns();
  /** Of the window: what each metric asks of it anew would be objects. */
  let source = hud.source.peek();
  const times = { count: 0, timeMs: columns.timeMs, endMs: 0.5 };
  /** Of these frames and those of the `LEAD_MS` before them. */
  const ledTimes = { count: 0, timeMs: new Float64Array(0), endMs: 0.5 };
  const points = createMinMaxPoints(1, spans);
  let values = new Float64Array(0);
  const extremes = new Float64Array(2);
  return {
    get low() {
      return extremes[0] as number;
    },
    get high() {
      return extremes[1] as number;
    },
    get endMs() {
      return times.endMs;
    },
    get spanMs() {
      return source.spanMs;
    },
    begin() {
      source = hud.source.peek();
      const { frames } = source;
      const { from, to } = source.window();
      columns.read(frames, { from, to });
      times.count = columns.count;
      times.timeMs = columns.timeMs;
      times.endMs = ledTimes.endMs = columns.endMs;
      const ledFrom = Math.min(from, frameAt(frames, (times.timeMs[0] as number) - LEAD_MS));
      ledTimes.count = to - ledFrom;
      if (ledTimes.timeMs.length < ledTimes.count) {
        ledTimes.timeMs = new Float64Array(ledTimes.count * 1.25);
        values = new Float64Array(ledTimes.timeMs.length);
      }
      frames.read(TIME, ledFrom, to, ledTimes.timeMs);
    },
    read({ key, descriptor, metricKind }, perSecond) {
      const { frames, spanMs } = source;
      const { to } = source.window();
      const { count, timeMs, endMs } = times;
      const isCounter = metricKind === 'counters';
      const isStepped = isCounter && descriptor.history === '1s';
      const readTimes = isStepped ? ledTimes : times;
      frames.read(metricKind === 'histograms' ? `${key}#count` : key, to - readTimes.count, to, values);
      const isSilent = isUnchanged(values, readTimes, descriptor.reset !== undefined);
      if (metricKind === 'histograms') {
        extremesOf(values, 0, extremes);
        return { recent: Number.NaN, newest: Number.NaN, isSilent };
      }
      const newest = descriptor.reset === undefined ? Number.NaN : newestOf(values, times);
      let recent = Number.NaN;
      if (isStepped) {
        countFromFirst(values, ledTimes.count);
        stepRatesOf(values, ledTimes);
        values.copyWithin(0, ledTimes.count - count, ledTimes.count);
        recent = newestOf(values, times);
      } else if (isCounter) {
        countFromFirst(values, count);
        recent = growthPerSecond(values, times);
        if (perSecond) ratesOf(values, times);
        else difference(values, count);
      }
      points.read({ count, timeMs, gap: columns.gap, series: [values] }, endMs, spanMs);
      extremesOf(points.series[0] as Float64Array, points.length, extremes);
      const low = extremes[0] as number;
      const high = extremes[1] as number;
      return { recent: isCounter ? recent : low > high ? Number.NaN : high, newest, isSilent };
    },
    trace: (context, place, pen) =>
      traceLine(context, points.x, points.series[0] as Float64Array, points.length, place, pen),
  };
}

/**
 * Whether no value of the last `SILENT_MS` differs from the one before; turning missing is no change. False where the frames do not
 * reach back so far, null where none has a value. Of a gauge that resets each frame every value was set, the same one, too.
 */
export function isUnchanged(
  values: ArrayLike<number>,
  { count, timeMs, endMs }: FrameTimes,
  isReset: boolean,
): boolean | null {
  let after = Number.NaN;
  for (let k = count - 1; k >= 0; k--) {
    const isOld = endMs - (timeMs[k] as number) > SILENT_MS;
    const value = values[k] as number;
    if (value === value) {
      if (isReset ? !isOld : after === after && value !== after) return false;
      after = value;
    }
    // The first frame that is so old has the value that has stayed since; where it has none, the value came later.
    if (isOld && value === value) return true;
    if (isOld) break;
  }
  return Number.isNaN(after) ? null : false;
}

/** The last value of the last second that is there; NaN when none is. */
export function newestOf(values: ArrayLike<number>, { count, timeMs, endMs }: FrameTimes): number {
  for (let k = count - 1; k >= 0 && endMs - (timeMs[k] as number) < RATE_MS; k--) {
    const value = values[k] as number;
    if (value === value) return value;
  }
  return Number.NaN;
}
