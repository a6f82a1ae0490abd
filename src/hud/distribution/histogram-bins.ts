import { frameHistogram } from '../../analysis/index.ts';
import type { DistributionSettings } from './distribution.ts';

/** Bins of a budget. Multiples of the budget, where steady frames and dropped ones are, lie in the middle of one. */
const BINS_PER_BUDGET = 10;
/** Bins of an octave, on a logarithmic scale. */
const BINS_PER_OCTAVE = 8;
/** Where a logarithmic scale begins at the lowest. */
const LEAST_MS = 2 ** -8;

export interface HistogramBins {
  /** The middle of each bin: ms, or its logarithm to the base 2. */
  readonly x: number[];
  /** What each bin holds, in percent of all; empty bins are 0. */
  readonly share: number[];
}

/** Where a logarithmic scale begins: at the octave of the shortest time, and not above half a budget. */
export function leastMs(shortestMs: number, budgetMs: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(LEAST_MS, Math.min(shortestMs || budgetMs, budgetMs / 2))));
}

/** Fills `bins` with the times from `minMs` (0 on a linear scale) to `maxMs`; the first and the last bin have what is beyond, too. */
export function fillBins(
  bins: HistogramBins,
  values: Float64Array,
  { scale, weight }: Pick<DistributionSettings, 'scale' | 'weight'>,
  budgetMs: number,
  minMs: number,
  maxMs: number,
): void {
  const timeWeighted = weight === 'time';
  if (scale === 'log') fillOctaves(bins, values, timeWeighted, minMs, maxMs);
  else fillBudgets(bins, values, timeWeighted, budgetMs, maxMs);
  let sum = 0;
  for (let k = 0; k < bins.share.length; k++) sum += bins.share[k] as number;
  for (let k = 0; k < bins.share.length; k++) bins.share[k] = sum > 0 ? (100 * (bins.share[k] as number)) / sum : 0;
}

/** The percentiles of what each moment was in, and not of the frames: so much of the time goes into frames that are not longer. */
export function timePercentiles(sorted: Float64Array, percents: readonly number[]): number[] {
  let totalMs = 0;
  for (let k = 0; k < sorted.length; k++) totalMs += sorted[k] as number;
  const found: number[] = [];
  let passedMs = 0;
  for (let k = 0; k < sorted.length && found.length < percents.length; k++) {
    passedMs += sorted[k] as number;
    while (found.length < percents.length && 100 * passedMs >= (percents[found.length] as number) * totalMs)
      found.push(sorted[k] as number);
  }
  return found;
}

function fillBudgets(
  { x, share }: HistogramBins,
  values: Float64Array,
  timeWeighted: boolean,
  budgetMs: number,
  maxMs: number,
): void {
  const binMs = budgetMs / BINS_PER_BUDGET;
  const count = Math.round(maxMs / binMs) + 1;
  // Halves of bins: the first is the upper half of the bin around 0, the last has all the rest.
  const halves = frameHistogram(values, { binMs: binMs / 2, maxMs: binMs * count, timeWeighted });
  x.length = share.length = count;
  for (let k = 0; k < count; k++) {
    const rest = k === count - 1 ? (halves[2 * k + 1] as number) : 0;
    x[k] = k * binMs;
    share[k] = (halves[2 * k - 1] ?? 0) + (halves[2 * k] as number) + rest;
  }
}

function fillOctaves(
  { x, share }: HistogramBins,
  values: Float64Array,
  timeWeighted: boolean,
  minMs: number,
  maxMs: number,
): void {
  const first = Math.log2(minMs) * BINS_PER_OCTAVE;
  const count = Math.max(1, Math.ceil(Math.log2(maxMs) * BINS_PER_OCTAVE - first));
  x.length = share.length = count;
  for (let k = 0; k < count; k++) {
    x[k] = (first + k + 0.5) / BINS_PER_OCTAVE;
    share[k] = 0;
  }
  for (const value of values) {
    if (!(value > 0 && value < Infinity)) continue;
    const bin = Math.floor(Math.log2(value) * BINS_PER_OCTAVE - first);
    const k = Math.min(count - 1, Math.max(0, bin));
    share[k] = (share[k] as number) + (timeWeighted ? value : 1);
  }
}
