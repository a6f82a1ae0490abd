import { describe, expect, it } from 'vitest';
import { ExplicitHistogram } from './explicit-histogram.ts';
import { histogramQuantile } from './histogram.ts';

function histogramOf(boundaries: number[], samples: number[]): ExplicitHistogram {
  const histogram = new ExplicitHistogram(boundaries);
  for (const sample of samples) histogram.add(sample);
  histogram.min = Math.min(...samples);
  histogram.max = Math.max(...samples);
  return histogram;
}

describe('ExplicitHistogram', () => {
  it('closes each bucket with its boundary, and counts the rest under +Inf', () => {
    const histogram = histogramOf([1, 5, 10], [-3, 1, 1.0001, 5, 10, 10.1, 1e9]);
    expect(histogram.buckets()).toEqual([
      { upperBound: 1, count: 2 },
      { upperBound: 5, count: 2 },
      { upperBound: 10, count: 1 },
      { upperBound: Infinity, count: 2 },
    ]);
  });

  it('interpolates inside a bucket, between the smallest and the largest sample', () => {
    const histogram = histogramOf([10, 20], [12, 14, 16, 18]);
    expect(histogramQuantile(histogram, 4, 0.5)).toBeCloseTo(15, 9);
    expect(histogramQuantile(histogram, 4, 0)).toBe(12);
    expect(histogramQuantile(histogram, 4, 1)).toBe(18);
  });

  it('gives the one value of a constant, also above all boundaries', () => {
    expect(histogramQuantile(histogramOf([1, 2], [7, 7, 7]), 3, 0.5)).toBe(7);
    expect(histogramQuantile(histogramOf([1], [0.5]), 1, 0.99)).toBe(0.5);
  });
});
