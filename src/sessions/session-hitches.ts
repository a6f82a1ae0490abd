import { type Hitch, hitchCauses } from '../analysis/index.ts';
import { type FrameSource, type FrameWindow, readColumn, TIME, windowIntervals } from '../frames/index.ts';
import type { Session, StatsOptions } from './session-types.ts';
import { frameWindow } from './source-statistics.ts';
import { CPU, GPU } from './source-verdict.ts';
import { valuesAt } from './values-at.ts';

const COLLECTIONS = 'engine:memory.gc_suspected';

/**
 * The hitches of a session, or of a part of it, with their time and what each was due to.
 *
 * @throws MetricsError `invalid-operation` as `session.stats()`
 */
export function sessionHitches({ frames }: Pick<Session, 'frames'>, options: StatsOptions = {}): Hitch[] {
  const window = frameWindow(frames, options);
  const found = windowIntervals(frames, window);
  // An interval lies before its frame's begin: what was done in it is the work of the frame before.
  const before = { from: window.from - 1, to: window.to - 1 };
  const inIntervals = (column: Float64Array) => valuesAt(column, window.from, found.frames);
  return hitchCauses({
    intervals: found.intervals,
    endMs: inIntervals(readColumn(frames, TIME, window)),
    cpuMs: inIntervals(readColumn(frames, CPU, before)),
    gpuMs: inIntervals(readColumn(frames, GPU, before)),
    compileMs: inIntervals(compileTimes(frames, before)),
    collectionsMs: collectionTimes(frames, window),
    events: frames.events,
  });
}

/** Each frame's time of compiling in all contexts; NaN where none tells. */
function compileTimes(frames: FrameSource, window: FrameWindow): Float64Array {
  const sums = new Float64Array(Math.max(0, window.to - window.from)).fill(Number.NaN);
  for (const { key, descriptor } of frames.columns) {
    if (descriptor.id.namespace !== 'engine' || descriptor.id.name !== 'webgl.compile_ms') continue;
    const column = readColumn(frames, key, window);
    for (let k = 0; k < column.length; k++) {
      const ms = column[k] as number;
      if (!Number.isNaN(ms)) sums[k] = (sums[k] || 0) + ms;
    }
  }
  return sums;
}

/** The begins of the frames in which more collections were suspected than before. */
function collectionTimes(frames: FrameSource, window: FrameWindow): Float64Array {
  const counts = readColumn(frames, COLLECTIONS, window);
  const timesMs = readColumn(frames, TIME, window);
  let found = 0;
  for (let k = 1; k < counts.length; k++)
    if ((counts[k] as number) > (counts[k - 1] as number)) timesMs[found++] = timesMs[k] as number;
  return timesMs.subarray(0, found);
}
