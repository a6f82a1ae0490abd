import { isDuration } from './is-duration.ts';
import { pickValues } from './pick-values.ts';
import { quantile } from './quantile.ts';
import { sortedValuesSteps } from './sorted-values.ts';
import { finish, inSteps, type Steps } from './steps.ts';

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
  /** The frames end between refreshes: the display follows the page (variable refresh), or none paces it. */
  readonly isVariable: boolean;
}

const MIN_FRAMES = 30;
/** When more frames than this share are on time, the page keeps the display's pace. */
const ON_TIME = 0.9;
/** A steady page has this share of its frames late by the same. */
const STEADY = 0.8;
/** Measured times fall short of what kept the frame: the browser's own work is not in them. */
const TOLERANCE = 0.9;
/** Without refreshes to wait for, a frame lasts as long as its work, of which this share is measured. */
const MEASURED = 0.8;
/** So far from whole refreshes, in refreshes, a frame is not one of a display with a fixed period. */
const OFF_GRID = 0.2;
/** Frames of any length would be off the grid by that in 60 %. */
const MIN_OFF_GRID = 0.4;

/**
 * Says what holds frames back. A late frame took `s = round(d/P)` refreshes, two or more. Work of `w` ms is the reason when it did
 * not fit into one refresh less: `w > 0.9·(s − 1)·P`. Of CPU and GPU the longer is told; where neither is, a page that is late by
 * the same in every frame is throttled, and one that is late at random is blocked by something that is not in the callbacks.
 *
 * Where the display follows the page, a frame is late from `1.2·P` on, work is the reason from `0.8·d` on, and steady are frames
 * within a tenth of the median late one.
 */
export function frameVerdict(input: FrameVerdictInput): FrameVerdict {
  return finish(frameVerdictSteps(input));
}

/** The same in steps. */
export function* frameVerdictSteps({ intervals, cpuMs, gpuMs, refreshMs }: FrameVerdictInput): Steps<FrameVerdict> {
  const all = new Int32Array(intervals.length);
  let frames = 0;
  yield* inSteps(intervals.length, (from, to) => {
    frames = findDurations(intervals, all, frames, from, to);
  });
  const grid: GridCounts = { longer: 0, off: 0 };
  yield* inSteps(frames, (from, to) => countOffGrid(grid, intervals, all, refreshMs, from, to));
  const isVariable = grid.off > (1 - ON_TIME) * frames && grid.off >= MIN_OFF_GRID * grid.longer;
  const lateMs = (isVariable ? 1 + OFF_GRID : 1.5) * refreshMs;
  const late = new Int32Array(frames);
  let lateFrames = 0;
  yield* inSteps(frames, (from, to) => {
    lateFrames = findLate(intervals, all, lateMs, late, lateFrames, from, to);
  });
  const chosen = lateFrames > 0 ? late.subarray(0, lateFrames) : all.subarray(0, frames);
  const picked = new Float64Array(chosen.length);
  const scratch = new Float64Array(chosen.length);
  function* median(values: ArrayLike<number>): Steps<number> {
    yield* inSteps(chosen.length, (from, to) => pickValues(values, 0, chosen, picked, from, to));
    const sorted = yield* sortedValuesSteps(picked, -1, scratch);
    return sorted.length > 0 ? quantile(sorted, 0.5) : Number.NaN;
  }
  const evidence = {
    frames,
    lateFrames,
    frameMs: yield* median(intervals),
    cpuMs: yield* median(cpuMs),
    gpuMs: yield* median(gpuMs),
    refreshMs,
    isVariable,
  };
  let steady = 0;
  yield* inSteps(lateFrames, (from, to) => {
    steady += countSteady(intervals, late, evidence, from, to);
  });
  return { ...judge(evidence, steady / frames), ...evidence };
}

/** The places of those of some intervals that are there, behind the `found` that are known; gives how many there are then. */
function findDurations(
  intervals: ArrayLike<number>,
  places: Int32Array,
  found: number,
  from: number,
  to: number,
): number {
  for (let k = from; k < to; k++) if (isDuration(intervals[k] as number)) places[found++] = k;
  return found;
}

/** Of frames that took longer than a refresh, and of those the ones that end between two: too many of them, and the display has no fixed period. */
interface GridCounts {
  longer: number;
  off: number;
}

function countOffGrid(
  counts: GridCounts,
  intervals: ArrayLike<number>,
  places: Int32Array,
  refreshMs: number,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const steps = (intervals[places[i] as number] as number) / refreshMs;
    if (!(steps > 1 + OFF_GRID)) continue;
    counts.longer++;
    if (Math.abs(steps - Math.round(steps)) > OFF_GRID) counts.off++;
  }
}

/** As `findDurations`, of the intervals at some places: the late ones. */
function findLate(
  intervals: ArrayLike<number>,
  places: Int32Array,
  lateMs: number,
  late: Int32Array,
  found: number,
  from: number,
  to: number,
): number {
  for (let i = from; i < to; i++) {
    const k = places[i] as number;
    if ((intervals[k] as number) >= lateMs) late[found++] = k;
  }
  return found;
}

/** How many of the late frames are late by as much as their median. */
function countSteady(
  intervals: ArrayLike<number>,
  late: Int32Array,
  { frameMs, refreshMs, isVariable }: { frameMs: number; refreshMs: number; isVariable: boolean },
  from: number,
  to: number,
): number {
  const refreshes = Math.round(frameMs / refreshMs);
  let steady = 0;
  for (let i = from; i < to; i++) {
    const interval = intervals[late[i] as number] as number;
    if (isVariable ? Math.abs(interval - frameMs) <= frameMs / 10 : Math.round(interval / refreshMs) === refreshes)
      steady++;
  }
  return steady;
}

/** @param steadyShare of all frames, the share that is late by the same */
function judge(
  { frames, lateFrames, frameMs, cpuMs, gpuMs, refreshMs, isVariable }: Omit<FrameVerdict, 'kind' | 'reason'>,
  steadyShare: number,
): Pick<FrameVerdict, 'kind' | 'reason'> {
  if (frames < MIN_FRAMES) return { kind: 'unknown', reason: `${frames} of ${MIN_FRAMES} frames are there` };
  if (!isDuration(refreshMs)) return { kind: 'unknown', reason: 'The refresh period of the display is not known yet' };
  const hz = `${Math.round(1000 / refreshMs)} Hz`;
  const onTime = 1 - lateFrames / frames;
  if (onTime >= ON_TIME) return { kind: 'vsync', reason: `${percent(onTime)} of the frames keep ${hz}` };

  const frame = `of the ${ms(frameMs)} ms of late frames${isVariable ? ', which end between refreshes' : ''}`;
  const mustExceedMs = isVariable ? MEASURED * frameMs : TOLERANCE * (Math.round(frameMs / refreshMs) - 1) * refreshMs;
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
