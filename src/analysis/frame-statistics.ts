import { framePacingSteps } from './frame-pacing.ts';
import { hitchSteps } from './hitches.ts';
import { isDuration } from './is-duration.ts';
import { quantile } from './quantile.ts';
import { sortedValuesSteps } from './sorted-values.ts';
import { finish, inSteps, type Steps } from './steps.ts';

/** The span of time that the frames were taken from, in ms of the session's clock. */
export interface StatisticsWindow {
  fromMs: number;
  toMs: number;
}

/** Intervals that were left out: a hidden tab, a debugger pause, a resize. `byReason` adds up to `count`. */
export interface ExcludedIntervals {
  count: number;
  byReason: Record<string, number>;
}

export interface FrameStatisticsOptions {
  /** Refresh period P of the display in ms. Where it is not known, NaN: what is measured against it is then NaN too. */
  refreshMs: number;
  /** Budget B of a frame in ms; default `refreshMs`. */
  budgetMs?: number | undefined;
  /** Handed through to the result; default null. */
  window?: StatisticsWindow | null | undefined;
  /** What the caller has left out already; the missing intervals found here are added under the reason `missing`. */
  excluded?: ExcludedIntervals | undefined;
  /** Room to sort in, at least as long as the intervals and not the same array; overwritten. Default: a new array. */
  scratch?: Float64Array | undefined;
}

/**
 * Statistics of frame intervals `d_1 … d_N` in ms, with `T = Σd`. A value that so few frames do not define is NaN in memory
 * and null in JSON. Sources of the formulas are in brackets.
 */
export interface FrameStatistics {
  /** N, the missing intervals left out. */
  frames: number;
  /** T in ms. */
  durationMs: number;
  refreshMs: number;
  budgetMs: number;
  window: StatisticsWindow | null;
  excluded: ExcludedIntervals;
  /** Frames per second. */
  fps: {
    /** `1000·N/T`, never the mean of `1000/d` [CapFrameX]. */
    avg: number;
    /** `1000·k / Σ(k longest)`, `k = max(1, ⌈N/100⌉)` [the reviewers' average of the worst 1 %]. */
    low1: number;
    /** The same of the worst 0.1 %, `k = max(1, ⌈N/1000⌉)`. */
    low01: number;
    /** `1000 / frame.p99` [CapFrameX P1]. */
    p1: number;
    /** `1000 /` the frame at which the longest frames add up to 1 % of T [MSI Afterburner, CapFrameX]. */
    low1Integral: number;
  };
  /** Frame times in ms: `sd` divides by N − 1, quantiles are type 7, `timeWeighted` is `Σd²/T`, the frame time at a random moment. */
  frame: {
    mean: number;
    sd: number;
    min: number;
    max: number;
    p50: number;
    p90: number;
    p95: number;
    p99: number;
    p999: number;
    timeWeighted: number;
  };
  /** Refreshes without a new frame: `Σ(s − 1)` and `100·Σ(s − 1)/Σs`, `s = max(1, round(d/P))` [Chromium]. */
  dropped: { count: number; pct: number };
  /** Dropped refreshes in ms per second of time [Apple: ≤ 5 good, ≥ 10 critical], and the length of `hitches()` [Unreal]. */
  hitch: { ratioMsPerS: number; count: number };
  /** Missed vsyncs: `100·max(E − N, 0)/E`, `E = ⌊T/B + 0.01⌋` [Unreal]; NaN where `E` is 0. */
  mvp: { pct: number };
  /** Percent of frames with `d > k·B + P/4`, k = 1, 1.5, 2: a quarter period of vsync jitter is not over budget [Unreal]. */
  overBudget: { x1: number; x1_5: number; x2: number };
  /** Percent of T in frames over 2.5 times the mean of the `windowFrames = max(1, round(10·√mean))` before [CapFrameX]. */
  stutter: { timePct: number; windowFrames: number };
  /** Mean of `|d_i − d_(i−1)|` in ms: the only one that sees frames alternate between 8 and 25 ms. */
  pacing: { masd: number };
}

/**
 * All frame statistics of `intervals` (ms, in the order of the frames). An interval that is NaN, infinite, 0 or negative is
 * missing: it is left out, its neighbours count as consecutive, and `excluded` counts it. Never throws.
 * One sort and three passes; with `scratch` it allocates the result and little else.
 */
export function frameStatistics(intervals: ArrayLike<number>, options: FrameStatisticsOptions): FrameStatistics {
  return finish(frameStatisticsSteps(intervals, options));
}

/** The same in steps. */
export function* frameStatisticsSteps(
  intervals: ArrayLike<number>,
  options: FrameStatisticsOptions,
): Steps<FrameStatistics> {
  const refreshMs = period(options.refreshMs);
  const budgetMs = period(options.budgetMs ?? refreshMs);
  // What does not depend on the order is summed up in sorted order: the same frames in another order give the same bits.
  const sorted = yield* sortedValuesSteps(intervals, 0, options.scratch);
  const frames = sorted.length;
  const at = (p: number) => quantile(sorted, p);
  const p50 = at(0.5);
  const p99 = at(0.99);

  const sums: SortedSums = {
    low1: NaN,
    low01: NaN,
    durationMs: 0,
    squares: 0,
    mean: frames > 0 ? 0 : NaN,
    deviations: 0,
    dropped: 0,
  };
  yield* inSteps(frames, (from, to) => sumSorted(sums, sorted, refreshMs, from, to));
  const { low1, low01, durationMs, squares, mean, deviations, dropped } = sums;

  let longest = frames;
  for (let sum = 0; sum < 0.01 * durationMs; ) sum += sorted[--longest] as number;

  const overBudgetPct = (factor: number) => {
    const limit = factor * budgetMs + refreshMs / 4;
    let within = frames;
    while ((sorted[within - 1] as number) > limit) within--;
    return limit > 0 ? (100 * (frames - within)) / frames : NaN;
  };
  const expected = Math.floor(durationMs / budgetMs + 0.01);
  const windowFrames = Math.max(1, Math.round(10 * Math.sqrt(mean)));
  const { masd, stutterMs } = yield* framePacingSteps(intervals, windowFrames);
  const found = yield* hitchSteps(intervals, { medianMs: p50 });

  return {
    frames,
    durationMs,
    refreshMs,
    budgetMs,
    window: options.window ?? null,
    excluded: withMissing(options.excluded, intervals.length - frames),
    fps: {
      avg: (1000 * frames) / durationMs,
      low1,
      low01,
      p1: 1000 / p99,
      low1Integral: 1000 / (sorted[longest] as number),
    },
    frame: {
      mean,
      sd: frames > 1 ? Math.sqrt(deviations / (frames - 1)) : NaN,
      min: at(0),
      max: at(1),
      p50,
      p90: at(0.9),
      p95: at(0.95),
      p99,
      p999: at(0.999),
      timeWeighted: squares / durationMs,
    },
    dropped: { count: dropped, pct: (100 * dropped) / (frames + dropped) },
    hitch: {
      ratioMsPerS: (1000 * dropped * refreshMs) / durationMs,
      count: found.length,
    },
    mvp: { pct: (100 * Math.max(expected - frames, 0)) / expected },
    overBudget: { x1: overBudgetPct(1), x1_5: overBudgetPct(1.5), x2: overBudgetPct(2) },
    stutter: { timePct: (100 * stutterMs) / durationMs, windowFrames },
    pacing: { masd },
  };
}

/** What is summed up over the intervals, the longest first. A literal and no class, as in frame-pacing.ts. */
interface SortedSums {
  low1: number;
  low01: number;
  durationMs: number;
  squares: number;
  mean: number;
  deviations: number;
  dropped: number;
}

function sumSorted(sums: SortedSums, sorted: Float64Array, refreshMs: number, from: number, to: number): void {
  const frames = sorted.length;
  const worst1 = Math.ceil(frames / 100);
  const worst01 = Math.ceil(frames / 1000);
  let { durationMs, squares, mean, deviations, dropped } = sums;
  for (let count = from + 1; count <= to; count++) {
    const interval = sorted[frames - count] as number;
    durationMs += interval;
    squares += interval * interval;
    // Welford's update: equal frames have a standard deviation of exactly 0, and the mean never leaves [min, max].
    const delta = interval - mean;
    mean += delta / count;
    deviations += delta * (interval - mean);
    dropped += Math.max(0, Math.round(interval / refreshMs) - 1);
    if (count === worst1) sums.low1 = (1000 * count) / durationMs;
    if (count === worst01) sums.low01 = (1000 * count) / durationMs;
  }
  sums.durationMs = durationMs;
  sums.squares = squares;
  sums.mean = mean;
  sums.deviations = deviations;
  sums.dropped = dropped;
}

/** A period that is not a duration is unknown: NaN carries that into everything measured against it. */
function period(ms: number): number {
  return isDuration(ms) ? ms : NaN;
}

function withMissing(excluded: ExcludedIntervals | undefined, missing: number): ExcludedIntervals {
  const byReason = { ...excluded?.byReason };
  if (missing > 0) byReason.missing = (byReason.missing ?? 0) + missing;
  return { count: (excluded?.count ?? 0) + missing, byReason };
}
