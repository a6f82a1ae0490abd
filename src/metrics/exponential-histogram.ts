import type { Histogram } from './histogram.ts';

/*
 * Base-2 exponential buckets of scale 5, as in OTLP and Prometheus native histograms: bucket i holds base^i < x ≤ base^(i+1)
 * with base = 2^(1/32). The index is read from the bits of the double, because Math.log2 rounds boundaries into wrong buckets:
 *
 *    exponent (11 bits)    mantissa (52 bits)
 *   ┌──────────────────┬─────────┬──────────────┐
 *   │ octave           │ 8 bits  │ the rest     │   the 8 bits are a cell of FIRST, which knows how many boundaries lie
 *   └──────────────────┴─────────┴──────────────┘   below the cell; one exact comparison settles the one inside it
 */
const PER_OCTAVE = 32;
/** Values below the smallest normal double count as zero: the bit pattern of a subnormal has no octave. */
const SMALLEST = 2 ** -1022;
/** Exponent bias of a double, times the buckets of an octave. */
const BIAS = 1023 * PER_OCTAVE;

const { BOUNDS, BOUNDS_HIGH, BOUNDS_LOW, FIRST } = boundaryTables();

const scratch = new Float64Array(1);
/** The two halves of `scratch[0]`, low word first (every engine that runs WebGL is little-endian). */
const words = new Uint32Array(scratch.buffer);

/** An exact exponential histogram of values ≥ 0: quantiles within 1.1 %, and merging equals recording everything in one. */
export class ExponentialHistogram implements Histogram {
  min = Number.NaN;
  max = Number.NaN;
  /** Samples of each bucket from `first` on: `counts[k]` belongs to biased index `first + k`. */
  private counts = new Float64Array(0);
  private first = 0;
  private zeros = 0;
  private values: Float64Array = new Float64Array(2);
  private slot = 0;

  bind(values: Float64Array, slot: number): void {
    this.values = values;
    this.slot = slot;
  }

  record(value: number): boolean {
    if (value < SMALLEST) {
      if (value < 0) return false;
      this.zeros++;
    } else {
      scratch[0] = value;
      const at = biasedIndex() - this.first;
      if (at >= 0 && at < this.counts.length) (this.counts[at] as number)++;
      else this.grow(at + this.first);
    }
    const { values, slot } = this;
    (values[slot] as number)++;
    (values[slot + 1] as number) += value;
    // Written so that the NaN of an empty histogram is replaced, too.
    if (!(value >= this.min)) this.min = value;
    if (!(value <= this.max)) this.max = value;
    return true;
  }

  valueAtRank(rank: number): number {
    let below = this.zeros;
    if (rank < below) return 0;
    const { counts, first } = this;
    for (let k = 0; k < counts.length; k++) {
      below += counts[k] as number;
      if (rank >= below) continue;
      const high = upperBoundOf(first + k);
      const low = upperBoundOf(first + k - 1);
      // The harmonic middle errs equally, (base − 1) / (base + 1) = 1.08 %, at both ends of the bucket.
      return Math.min(Math.max((2 * low * high) / (low + high), this.min), this.max);
    }
    return this.max;
  }

  buckets(): { upperBound: number; count: number }[] {
    const found = this.zeros > 0 ? [{ upperBound: 0, count: this.zeros }] : [];
    this.counts.forEach((count, k) => {
      if (count > 0) found.push({ upperBound: upperBoundOf(this.first + k), count });
    });
    return found;
  }

  /** Makes room for a bucket outside of the ones at hand, a whole octave at a time, and counts the sample there. */
  private grow(index: number): void {
    const { counts, first } = this;
    const octave = Math.floor(index / PER_OCTAVE) * PER_OCTAVE;
    const from = counts.length > 0 ? Math.min(first, octave) : octave;
    const to = Math.max(first + counts.length, octave + PER_OCTAVE);
    const grown = new Float64Array(to - from);
    grown.set(counts, counts.length > 0 ? first - from : 0);
    (grown[index - from] as number)++;
    this.counts = grown;
    this.first = from;
  }
}

/** The bucket of the value in `scratch[0]`, counted from the smallest normal double's octave. */
function biasedIndex(): number {
  const high = words[1] as number;
  const mantissaHigh = high & 0xfffff;
  let below = FIRST[mantissaHigh >>> 12] as number;
  const bound = BOUNDS_HIGH[below] as number;
  if (mantissaHigh > bound || (mantissaHigh === bound && (words[0] as number) > (BOUNDS_LOW[below] as number))) below++;
  return (high >>> 20) * PER_OCTAVE + below - 1;
}

function upperBoundOf(biased: number): number {
  const index = biased + 1 - BIAS;
  const octave = Math.floor(index / PER_OCTAVE);
  const bound = BOUNDS[index - octave * PER_OCTAVE] as number;
  // The top octave's last boundary is 2^1024, which no double holds.
  return octave > 1023 ? Number.MAX_VALUE : bound * 2 ** octave;
}

/**
 * The boundaries 2^(k/32) of an octave as the doubles nearest to them. Math.pow misses four of them by a unit in the last
 * place, and differently in each engine; nested integer square roots of 2^(32·53 + k) are exact.
 */
function boundaryTables() {
  const bounds = new Float64Array(PER_OCTAVE + 1);
  const high = new Uint32Array(PER_OCTAVE + 1);
  const low = new Uint32Array(PER_OCTAVE + 1);
  const first = new Uint8Array(256);
  const bits = new Uint32Array(bounds.buffer);
  for (let k = 0; k < PER_OCTAVE; k++) {
    let root = 1n << BigInt(53 * PER_OCTAVE + k);
    for (let halving = 0; halving < 5; halving++) root = squareRoot(root);
    bounds[k] = Number((root + 1n) >> 1n) / 2 ** 52;
    high[k] = (bits[2 * k + 1] as number) & 0xfffff;
    low[k] = bits[2 * k] as number;
    for (let cell = ((high[k] as number) >>> 12) + 1; cell < 256; cell++) first[cell] = k + 1;
  }
  // Past the last boundary of an octave no mantissa is larger than this.
  bounds[PER_OCTAVE] = 2;
  high[PER_OCTAVE] = low[PER_OCTAVE] = 0xffffffff;
  return { BOUNDS: bounds, BOUNDS_HIGH: high, BOUNDS_LOW: low, FIRST: first };
}

/** The integer square root, rounded down, by Newton's method from above. */
function squareRoot(n: bigint): bigint {
  let root = 1n << BigInt((n.toString(2).length >> 1) + 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
