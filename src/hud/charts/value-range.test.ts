import { expect, test } from 'vitest';
import { valueRange } from './value-range.ts';

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
  const [low, high] = range(0, 0) as [number, number];
  expect(high).toBeGreaterThan(low);
});

test('reaches as far as a limit that is near, and leaves out one that is not', () => {
  expect(range(30, 40, 45)).toEqual([30, 45]);
  expect(range(30, 40, 25)).toEqual([25, 40]);
  expect(range(30, 40, 500)).toEqual([30, 40]);
});
