import { FRAMES_A_STEP } from '../../frames/column-steps.ts';
import { type FrameSource, type FrameWindow, GAP, INTERVAL, TIME } from '../../frames/index.ts';
import { CPU, GPU } from '../charts/frame-columns.ts';
import type { LinePoints } from '../charts/frame-lines.ts';
import { mostPoints, SEEN_PART } from '../charts/min-max-points.ts';
import { firstIndex } from './first-index.ts';
import { createMinMaxPyramid, type MinMaxPyramid } from './min-max-pyramid.ts';
import type { TimeRange } from './time-range.ts';

/** An interval lies before its frame's begin: beside it stands what the frame before did in it, as in `createFrameColumns`. */
const SERIES = [
  { key: INTERVAL, before: 0 },
  { key: CPU, before: 1 },
  { key: GPU, before: 1 },
] as const;
/** Nearer to each other than this are no two frames. */
const LEAST_MS = 1e-6;
/** A frame that takes so many times as long as another stands out beside it. */
const STANDS_OUT = 1.5;

/** Room for points, which grows with what it takes. */
export interface TimelinePoints extends LinePoints {
  length: number;
  x: Float64Array;
  series: Float64Array[];
}

export function createTimelinePoints(): TimelinePoints {
  return { length: 0, x: new Float64Array(0), series: [] };
}

/** A span without measurement: hidden, idle and so on. */
export interface TimelineGap extends TimeRange {
  /** Index into `GAP_REASONS`. */
  readonly reason: number;
}

/** All frames of a window as a chart shows them at any zoom. It keeps what it has read: a live source may go on, or forget. */
export interface Timeline {
  readonly firstFrame: number;
  readonly endFrame: number;
  /** From the begin of the first frame to that of the last, 1 ms at least. */
  readonly bounds: TimeRange;
  readonly gaps: readonly TimelineGap[];
  /** When a frame begins; NaN outside of the window. */
  timeOf(frame: number): number;
  /** The frame whose interval a time lies in: the first that begins at that time or later; the last where none does. */
  frameAt(timeMs: number): number;
  /** The frames whose intervals end in a range. */
  framesIn(range: TimeRange): FrameWindow;
  /** As `frameAt`, unless a frame that begins no more than `reachMs` from there stands out: then the longest of those. */
  frameNear(timeMs: number, reachMs: number): number;
  /** A frame's interval, and the CPU and GPU time in it, in single precision; NaN where missing. */
  valuesOf(frame: number): readonly [intervalMs: number, cpuMs: number, gpuMs: number];
  /**
   * Fills points for a chart whose columns are `columnMs` wide: the least and the greatest value of each, x in seconds since the timeline's begin.
   *
   * @param more what else there is of the frames, as series behind those of the frames' own
   */
  points(range: TimeRange, columnMs: number, points: TimelinePoints, more?: readonly MinMaxPyramid[]): void;
}

/** Reads a timeline piece by piece: `next()` until it is done. */
export function* readTimeline(source: FrameSource, { from, to }: FrameWindow): Generator<void, Timeline> {
  const count = Math.max(0, to - from);
  const timeMs = new Float64Array(count);
  const pyramids: MinMaxPyramid[] = [];
  // Of a million frames, each takes its time.
  for (let s = 0; s < SERIES.length; s++) {
    pyramids.push(createMinMaxPyramid(count));
    yield;
  }
  const gaps: TimelineGap[] = [];
  const gapFrames: number[] = [];
  const piece = new Float64Array(Math.min(FRAMES_A_STEP, count));
  for (let at = 0; at < count; at += FRAMES_A_STEP) {
    const length = Math.min(FRAMES_A_STEP, count - at);
    const read = (key: string, before = 0) => source.read(key, from + at - before, from + at + length - before, piece);
    source.read(TIME, from + at, from + at + length, timeMs, at);
    for (const [s, { key, before }] of SERIES.entries()) {
      read(key, before);
      pyramids[s]?.set(at, piece, length);
    }
    read(GAP);
    for (let k = 0; k < length; k++) {
      const reason = piece[k] as number;
      if (reason === 0 || at + k === 0) continue;
      gaps.push({ fromMs: timeMs[at + k - 1] as number, toMs: timeMs[at + k] as number, reason });
      gapFrames.push(at + k);
    }
    yield;
  }
  return createTimeline(from, timeMs, pyramids, gaps, gapFrames);
}

function createTimeline(
  firstFrame: number,
  timeMs: Float64Array,
  pyramids: readonly MinMaxPyramid[],
  gaps: readonly TimelineGap[],
  /** Those behind the gaps, counted from the first. */
  gapFrames: readonly number[],
): Timeline {
  const count = timeMs.length;
  const startMs = timeMs[0] ?? 0;
  const extremes = new Float64Array(2);
  /** The first frame that begins at a time or later, from `low` on. */
  const search = (wantedMs: number, low = 0): number => {
    let high = count;
    let from = low;
    while (from < high) {
      const middle = (from + high) >>> 1;
      if ((timeMs[middle] as number) < wantedMs) from = middle + 1;
      else high = middle;
    }
    return from;
  };
  /** The first frame from `low` on that begins in a later column. By the columns themselves: their edges in time are rounded. */
  const endOfColumn = (column: number, columnMs: number, low: number): number => {
    let high = count;
    let from = low;
    while (from < high) {
      const middle = (from + high) >>> 1;
      if (Math.floor((timeMs[middle] as number) / columnMs) <= column) from = middle + 1;
      else high = middle;
    }
    return from;
  };
  return {
    firstFrame,
    endFrame: firstFrame + count,
    // One frame has no length, and everything is a part of it.
    bounds: { fromMs: startMs, toMs: Math.max(startMs + 1, timeMs[count - 1] ?? 0) },
    gaps,
    timeOf: (frame) => timeMs[frame - firstFrame] ?? Number.NaN,
    frameAt: (wantedMs) => firstFrame + Math.max(0, Math.min(count - 1, search(wantedMs))),
    framesIn: ({ fromMs, toMs }) => ({
      from: firstFrame + search(fromMs + LEAST_MS),
      to: firstFrame + search(toMs + LEAST_MS),
    }),
    valuesOf(frame) {
      const at = frame - firstFrame;
      const [interval, cpu, gpu] = pyramids.map((pyramid) => {
        if (at < 0 || at >= count) return Number.NaN;
        pyramid.read(at, at + 1, extremes);
        return extremes[0] as number;
      });
      return [interval as number, cpu as number, gpu as number];
    },
    frameNear(wantedMs, reachMs) {
      const at = Math.max(0, Math.min(count - 1, search(wantedMs)));
      const intervalOf = (k: number) => {
        (pyramids[0] as MinMaxPyramid).read(k, k + 1, extremes);
        return extremes[0] as number;
      };
      let longest = at;
      let longestMs = STANDS_OUT * (intervalOf(at) || 0);
      for (let k = search(wantedMs - reachMs); k < count && (timeMs[k] as number) <= wantedMs + reachMs; k++) {
        const intervalMs = intervalOf(k);
        if (!(intervalMs > longestMs)) continue;
        longest = k;
        longestMs = intervalMs;
      }
      return firstFrame + longest;
    },
    points({ fromMs, toMs }, columnMs, points, more = []) {
      const read = more.length === 0 ? pyramids : [...pyramids, ...more];
      // Of the columns that the ends lie in, and of those of the frames outside of them.
      const most = mostPoints(Math.ceil((toMs - fromMs) / columnMs) + 2);
      if (points.x.length < most || points.series.length !== read.length) {
        points.x = new Float64Array(most);
        points.series = read.map(() => new Float64Array(most));
      }
      const { x, series } = points;
      let length = 0;
      // A frame more on each side, so that lines go on to the edges. Columns lie fixed in time: a chart that moves does not flicker.
      let at = Math.max(0, search(fromMs) - 1);
      const end = Math.min(count, search(toMs) + 1);
      let gap = firstIndex(gapFrames.length, (k) => (gapFrames[k] as number) >= at);
      let brokenColumn = Number.NaN;
      while (at < end) {
        const column = Math.floor((timeMs[at] as number) / columnMs);
        let next = endOfColumn(column, columnMs, at + 1);
        // As `createMinMaxPoints`: lines break at the first gap of a column that can be seen.
        for (; gap < gapFrames.length && (gapFrames[gap] as number) < next && column !== brokenColumn; gap++) {
          const { fromMs, toMs } = gaps[gap] as TimelineGap;
          if (toMs - fromMs < columnMs * SEEN_PART) continue;
          if ((gapFrames[gap] as number) > at) {
            next = gapFrames[gap] as number;
            break;
          }
          brokenColumn = column;
          x[length] = ((timeMs[at] as number) - startMs) / 1000;
          for (let s = 0; s < read.length; s++) (series[s] as Float64Array)[length] = Number.NaN;
          length++;
        }
        while (gap < gapFrames.length && (gapFrames[gap] as number) < next) gap++;
        const isOne = next === at + 1;
        x[length] = ((timeMs[at] as number) - startMs) / 1000;
        if (!isOne) x[length + 1] = ((timeMs[next - 1] as number) - startMs) / 1000;
        for (let s = 0; s < read.length; s++) {
          (read[s] as MinMaxPyramid).read(at, next, extremes);
          const values = series[s] as Float64Array;
          values[length] = extremes[0] as number;
          if (!isOne) values[length + 1] = extremes[1] as number;
        }
        length += isOne ? 1 : 2;
        at = next;
      }
      points.length = length;
    },
  };
}
