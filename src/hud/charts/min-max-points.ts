import type { LinePoints } from './frame-lines.ts';

/** More than a chart has pixels cost time and show nothing. */
const SPANS = 114;
/** A gap that is shorter than this part of a span has no pixel of its own. */
export const SEEN_PART = 1 / 5;
/** Two before a break, it, and two behind it. */
const MOST_OF_A_SPAN = 5;

/** Columns of a run of frames, `count` of each array in use. */
export interface MinMaxInput {
  readonly count: number;
  /** Ms, ascending. */
  readonly timeMs: ArrayLike<number>;
  /** Not 0: no time passed for the chart before this frame, so lines break here where it is long enough to be seen. */
  readonly gap: ArrayLike<number>;
  /** NaN where missing. */
  readonly series: readonly ArrayLike<number>[];
}

/**
 * The smallest and the largest value of each series in equal spans of time, as points of a line:
 *
 *     frames   ·  · ·|·   ·  |· · · ·|      spans lie fixed in time, so that a chart which moves on does not flicker
 *     points     ⌄ ⌃ |  ⌃ ⌄  | ⌃   ⌄ |      two a span, in the order in which the two values came
 *
 * A span without frames has no points (one long frame); a gap that can be seen, the first of each span, and a span in which a series has no value,
 * is NaN. A page that draws on demand has a gap before every frame. The arrays are reused from one reading to the next.
 */
export interface MinMaxPoints extends LinePoints {
  /** Seconds before `endMs`, ascending. */
  readonly x: Float64Array;
  /** How long each span is, in ms. */
  readonly widthMs: number;
  /** Fills them with frames of the `spanMs` before `endMs`. */
  read(input: MinMaxInput, endMs: number, spanMs: number): void;
  /** Empties them, for frames that are added piece by piece. */
  begin(endMs: number, spanMs: number): void;
  /** Adds the frames behind those before, of whole spans: multiples of `widthMs`. */
  add(input: MinMaxInput): void;
}

/** How many points so many spans have at most, with the partial ones at both ends. */
export function mostPoints(spans: number): number {
  return MOST_OF_A_SPAN * (spans + 2);
}

/** @param spans into which the time that is shown is cut */
export function createMinMaxPoints(seriesCount: number, spans = SPANS): MinMaxPoints {
  const capacity = mostPoints(spans);
  const x = new Float64Array(capacity);
  const lines = Array.from({ length: seriesCount }, () => new Float64Array(capacity));
  // The earlier and the later one of the two extremes of each series.
  const early = new Float64Array(seriesCount);
  const late = new Float64Array(seriesCount);
  const none = new Float64Array(seriesCount).fill(Number.NaN);
  let length = 0;
  let originMs = 0;
  let widthMs = 0;
  /** Of the last frame that was added. */
  let lastMs = Number.NEGATIVE_INFINITY;

  const addPoint = (timeMs: number, values: Float64Array) => {
    if (length >= capacity) return;
    x[length] = (timeMs - originMs) / 1000;
    for (let s = 0; s < seriesCount; s++) (lines[s] as Float64Array)[length] = values[s] as number;
    length++;
  };
  const findExtremes = (s: number, values: ArrayLike<number>, from: number, to: number) => {
    let low = Number.NaN;
    let high = Number.NaN;
    let isLowFirst = true;
    for (let i = from; i < to; i++) {
      const value = values[i] as number;
      if (value !== value) continue;
      if (!(value >= low)) {
        low = value;
        isLowFirst = false;
      }
      if (!(value <= high)) {
        high = value;
        isLowFirst = true;
      }
    }
    early[s] = isLowFirst ? low : high;
    late[s] = isLowFirst ? high : low;
  };

  const points: MinMaxPoints = {
    get length() {
      return length;
    },
    get widthMs() {
      return widthMs;
    },
    x,
    series: lines,
    read(input, endMs, spanMs) {
      points.begin(endMs, spanMs);
      points.add(input);
    },
    begin(endMs, spanMs) {
      widthMs = spanMs / spans;
      length = 0;
      originMs = endMs;
      lastMs = Number.NEGATIVE_INFINITY;
    },
    add({ count, timeMs, gap, series }) {
      let brokenSpan = Number.NaN;
      const isBreak = (frame: number, span: number) =>
        gap[frame] !== 0 &&
        span !== brokenSpan &&
        (timeMs[frame] as number) - (timeMs[frame - 1] ?? lastMs) >= widthMs * SEEN_PART;
      for (let from = 0; from < count; ) {
        const span = Math.floor((timeMs[from] as number) / widthMs);
        if (isBreak(from, span)) {
          brokenSpan = span;
          if (length > 0) addPoint(timeMs[from] as number, none);
        }
        let to = from + 1;
        while (to < count && Math.floor((timeMs[to] as number) / widthMs) === span && !isBreak(to, span)) to++;
        for (let s = 0; s < seriesCount; s++) findExtremes(s, series[s] as ArrayLike<number>, from, to);
        addPoint(timeMs[from] as number, early);
        if (to - from > 1) addPoint(timeMs[to - 1] as number, late);
        from = to;
      }
      if (count > 0) lastMs = timeMs[count - 1] as number;
    },
  };
  return points;
}
