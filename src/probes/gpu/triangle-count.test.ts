import { describe, expect, it } from 'vitest';
import { triangleCount } from './triangle-count.ts';

const [POINTS, LINES, LINE_LOOP, LINE_STRIP, TRIANGLES, STRIP, FAN] = [0, 1, 2, 3, 4, 5, 6];

describe('triangleCount', () => {
  it('makes a triangle of every three vertices, and leaves out what is over', () => {
    expect([-3, 0, 1, 2, 3, 4, 5, 6, 300].map((n) => triangleCount(TRIANGLES, n, 1))).toEqual([
      0, 0, 0, 0, 1, 1, 1, 2, 100,
    ]);
  });

  it.each([STRIP, FAN])('makes a triangle of every vertex after the second in mode %d', (mode) => {
    expect([-1, 0, 1, 2, 3, 4, 300].map((n) => triangleCount(mode, n, 1))).toEqual([0, 0, 0, 0, 1, 2, 298]);
  });

  it.each([POINTS, LINES, LINE_LOOP, LINE_STRIP, 7, -1, Number.NaN])('makes none in mode %d', (mode) => {
    expect(triangleCount(mode, 300, 1)).toBe(0);
  });

  it('takes the triangles of each instance, beyond 32 bits, too', () => {
    expect(triangleCount(TRIANGLES, 9, 5)).toBe(15);
    expect(triangleCount(STRIP, 9, 0)).toBe(0);
    expect(triangleCount(STRIP, 9, -1)).toBe(0);
    expect(triangleCount(TRIANGLES, 3_000_000, 1_000_000)).toBe(1e12);
  });

  it('converts numbers as the browser does, and objects not at all', () => {
    expect(triangleCount('4', '9', true)).toBe(3);
    expect(triangleCount(TRIANGLES, 9.9, 1)).toBe(3);
    expect(triangleCount(TRIANGLES, undefined, 1)).toBe(0);
    expect(triangleCount(TRIANGLES, Number.POSITIVE_INFINITY, 1)).toBe(0);
    const trap = {
      valueOf() {
        throw new Error('converted');
      },
    };
    expect(triangleCount(TRIANGLES, trap, 1)).toBe(0);
    expect(triangleCount(trap, 9, trap)).toBe(0);
    expect(triangleCount(null, 9, null)).toBe(0);
  });
});
