import { expect, test } from 'vitest';
import { extremesOf, valueRange } from './value-range.ts';

const range = (low: number, high: number, limit = Number.NaN) => {
  const found = valueRange(low, high, limit);
  return [found.low, found.high];
};

test('begins at 0 unless all values are far from it', () => {
  expect(range(10, 40)).toEqual([0, 40]);
  expect(range(30, 40)).toEqual([30, 40]);
  expect(range(-5, 40)).toEqual([-5, 40]);
});

test('keeps a value that hardly moves in the middle, and gives none a height of 0', () => {
  expect(range(100, 100)).toEqual([97.5, 102.5]);
  expect(range(-100, -100)).toEqual([-102.5, -97.5]);
  for (const value of [0, 1e-310, -1e-310]) {
    const [low, high] = range(value, value) as [number, number];
    // A line is drawn, and on the chart.
    expect(Number.isFinite(22 / (high - low))).toBe(true);
    expect(value).toBeGreaterThanOrEqual(low);
    expect(value).toBeLessThanOrEqual(high);
  }
  expect(range(0, 0)).toEqual([0, 1]);
});

test('reaches as far as a limit that is near, and leaves out one that is not', () => {
  expect(range(30, 40, 45)).toEqual([30, 45]);
  expect(range(30, 40, 25)).toEqual([25, 40]);
  expect(range(30, 40, 500)).toEqual([30, 40]);
});

test('finds the extremes of what has an axis', () => {
  const found = new Float64Array(2);
  const extremes = (values: number[], count = values.length) => {
    extremesOf(Float64Array.from(values), count, found);
    return [...found];
  };
  expect(extremes([Number.NaN, 3, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2, 99], 6)).toEqual([-1, 3]);
  expect(extremes([Number.NaN])).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
});
