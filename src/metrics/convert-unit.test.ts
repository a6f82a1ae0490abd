import { describe, expect, it } from 'vitest';
import { convertUnit } from './convert-unit.ts';

describe('convertUnit', () => {
  it.each([
    [64, 'MiB', 'bytes', 67_108_864],
    [512, 'KiB', 'MiB', 0.5],
    [500, 'us', 'ms', 0.5],
    [2, 'min', 's', 120],
    [50, 'percent', 'ratio', 0.5],
    [0.25, 'ratio', 'percent', 25],
    [60, 'hz', 'fps', 60],
    [5, 'ms', 'bytes', Number.NaN],
    [5, 'ms', '', Number.NaN],
    [5, 'players', 'players', Number.NaN],
    [5, 'constructor', 'ms', Number.NaN],
  ])('makes %d %s in %s %d', (value, from, to, converted) => {
    expect(convertUnit(value, from, to)).toBe(converted);
  });
});
