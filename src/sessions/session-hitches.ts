import { AFTER_COLLECTION_MS, causesOf } from '../analysis/hitch-causes.ts';
import { hitchSteps } from '../analysis/hitches.ts';
import type { Hitch } from '../analysis/index.ts';
import { finish, inSteps, type Steps } from '../analysis/steps.ts';
import { columnSteps } from '../frames/column-steps.ts';
import { timeOf } from '../frames/frame-source.ts';
import { type FrameSource, type FrameWindow, frameAt, TIME } from '../frames/index.ts';
import { windowIntervalSteps } from '../frames/window-intervals.ts';
import type { Session, StatsOptions } from './session-types.ts';
import { frameWindow } from './source-statistics.ts';
import { CPU, GPU } from './source-verdict.ts';
import { valuesAtSteps } from './values-at.ts';

const COLLECTIONS = 'engine:memory.gc_suspected';

/**
 * The hitches of a session, or of a part of it, with their time and what each was due to.
 *
 * @throws MetricsError `invalid-operation` as `session.stats()`
 */
export function sessionHitches({ frames }: Pick<Session, 'frames'>, options: StatsOptions = {}): Hitch[] {
  return finish(sourceHitchSteps(frames, options));
}

/**
 * The same of a source, in steps.
 *
 * @param medianMs of the frame intervals, when it is known already: saves a sort
 */
export function* sourceHitchSteps(frames: FrameSource, options: StatsOptions, medianMs?: number): Steps<Hitch[]> {
  const window = frameWindow(frames, options);
  const found = yield* windowIntervalSteps(frames, window);
  const indices = yield* hitchSteps(found.intervals, { medianMs });
  const hitchFrames = indices.map((k) => found.frames[k] as number);
  const first = hitchFrames[0];
  const last = hitchFrames.at(-1);
  // Most windows of live frames have none: then there is no more to read.
  if (first === undefined || last === undefined) return [];
  const lastCollectionMs = timeOf(frames, last) + AFTER_COLLECTION_MS;
  // From the begin of the first, with the frame before it, for a collection is a count that rose.
  const around = {
    from: Math.max(window.from, first - 2),
    to: Math.min(window.to, frameAt(frames, lastCollectionMs) + 1),
  };
  // An interval lies before its frame's begin: what was done in it is the work of the frame before.
  const before = { from: around.from - 1, to: around.to - 1 };
  function* inHitches(column: Steps<Float64Array>): Steps<Float64Array> {
    return yield* valuesAtSteps(yield* column, around.from, hitchFrames);
  }
  return causesOf(indices, {
    intervals: indices.map((k) => found.intervals[k] as number),
    endMs: yield* inHitches(columnSteps(frames, TIME, around)),
    cpuMs: yield* inHitches(columnSteps(frames, CPU, before)),
    gpuMs: yield* inHitches(columnSteps(frames, GPU, before)),
    compileMs: yield* inHitches(compileTimes(frames, before)),
    collectionsMs: yield* collectionTimes(frames, around),
    events: frames.events,
  });
}

/** Each frame's time of compiling in all contexts; NaN where none tells. */
function* compileTimes(frames: FrameSource, window: FrameWindow): Steps<Float64Array> {
  const sums = new Float64Array(Math.max(0, window.to - window.from)).fill(Number.NaN);
  for (const { key, descriptor } of frames.columns) {
    if (descriptor.id.namespace !== 'engine' || descriptor.id.name !== 'webgl.compile_ms') continue;
    const column = yield* columnSteps(frames, key, window);
    yield* inSteps(column.length, (from, to) => addTimes(column, sums, from, to));
  }
  return sums;
}

function addTimes(column: Float64Array, sums: Float64Array, from: number, to: number): void {
  for (let k = from; k < to; k++) {
    const ms = column[k] as number;
    if (ms === ms) sums[k] = (sums[k] || 0) + ms;
  }
}

/** The begins of the frames in which more collections were suspected than before. */
function* collectionTimes(frames: FrameSource, window: FrameWindow): Steps<Float64Array> {
  const counts = yield* columnSteps(frames, COLLECTIONS, window);
  const timesMs = yield* columnSteps(frames, TIME, window);
  let found = 0;
  yield* inSteps(counts.length, (from, to) => {
    found = keepRises(counts, timesMs, found, Math.max(1, from), to);
  });
  return timesMs.subarray(0, found);
}

/** Moves the times at which a count is higher than before behind the `found` that are there; gives how many there are then. */
function keepRises(counts: Float64Array, timesMs: Float64Array, found: number, from: number, to: number): number {
  for (let k = from; k < to; k++)
    if ((counts[k] as number) > (counts[k - 1] as number)) timesMs[found++] = timesMs[k] as number;
  return found;
}
