import { describe, expect, it } from 'vitest';
import { triangleCount } from '../gpu/triangle-count.ts';
import { lineCount, multiDrawCount, pointCount } from './primitive-counts.ts';

const [POINTS, LINES, LINE_LOOP, LINE_STRIP, TRIANGLES] = [0, 1, 2, 3, 4];

describe('lineCount', () => {
  it.each([
    [LINES, [0, 0, 0, 1, 1, 2]],
    [LINE_LOOP, [0, 0, 0, 2, 3, 4]],
    [LINE_STRIP, [0, 0, 0, 1, 2, 3]],
    [POINTS, [0, 0, 0, 0, 0, 0]],
    [TRIANGLES, [0, 0, 0, 0, 0, 0]],
  ])('makes in mode %d of -1 to 4 vertices %j lines', (mode, lines) => {
    expect([-1, 0, 1, 2, 3, 4].map((n) => lineCount(mode, n, 1))).toEqual(lines);
  });

  it('takes the lines of each instance', () => {
    expect(lineCount(LINE_STRIP, 9, 5)).toBe(40);
    expect(lineCount(LINES, 9, -1)).toBe(0);
  });
});

describe('pointCount', () => {
  it('makes a point of every vertex of every instance', () => {
    expect(pointCount(POINTS, 9, 5)).toBe(45);
    expect(pointCount(POINTS, -9, 5)).toBe(0);
    expect(pointCount(LINES, 9, 5)).toBe(0);
  });
});

describe('multiDrawCount', () => {
  it.each([[[99, 3, 6, 10]], [new Int32Array([99, 3, 6, 10])]])('adds up a part of the list %j', (counts) => {
    expect(multiDrawCount(triangleCount, TRIANGLES, 2, counts, 1)).toBe(3);
    expect(multiDrawCount(triangleCount, TRIANGLES, 3, counts, 1)).toBe(6);
    expect(multiDrawCount(triangleCount, TRIANGLES, 0, counts, 1)).toBe(0);
  });

  it('takes the instances from their own offset', () => {
    expect(multiDrawCount(triangleCount, TRIANGLES, 2, [3, 6], 0, new Int32Array([99, 2, 4]), 1)).toBe(10);
  });

  it('stops at the end of the list', () => {
    expect(multiDrawCount(triangleCount, TRIANGLES, 1e9, [3, 6], 1)).toBe(2);
    expect(multiDrawCount(triangleCount, TRIANGLES, 2, [3, 6], 0, [5], 0)).toBe(5);
  });

  it('knows nothing of lists that can be read only once', () => {
    expect(multiDrawCount(triangleCount, TRIANGLES, 1, new Set([3]), 0)).toBe(0);
    expect(multiDrawCount(triangleCount, TRIANGLES, 1, [3], 0, new Set([3]), 0)).toBe(0);
    expect(multiDrawCount(triangleCount, TRIANGLES, 1, null, 0)).toBe(0);
  });
});
