import { describe, expect, it } from 'vitest';
import { unionLength } from './union-length.ts';

const lengthOf = (...spans: [begin: number, end: number][]) =>
  unionLength(
    Float64Array.from(spans, ([begin]) => begin),
    Float64Array.from(spans, ([, end]) => end),
    spans.length,
  );

describe('unionLength', () => {
  it('adds up spans that are apart, in any order', () => {
    expect(lengthOf()).toBe(0);
    expect(lengthOf([2, 5])).toBe(3);
    expect(lengthOf([10, 12], [2, 5], [7, 8])).toBe(6);
  });

  it('counts once what overlaps, touches, or lies within', () => {
    expect(lengthOf([0, 10], [5, 15])).toBe(15);
    expect(lengthOf([0, 10], [10, 15])).toBe(15);
    expect(lengthOf([0, 10], [2, 3], [9, 11])).toBe(11);
    expect(lengthOf([3, 4], [3, 9], [3, 4])).toBe(6);
  });

  it('takes a span without length for nothing', () => {
    expect(lengthOf([5, 5], [5, 5])).toBe(0);
  });

  it('looks at the first spans only', () => {
    expect(unionLength(Float64Array.of(0, 10, 5), Float64Array.of(1, 12, 100), 2)).toBe(3);
  });
});
