import type { FrameSource, FrameWindow } from '../../frames/index.ts';
import { formatMetricId, type MetricDescriptor, type MetricsRegistry } from '../../metrics/index.ts';
import type { FrameColumns } from '../charts/frame-columns.ts';
import { type MetricKind, metricKindOf } from '../parts/metric-kinds.ts';

/** As many as leave the frame times in sight. */
export const MAX_TRACKS = 8;
const RECENT_MS = 1000;

/** A metric with a chart of its own below the frame times: what it was in each frame, what a counter counted in it, the mean of a histogram's samples in it. */
export interface Track {
  /** The metric's id as text. */
  readonly key: string;
  readonly descriptor: MetricDescriptor;
  readonly kind: MetricKind;
}

/** Of the pinned metrics those that there are, eight at most: in the registry of live frames, in the columns of a stored session. */
export function tracksOf(pins: readonly string[], source: FrameSource, registry: MetricsRegistry | null): Track[] {
  const find = (pin: string) =>
    registry === null
      ? source.columns.find(({ key }) => key === pin || key === `${pin}#count`)?.descriptor
      : registry.get(pin)?.descriptor;
  return pins
    .flatMap((pin) => {
      const descriptor = find(pin);
      // The registry knows a metric by other names, too.
      if (descriptor === undefined || formatMetricId(descriptor.id) !== pin) return [];
      return [{ key: pin, descriptor, kind: metricKindOf(descriptor.type) }];
    })
    .slice(0, MAX_TRACKS);
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

/** What is said of a live track: a counter's mean of the last second's frames, else the newest value of that second; NaN without one. */
export function recentOf(
  { kind }: Pick<Track, 'kind'>,
  values: ArrayLike<number>,
  { count, timeMs, endMs }: Pick<FrameColumns, 'count' | 'timeMs' | 'endMs'>,
): number {
  let sum = 0;
  let n = 0;
  for (let k = count - 1; k >= 0 && endMs - (timeMs[k] as number) < RECENT_MS; k--) {
    const value = values[k] as number;
    if (Number.isNaN(value)) continue;
    // One frame of a counter says little: what is noted once a second comes all in one.
    if (kind !== 'counters') return value;
    sum += value;
    n++;
  }
  return sum / n;
}

/** What a counter counted between two of its totals: one that fell began anew. */
export function growth(before: number, after: number): number {
  return after < before ? after : after - before;
}
