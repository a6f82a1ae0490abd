import { isDuration } from './is-duration.ts';
import { quantile } from './quantile.ts';
import { sortedValues } from './sorted-values.ts';

/** What holds the frames back. */
export type VerdictKind =
  /** Nothing: the frames keep the display's pace. */
  | 'vsync'
  /** The callbacks of the frames take the time. */
  | 'cpu'
  /** The GPU takes the time. */
  | 'gpu'
  /** Every frame takes the same number of refreshes although nothing is busy: a power mode, a browser's limit, or the page's own. */
  | 'throttled'
  /** Nothing that is measured is busy for so long, and the frames are late at random: tasks, style, layout or another process. */
  | 'blocked'
  /** Too few frames, or what would tell is not measured. */
  | 'unknown';

export interface FrameVerdictInput {
  /** Frame intervals in ms, without gaps. */
  readonly intervals: ArrayLike<number>;
  /** CPU and GPU time of the same frames in ms; NaN where it is missing. */
  readonly cpuMs: ArrayLike<number>;
  readonly gpuMs: ArrayLike<number>;
  /** Refresh period of the display in ms; NaN while it is not known: then nothing is. */
  readonly refreshMs: number;
}

/** What holds the frames of a window back, and the figures that say so. */
export interface FrameVerdict {
  readonly kind: VerdictKind;
  /** In words, with the figures. */
  readonly reason: string;
  /** How many frames were looked at, and how many of them were late. */
  readonly frames: number;
  readonly lateFrames: number;
  /** Medians of the late frames, of all where none is, in ms; NaN where missing. */
  readonly frameMs: number;
  readonly cpuMs: number;
  readonly gpuMs: number;
  readonly refreshMs: number;
}

const MIN_FRAMES = 30;
/** When more frames than this share are on time, the page keeps the display's pace. */
const ON_TIME = 0.9;
/** A steady page has this share of its frames late by the same. */
const STEADY = 0.8;
/** Measured times fall short of what kept the frame: the browser's own work is not in them. */
const TOLERANCE = 0.9;

/**
 * Says what holds frames back. A late frame took `s = round(d/P)` refreshes, two or more. Work of `w` ms is the reason when it did
 * not fit into one refresh less: `w > 0.9·(s − 1)·P`. Of CPU and GPU the longer is told; where neither is, a page that is late by
 * the same in every frame is throttled, and one that is late at random is blocked by something that is not in the callbacks.
 */
export function frameVerdict({ intervals, cpuMs, gpuMs, refreshMs }: FrameVerdictInput): FrameVerdict {
  const late: number[] = [];
  const all: number[] = [];
  /** Late frames by the refreshes they took. */
  const bySteps = new Map<number, number>();
  for (let k = 0; k < intervals.length; k++) {
    const interval = intervals[k] as number;
    if (!isDuration(interval)) continue;
    all.push(k);
    const steps = Math.round(interval / refreshMs);
    if (steps < 2) continue;
    late.push(k);
    bySteps.set(steps, (bySteps.get(steps) ?? 0) + 1);
  }
  const chosen = late.length > 0 ? late : all;
  const median = (values: ArrayLike<number>) => {
    const sorted = sortedValues(
      chosen.map((k) => values[k] ?? Number.NaN),
      -1,
    );
    return sorted.length > 0 ? quantile(sorted, 0.5) : Number.NaN;
  };
  const evidence = {
    frames: all.length,
    lateFrames: late.length,
    frameMs: median(intervals),
    cpuMs: median(cpuMs),
    gpuMs: median(gpuMs),
    refreshMs,
  };
  return { ...judge(evidence, Math.max(0, ...bySteps.values()) / all.length), ...evidence };
}

/** @param steadyShare of all frames that are late, the share that is late by the same */
function judge(
  { frames, lateFrames, frameMs, cpuMs, gpuMs, refreshMs }: Omit<FrameVerdict, 'kind' | 'reason'>,
  steadyShare: number,
): Pick<FrameVerdict, 'kind' | 'reason'> {
  if (frames < MIN_FRAMES) return { kind: 'unknown', reason: `${frames} of ${MIN_FRAMES} frames are there` };
  if (!isDuration(refreshMs)) return { kind: 'unknown', reason: 'The refresh period of the display is not known yet' };
  const hz = `${Math.round(1000 / refreshMs)} Hz`;
  const onTime = 1 - lateFrames / frames;
  if (onTime >= ON_TIME) return { kind: 'vsync', reason: `${percent(onTime)} of the frames keep ${hz}` };

  const frame = `of the ${ms(frameMs)} ms of late frames`;
  const mustExceedMs = TOLERANCE * (Math.round(frameMs / refreshMs) - 1) * refreshMs;
  if (cpuMs > mustExceedMs && !(gpuMs > cpuMs))
    return { kind: 'cpu', reason: `The callbacks take ${ms(cpuMs)} ${frame}` };
  if (gpuMs > mustExceedMs) return { kind: 'gpu', reason: `The GPU takes ${ms(gpuMs)} ${frame}` };
  const busy = `callbacks take ${ms(cpuMs)}, the GPU ${ms(gpuMs)} ${frame}`;
  if (Number.isNaN(cpuMs)) return { kind: 'unknown', reason: `The CPU time is missing: ${busy}` };
  if (steadyShare >= STEADY)
    return { kind: 'throttled', reason: `${percent(steadyShare)} of the frames are late by the same, but ${busy}` };
  if (Number.isNaN(gpuMs)) return { kind: 'unknown', reason: `The GPU time is missing: ${busy}` };
  return { kind: 'blocked', reason: `Something else is busy: ${busy}` };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function ms(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(1);
}
