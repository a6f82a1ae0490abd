import { createFrameColumns, type FrameColumns } from '../charts/frame-columns.ts';
import { createMinMaxPoints } from '../charts/min-max-points.ts';
import { type LinePlace, type Pen, traceLine } from '../charts/trace-line.ts';
import { extremesOf } from '../charts/value-range.ts';
import type { HudModel } from '../model/hud-model.ts';
import type { MetricEntry } from './metric-entries.ts';

const RATE_MS = 1000;
/** A metric that is what it was for longer than this has fallen silent. */
export const SILENT_MS = 5000;
/** Over how long a chart of a rate is taken: of single frames it would be all spikes. */
const SMOOTH_MS = 500;

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
   * Reads a gauge as it was, a counter as what each frame added or, with `perSecond`, as a rate. Of what is no line, histograms and
   * timers, only the reading is to be had.
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
      columns.read(source.frames, source.window());
      times.count = columns.count;
      times.timeMs = columns.timeMs;
      times.endMs = columns.endMs;
      if (values.length < times.count) values = new Float64Array(times.timeMs.length);
    },
    read({ key, descriptor, metricKind }, perSecond) {
      const { frames, spanMs } = source;
      const { from, to } = source.window();
      const { count, timeMs, endMs } = times;
      frames.read(metricKind === 'histograms' ? `${key}#count` : key, from, to, values);
      const isSilent = isUnchanged(values, times, descriptor.reset !== undefined);
      const newest = descriptor.reset === undefined ? Number.NaN : newestOf(values, times);
      const recent = metricKind === 'gauges' ? Number.NaN : growth(values, times);
      if (metricKind === 'histograms') {
        extremesOf(values, 0, extremes);
        return { recent, newest, isSilent };
      }
      if (metricKind === 'counters') {
        if (perSecond) ratesOf(values, times);
        else difference(values, count);
      }
      points.read({ count, timeMs, gap: columns.gap, series: [values] }, endMs, spanMs);
      extremesOf(points.series[0] as Float64Array, points.length, extremes);
      const low = extremes[0] as number;
      const high = extremes[1] as number;
      return { recent: metricKind === 'gauges' ? (low > high ? Number.NaN : high) : recent, newest, isSilent };
    },
    trace: (context, place, pen) =>
      traceLine(context, points.x, points.series[0] as Float64Array, points.length, place, pen),
  };
}

type Times = Pick<FrameColumns, 'count' | 'timeMs' | 'endMs'>;

/**
 * Whether no value of the last `SILENT_MS` differs from the one before; turning missing is no change. False where the frames do not
 * reach back so far, null where none has a value. Of a gauge that resets each frame every value was set, the same one, too.
 */
export function isUnchanged(
  values: ArrayLike<number>,
  { count, timeMs, endMs }: Times,
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
export function newestOf(values: ArrayLike<number>, { count, timeMs, endMs }: Times): number {
  for (let k = count - 1; k >= 0 && endMs - (timeMs[k] as number) < RATE_MS; k--) {
    const value = values[k] as number;
    if (value === value) return value;
  }
  return Number.NaN;
}

/** How much `values` grew per second over the last second. */
function growth(values: Float64Array, { count, timeMs, endMs }: Times): number {
  const last = count - 1;
  let first = last;
  while (first > 0 && endMs - (timeMs[first] as number) < RATE_MS) first--;
  return (((values[last] as number) - (values[first] as number)) * 1000) / (endMs - (timeMs[first] as number));
}

/** Cumulative values to what each frame added. */
function difference(values: Float64Array, count: number): void {
  for (let i = count - 1; i > 0; i--) values[i] = (values[i] as number) - (values[i - 1] as number);
  values[0] = Number.NaN;
}

/** Cumulative values to what was added per second, over the `SMOOTH_MS` before each frame. */
function ratesOf(values: Float64Array, { count, timeMs }: Times): void {
  let first = count - 1;
  for (let i = count - 1; i >= 0; i--) {
    const time = timeMs[i] as number;
    while (first > 0 && time - (timeMs[first] as number) < SMOOTH_MS) first--;
    const elapsedMs = time - (timeMs[first] as number);
    // Where the window is not full the rate is not known; values before `first` are still cumulative, those behind `i` no more.
    values[i] =
      elapsedMs >= SMOOTH_MS ? (((values[i] as number) - (values[first] as number)) * 1000) / elapsedMs : Number.NaN;
  }
}
