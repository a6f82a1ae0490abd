import type { Histogram } from '../../metrics/histogram.ts';
import type { MetricDescriptor } from '../../metrics/index.ts';

/*
 * Bands: what a heat strip has of a histogram's buckets. Exponential buckets, 32 an octave, are taken together by eight; the user's own
 * boundaries are bands as they are, as long as there are not more of them:
 *
 *     band    0          1 …                    190     191
 *             ≤ 2^-16    a quarter octave each          > 2^31.75
 */
export const BANDS = 192;
const PER_OCTAVE = 4;
const FIRST_OCTAVE = -16;
/** The exponential histogram's first bucket of the first octave, and how many of its buckets a band takes. */
const BUCKETS_PER_BAND = 8;
const FIRST_BUCKET = (1023 + FIRST_OCTAVE) * PER_OCTAVE * BUCKETS_PER_BAND;

/** Writes how many samples each band has, since the histogram began. Allocates nothing. */
export function readBands(
  { counts, first, zeros }: Histogram,
  { boundaries }: MetricDescriptor,
  bands: Float64Array,
): void {
  bands.fill(0);
  bands[0] = zeros;
  const perBand = Math.ceil(counts.length / BANDS);
  for (let k = 0; k < counts.length; k++) {
    const count = counts[k] as number;
    if (count === 0) continue;
    const band =
      boundaries === undefined
        ? clamp(Math.floor((first + k - FIRST_BUCKET) / BUCKETS_PER_BAND) + 1)
        : Math.floor(k / perBand);
    (bands[band] as number) += count;
  }
}

/** Where a value lies among the bands, as a fraction of them; NaN for one that no band is for. */
export function bandAt(value: number, { boundaries }: MetricDescriptor): number {
  if (boundaries === undefined) {
    const at = (Math.log2(value) - FIRST_OCTAVE) * PER_OCTAVE + 1;
    return at >= 1 && at < BANDS ? at : Number.NaN;
  }
  const perBand = bucketsPerBand(boundaries);
  const k = boundaries.findIndex((bound) => value <= bound);
  if (k < 0) return Number.NaN;
  const high = boundaries[k] as number;
  const low = boundaries[k - 1] ?? high;
  return (k + (high > low ? (value - low) / (high - low) : 1)) / perBand;
}

/** How many bands the buckets of a histogram are. */
export function bandCount({ boundaries }: MetricDescriptor): number {
  return boundaries === undefined ? BANDS : Math.ceil((boundaries.length + 1) / bucketsPerBand(boundaries));
}

/** The value at the lower edge of a band; beyond the user's own boundaries the nearest of them. */
export function bandStart(band: number, { boundaries }: MetricDescriptor): number {
  if (boundaries === undefined) return band < 1 ? 0 : 2 ** ((band - 1) / PER_OCTAVE + FIRST_OCTAVE);
  const k = band * bucketsPerBand(boundaries) - 1;
  return boundaries[Math.max(0, Math.min(boundaries.length - 1, k))] as number;
}

const bucketsPerBand = ({ length }: readonly number[]) => Math.ceil((length + 1) / BANDS);

const clamp = (band: number) => Math.max(0, Math.min(BANDS - 1, band));
