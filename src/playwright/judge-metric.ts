import { growthOf } from '../frames/counter-growth.ts';
import { timeOf } from '../frames/frame-source.ts';
import { type FrameSource, type FrameWindow, readColumn } from '../frames/index.ts';
import { type FrameColumn, formatMetricId } from '../metrics/index.ts';
import { betterOf } from '../sessions/session-figures.ts';
import { frameWindow } from '../sessions/source-statistics.ts';
import { type Measurement, metricNotFound } from './measurement.ts';

/** What a limit is held against. */
export interface Judged {
  /** NaN where it is missing. */
  readonly measured: number;
  /** Whether the limit is the least that is wanted; else it is the most. */
  readonly atLeast: boolean;
}

/**
 * What a measurement says of a metric, as `Budget` has it.
 *
 * @throws RangeError when the session has no such metric, and for what is not known of the values of a histogram or timer
 */
export function judgeMetric({ name, session, metric }: Measurement, id: string): Judged {
  const { frames } = session;
  const column = frames.columns.find((candidate) => idsOf(candidate).includes(id));
  if (column === undefined) throw metricNotFound(id);
  const { key, descriptor } = column;
  const { type } = descriptor;
  const isCount = id === `${formatMetricId(descriptor.id)}#count`;
  const atLeast = !isCount && betterOf(descriptor) === 'higher';
  const { count, min, max } = metric(key);
  if (type === 'gauge') return { measured: atLeast ? min : max, atLeast };
  const window = frameWindow(frames, { section: name });
  const totals = totalsOf(frames, key, window);
  const counted = count === 0 ? Number.NaN : growthOf(totals);
  if (type === 'counter' || isCount) return { measured: counted, atLeast };
  if (type === 'rate') return { measured: counted / secondsOf(frames, window), atLeast };
  const text = formatMetricId(descriptor.id);
  if (id !== `${text}#mean`) {
    throw new RangeError(
      `Cannot check the budget: "${id}" is of a ${type}, of whose values frames have the number and the sum, so it must be "${text}#mean" or "${text}#count"`,
    );
  }
  return { measured: sumGrowth(totals, totalsOf(frames, `${text}#sum`, window)) / counted, atLeast };
}

/** Of a histogram or timer what cannot be judged, too, to be told so. The column of its count comes first. */
function idsOf({ key, descriptor: { id, type } }: FrameColumn): string[] {
  const text = formatMetricId(id);
  return type === 'histogram' || type === 'timer' ? [key, text, `${text}#mean`] : [key];
}

/**
 * The totals that a window's frames left, behind the one that it began with, which the frame before it left: 0 where that one did
 * not have the metric yet, NaN where it is gone itself.
 */
function totalsOf(frames: FrameSource, key: string, { from, to }: FrameWindow): Float64Array {
  const totals = readColumn(frames, key, { from: from - 1, to });
  if (Number.isNaN(totals[0]) && !Number.isNaN(timeOf(frames, from - 1))) totals[0] = 0;
  return totals;
}

/** What the values of a histogram that came between its first and last total add up to. It may fall, so that only the count tells of a new beginning. */
function sumGrowth(counts: Float64Array, sums: Float64Array): number {
  let grown = 0;
  let before = 0;
  for (let k = 1; k < counts.length; k++) {
    if (Number.isNaN(counts[k])) continue;
    const isAnew = (counts[k] as number) < (counts[before] as number);
    grown += (sums[k] as number) - (isAnew ? 0 : (sums[before] as number));
    before = k;
  }
  return grown;
}

/** The time in which a window's frames counted: the intervals lie before the frames. */
function secondsOf(frames: FrameSource, { from, to }: FrameWindow): number {
  return (timeOf(frames, to - 1) - timeOf(frames, from - 1)) / 1000;
}
