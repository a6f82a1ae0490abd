import { describe, expect, it } from 'vitest';
import { ExponentialHistogram } from './exponential-histogram.ts';
import { histogramQuantile } from './histogram.ts';

/** The doubles nearest to 2^(k/32) in one octave, found bit by bit with whole numbers: independent of how the source finds them. */
const OCTAVE = Array.from({ length: 32 }, (_, k) => {
  const power = 2n ** BigInt(k + 32 * 53);
  let root = 0n;
  for (let bit = 54n; bit >= 0n; bit--) if ((root + (1n << bit)) ** 32n <= power) root += 1n << bit;
  // That is one bit more than a double holds: round half up (a tie cannot be, for the root is irrational or whole).
  return Number((root + 1n) / 2n) / 2 ** 52;
});

/** The double nearest to 2^(k/32). */
function nearestBoundary(k: number): number {
  const octave = Math.floor(k / 32);
  return (OCTAVE[k - octave * 32] as number) * 2 ** octave;
}

const bits = new DataView(new ArrayBuffer(8));
/** The next double up (1n) or down (-1n) of a positive one. */
function neighbour(value: number, step: bigint): number {
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + step);
  return bits.getFloat64(0);
}

/** The bucket that a value falls into, by its upper bound; NaN when it falls into none. */
function bucketOf(value: number): number {
  const histogram = new ExponentialHistogram();
  histogram.add(value);
  return histogram.buckets()[0]?.upperBound ?? Number.NaN;
}

/** As a handle records: buckets, smallest and largest. */
function histogramOf(samples: Iterable<number>): ExponentialHistogram {
  const histogram = new ExponentialHistogram();
  histogram.min = Infinity;
  histogram.max = -Infinity;
  for (const sample of samples) {
    histogram.add(sample);
    histogram.min = Math.min(histogram.min, sample);
    histogram.max = Math.max(histogram.max, sample);
  }
  return histogram;
}

function type7(sorted: Float64Array, q: number): number {
  const h = (sorted.length - 1) * q;
  const low = sorted[Math.floor(h)] as number;
  const high = sorted[Math.ceil(h)] as number;
  return low + (high - low) * (h - Math.floor(h));
}

/** Uniform numbers in (0, 1), the same in every run (mulberry32). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}

const random = uniform(7);
const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
const fill = (next: () => number) => Float64Array.from({ length: 20_000 }, next);
const DISTRIBUTIONS = {
  normal: fill(() => Math.max(0.1, 16.7 + 2 * normal())),
  lognormal: fill(() => Math.exp(2 + normal())),
  bimodal: fill(() => (random() < 0.7 ? 8 : 33) + 0.5 * normal()),
  constant: fill(() => 16.666),
  'far apart': fill(() => 2 ** (40 * random() - 20)),
};

describe('ExponentialHistogram', () => {
  it('puts every boundary from 2^-60 to 2^60 into the bucket that it closes, and its neighbours to their sides', () => {
    const wrong: number[] = [];
    for (let k = -60 * 32; k <= 60 * 32; k++) {
      const bound = nearestBoundary(k);
      const [below, above] = [neighbour(bound, -1n), neighbour(bound, 1n)];
      if (bucketOf(bound) !== bound || bucketOf(below) !== bound) wrong.push(k);
      if (bucketOf(above) !== nearestBoundary(k + 1)) wrong.push(k);
    }
    expect(wrong).toEqual([]);
  });

  it('has a place for the smallest and the largest doubles', () => {
    expect(bucketOf(Number.MAX_VALUE)).toBe(Number.MAX_VALUE);
    expect(bucketOf(2 ** -1022)).toBe(2 ** -1022);
    expect(histogramQuantile(histogramOf([Number.MAX_VALUE, 1e300]), 2, 1)).toBe(Number.MAX_VALUE);
    expect(histogramQuantile(histogramOf([1e200, 1.5e200, 2e200]), 3, 0.5) / 1.5e200).toBeCloseTo(1, 1);
  });

  it('counts zero and subnormal numbers as zero', () => {
    for (const value of [0, -0, Number.MIN_VALUE, 2 ** -1023]) expect(bucketOf(value)).toBe(0);
  });

  it('refuses a negative number', () => {
    const histogram = new ExponentialHistogram();
    expect(histogram.add(-1e-300)).toBe(false);
    expect(histogram.buckets()).toEqual([]);
  });

  it('keeps its counts when smaller and larger samples need more buckets', () => {
    const samples = [1, 1, 2 ** 20, 2 ** -20, 0, 1, 2 ** 40, 2 ** -20, 3];
    const buckets = histogramOf(samples).buckets();
    expect(buckets.map(({ count }) => count)).toEqual([1, 2, 3, 1, 1, 1]);
    expect(buckets.map(({ upperBound }) => upperBound)).toEqual([
      0,
      2 ** -20,
      1,
      nearestBoundary(Math.ceil(32 * Math.log2(3))),
      2 ** 20,
      2 ** 40,
    ]);
  });

  it.each(Object.entries(DISTRIBUTIONS))('gives quantiles of %s samples within 1.1 %', (_, samples) => {
    const histogram = histogramOf(samples);
    const sorted = samples.slice().sort();
    for (const q of [0, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1]) {
      const exact = type7(sorted, q);
      expect(Math.abs(histogramQuantile(histogram, samples.length, q) / exact - 1)).toBeLessThan(0.011);
    }
  });

  it('gives the same buckets for samples in one histogram as in two added up', () => {
    const samples = DISTRIBUTIONS.lognormal;
    const merged = new Map<number, number>();
    for (const part of [samples.subarray(0, 7000), samples.subarray(7000)]) {
      for (const { upperBound, count } of histogramOf(part).buckets())
        merged.set(upperBound, (merged.get(upperBound) ?? 0) + count);
    }
    const one = histogramOf(samples).buckets();
    expect([...merged].sort(([a], [b]) => a - b)).toEqual(one.map(({ upperBound, count }) => [upperBound, count]));
  });
});

describe('histogramQuantile', () => {
  it('is missing without samples and outside 0 to 1', () => {
    const histogram = histogramOf([1, 2]);
    expect(histogramQuantile(histogram, 0, 0.5)).toBeNaN();
    for (const q of [-0.1, 1.1, Number.NaN]) expect(histogramQuantile(histogram, 2, q)).toBeNaN();
  });

  it('knows the smallest and the largest sample exactly', () => {
    const histogram = histogramOf([3, 16.666, 16.667, 90]);
    expect(histogramQuantile(histogram, 4, 0)).toBe(3);
    expect(histogramQuantile(histogram, 4, 1)).toBe(90);
    expect(histogramQuantile(histogramOf([1, 3]), 2, 0.25)).toBe(1.5);
  });

  it('never leaves the range of the samples', () => {
    const histogram = histogramOf([16.666, 16.666, 16.667, 16.667]);
    for (const q of [0.1, 0.3, 0.5, 0.9]) {
      expect(histogramQuantile(histogram, 4, q)).toBeGreaterThanOrEqual(16.666);
      expect(histogramQuantile(histogram, 4, q)).toBeLessThanOrEqual(16.667);
    }
  });
});
