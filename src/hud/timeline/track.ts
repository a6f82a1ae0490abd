import { growth } from '../../frames/counter-growth.ts';
import type { FrameSource, FrameWindow } from '../../frames/index.ts';
import { formatMetricId, type MetricDescriptor, type MetricsRegistry } from '../../metrics/index.ts';
import type { FrameColumns } from '../charts/frame-columns.ts';
import { type MetricKind, metricKindOf } from '../parts/metric-kinds.ts';

/** As many as leave the frame times in sight. */
export const MAX_TRACKS = 8;
const RECENT_MS = 1000;
/** Of what is kept once a second, some of its values. */
const SLOW_MS = 5000;

/** A metric with a chart of its own below the frame times: what it was in each frame, what a counter counted in it, the mean of a histogram's samples in it. */
export interface Track {
  /** The metric's id as text. */
  readonly key: string;
  readonly descriptor: MetricDescriptor;
  readonly kind: MetricKind;
}

/**
 * Of the pinned metrics those that there are.
 *
 * @param registry of live frames; null: there is none
 * @param areFramesAsked for what the registry does not have, or no more
 */
export function tracksOf(
  pins: readonly string[],
  source: FrameSource,
  registry: MetricsRegistry | null,
  areFramesAsked: boolean,
): Track[] {
  const inFrames = (pin: string) =>
    areFramesAsked ? source.columns.find(({ key }) => key === pin || key === `${pin}#count`)?.descriptor : undefined;
  return pins.flatMap((pin) => {
    const descriptor = registry?.get(pin)?.descriptor ?? inFrames(pin);
    // The registry knows a metric by other names, too.
    if (descriptor === undefined || formatMetricId(descriptor.id) !== pin) return [];
    return [{ key: pin, descriptor, kind: metricKindOf(descriptor.type) }];
  });
}

export function areSameTracks(some: readonly Track[], others: readonly Track[]): boolean {
  return some.length === others.length && some.every(({ descriptor }, k) => descriptor === others[k]?.descriptor);
}

/** Reads tracks one after the other with the same room. */
export interface TrackReader {
  /**
   * Fills `into` with one value a frame of the window; NaN where there is none. An interval lies before its frame's begin: beside it
   * stands what the frame before did in it, as in `createFrameColumns`.
   */
  read(source: FrameSource, track: Track, window: FrameWindow, into: Float64Array): void;
}

export function createTrackReader(): TrackReader {
  let totals = new Float64Array(0);
  let sums = new Float64Array(0);
  return {
    read(source, { key, kind }, { from, to }, into) {
      if (kind === 'gauges') {
        source.read(key, from - 1, to - 1, into);
        return;
      }
      // With the frame before the first: what was counted is what the total grew by.
      const length = to - from + 1;
      if (totals.length < length) {
        totals = new Float64Array(length);
        sums = new Float64Array(length);
      }
      const isHistogram = kind === 'histograms';
      source.read(isHistogram ? `${key}#count` : key, from - 2, to - 1, totals);
      if (isHistogram) source.read(`${key}#sum`, from - 2, to - 1, sums);
      for (let k = 0; k + 1 < length; k++) {
        const grown = growth(totals[k] as number, totals[k + 1] as number);
        if (!isHistogram) into[k] = grown;
        else if (grown > 0) {
          const isAnew = (totals[k + 1] as number) < (totals[k] as number);
          into[k] = ((sums[k + 1] as number) - (isAnew ? 0 : (sums[k] as number))) / grown;
        } else into[k] = Number.NaN;
      }
    },
  };
}

/** Whether the frames have it as it was once a second. */
export function isSlow({ descriptor }: Pick<Track, 'descriptor'>): boolean {
  return descriptor.history === '1s';
}

/**
 * What is said of a live track: a counter's mean of the last second's frames, else the newest value of that second; NaN without one.
 *
 * @param values of each frame and, behind them, of the newest, whose interval has not ended
 */
export function recentOf(
  track: Pick<Track, 'kind' | 'descriptor'>,
  values: ArrayLike<number>,
  { count, timeMs, endMs }: Pick<FrameColumns, 'count' | 'timeMs' | 'endMs'>,
): number {
  const isCounter = track.kind === 'counters';
  const spanMs = isCounter && isSlow(track) ? SLOW_MS : RECENT_MS;
  let sum = 0;
  let n = 0;
  /** Up to the earliest frame that counted something. */
  let earlier = 0;
  let first = 0;
  let last = -1;
  for (let k = count; k > 0 && endMs - (timeMs[k - 1] as number) < spanMs; k--) {
    const value = values[k] as number;
    if (value !== value) continue;
    if (!isCounter) return value;
    if (value > 0) {
      if (last < 0) last = k;
      earlier = sum;
      first = k;
    }
    sum += value;
    n++;
  }
  // What came between two of its seconds is noted with the later one.
  return isSlow(track) && last > first ? earlier / (last - first) : sum / n;
}
