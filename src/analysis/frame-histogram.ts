import { isDuration } from './is-duration.ts';

export type FrameHistogramOptions = {
  /** Upper edge of the last bin, in ms. What lies beyond is in the last bin too. */
  maxMs: number;
  /** Weigh each frame by its duration, so that a bin holds ms instead of frames; default false. */
  timeWeighted?: boolean | undefined;
  /** Array to fill instead of a new one; used when its length is the number of bins. */
  into?: Float64Array | undefined;
} & (
  | { /** Number of bins, each `maxMs / bins` wide; at least one. */ bins: number; binMs?: undefined }
  | { /** Width of a bin in ms; there are `⌈maxMs / binMs⌉`. */ binMs: number; bins?: undefined }
);

/**
 * Linear histogram of frame intervals: bin `i` holds the frames (or their ms) in `[i·width, (i + 1)·width)`, the last one
 * all the rest. The bins add up to the number of frames (or their duration): missing intervals are left out.
 *
 * @throws RangeError when no array can hold so many bins (`binMs` of 0)
 */
export function frameHistogram(intervals: ArrayLike<number>, options: FrameHistogramOptions): Float64Array {
  // The small number keeps 1.1 / 0.1 = 11.000000000000002 from growing a twelfth bin.
  const bins = Math.max(1, Math.ceil((options.bins ?? options.maxMs / options.binMs) - 1e-9) || 1);
  const width = options.binMs ?? options.maxMs / bins;
  const histogram = options.into?.length === bins ? options.into.fill(0) : new Float64Array(bins);
  for (let i = 0; i < intervals.length; i++) {
    const interval = intervals[i] as number;
    if (!isDuration(interval)) continue;
    const bin = Math.min(bins - 1, Math.floor(interval / width));
    histogram[bin] = (histogram[bin] as number) + (options.timeWeighted ? interval : 1);
  }
  return histogram;
}
