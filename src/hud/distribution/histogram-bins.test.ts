import { expect, test } from 'vitest';
import { fillBins, type HistogramBins, leastMs, timePercentiles } from './histogram-bins.ts';

const binsOf = (
  values: number[],
  settings: { scale: 'linear' | 'log'; weight: 'frames' | 'time' },
  budgetMs = 10,
  maxMs = 40,
): [number, number][] => {
  const bins: HistogramBins = { x: [], share: [] };
  fillBins(bins, Float64Array.from(values), settings, budgetMs, 0.25, maxMs);
  return bins.x.map((x, k): [number, number] => [x, bins.share[k] as number]).filter(([, share]) => share > 0);
};

test('has multiples of the budget in the middle of a bin', () => {
  expect(binsOf([9.6, 10, 10.4, 20], { scale: 'linear', weight: 'frames' })).toEqual([
    [10, 75],
    [20, 25],
  ]);
});

test('weighs frames by their time', () => {
  expect(binsOf([10, 10, 20], { scale: 'linear', weight: 'time' })).toEqual([
    [10, 50],
    [20, 50],
  ]);
});

test('keeps what is longer than the axis in the last bin', () => {
  expect(binsOf([10, 4000], { scale: 'linear', weight: 'frames' }).at(-1)).toEqual([40, 50]);
  expect(binsOf([10, 4000], { scale: 'log', weight: 'frames' }).at(-1)?.[1]).toBe(50);
});

test('halves an octave into equal bins, whose middles are logarithms', () => {
  const bins = binsOf([8, 8.1, 16, 32], { scale: 'log', weight: 'frames' });
  expect(bins).toEqual([
    [3 + 1 / 16, 50],
    [4 + 1 / 16, 25],
    [5 + 1 / 16, 25],
  ]);
});

test('counts the shortest times into the first octave, and leaves out what is missing', () => {
  expect(binsOf([0, Number.NaN, Infinity, 0.1, 0.2], { scale: 'log', weight: 'frames' })).toEqual([[-2 + 1 / 16, 100]]);
  expect(binsOf([Number.NaN], { scale: 'log', weight: 'frames' })).toEqual([]);
  expect(binsOf([], { scale: 'linear', weight: 'time' })).toEqual([]);
});

test('begins a logarithmic scale at an octave below the shortest time', () => {
  expect(leastMs(7, 16)).toBe(4);
  expect(leastMs(30, 16)).toBe(8);
  expect(leastMs(Number.NaN, 16)).toBe(8);
  expect(leastMs(1e-9, 16)).toBe(2 ** -8);
});

test('has percentiles of the time, which a few long frames take', () => {
  const sorted = Float64Array.from([...Array(500).fill(10), ...Array(50).fill(100)]);
  expect(timePercentiles(sorted, [25, 50, 51, 95])).toEqual([10, 10, 100, 100]);
  expect(timePercentiles(new Float64Array(0), [50])).toEqual([]);
});
