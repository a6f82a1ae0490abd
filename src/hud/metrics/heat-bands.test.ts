import { describe, expect, it } from 'vitest';
import { ExplicitHistogram } from '../../metrics/explicit-histogram.ts';
import { ExponentialHistogram } from '../../metrics/exponential-histogram.ts';
import { createDescriptor } from '../../metrics/metric-descriptor.ts';
import { metricId } from '../../metrics/metric-id.ts';
import { BANDS, bandAt, bandCount, bandStart, readBands } from './heat-bands.ts';

const descriptorOf = (boundaries?: number[]) =>
  createDescriptor(metricId('game', 'step'), 'histogram', boundaries && { boundaries });

function bandsOf(values: readonly number[], boundaries?: number[]): Record<number, number> {
  const histogram = boundaries === undefined ? new ExponentialHistogram() : new ExplicitHistogram(boundaries);
  for (const value of values) histogram.add(value);
  // What was there before must not stay.
  const bands = new Float64Array(BANDS).fill(7);
  readBands(histogram, descriptorOf(boundaries), bands);
  return Object.fromEntries([...bands.entries()].filter(([, count]) => count > 0));
}

describe('readBands', () => {
  it('counts every sample in the band that its value lies in', () => {
    const descriptor = descriptorOf();
    for (const value of [0.0003, 0.9, 1.1, 16.6, 33, 1e6]) {
      const [[band, count] = [], ...others] = Object.entries(bandsOf([value, value]));
      expect([count, others]).toEqual([2, []]);
      expect(Math.floor(bandAt(value, descriptor))).toBe(Number(band));
      expect(bandStart(Number(band), descriptor)).toBeLessThan(value);
      expect(bandStart(Number(band) + 1, descriptor)).toBeGreaterThanOrEqual(value);
    }
  });

  it('has the smallest and the largest values, and zeros, at its ends', () => {
    expect(bandsOf([0, 1e-300, 1e300])).toEqual({ 0: 2, [BANDS - 1]: 1 });
  });

  it('has the user’s own boundaries as bands, the rest above them', () => {
    expect(bandsOf([-5, 1, 1.5, 2, 99], [1, 2, 4])).toEqual({ 0: 2, 1: 2, 3: 1 });
  });

  it('takes very many boundaries together', () => {
    const boundaries = Array.from({ length: 1000 }, (_, k) => k);
    const bands = bandsOf([0, 500, 5000], boundaries);
    expect(Object.values(bands)).toEqual([1, 1, 1]);
    expect(Math.floor(bandAt(500, descriptorOf(boundaries)))).toBe(Number(Object.keys(bands)[1]));
  });
});

describe('bandAt', () => {
  it('is NaN for what no band is for', () => {
    expect(bandAt(Number.NaN, descriptorOf())).toBeNaN();
    expect(bandAt(-1, descriptorOf())).toBeNaN();
    expect(bandAt(5, descriptorOf([1, 2]))).toBeNaN();
  });

  it('lies between the boundaries as the value does', () => {
    expect(bandAt(3, descriptorOf([1, 2, 4]))).toBe(2.5);
  });
});

describe('bandStart', () => {
  it('is the nearest of the user’s own boundaries for the bands at their ends', () => {
    const descriptor = descriptorOf([4, 8, 16]);
    expect([0, 1, 2, 3, 4].map((band) => bandStart(band, descriptor))).toEqual([4, 4, 8, 16, 16]);
  });
});

describe('bandCount', () => {
  it('is one more than the boundaries, fewer where they are taken together', () => {
    expect(bandCount(descriptorOf())).toBe(BANDS);
    expect(bandCount(descriptorOf([4, 8, 16]))).toBe(4);
    expect(bandCount(descriptorOf(Array.from({ length: 1000 }, (_, k) => k)))).toBe(167);
  });
});
