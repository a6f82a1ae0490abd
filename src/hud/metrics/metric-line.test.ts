import { describe, expect, it } from 'vitest';
import { isUnchanged, newestOf } from './metric-line.ts';

/** Frames of 1 s each. */
const unchanged = (values: number[], isReset = false) => {
  const timeMs = values.map((_, k) => 1000 * k);
  return isUnchanged(values, { count: values.length, timeMs, endMs: timeMs.at(-1) ?? 0 }, isReset);
};
const _ = Number.NaN;

describe('isUnchanged', () => {
  it('is true when a value has stayed for more than five seconds', () => {
    expect(unchanged([1, 2, 2, 2, 2, 2, 2, 2])).toBe(true);
    expect(unchanged([1, 1, 2, 2, 2, 2, 2, 2])).toBe(false);
    expect(unchanged([2, 2, 2, 2, 2, 2, 2, 3])).toBe(false);
  });

  it('is not so sure of frames that do not reach back so far', () => {
    expect(unchanged([2, 2, 2, 2, 2, 2])).toBe(false);
  });

  it('takes a value that came in the last five seconds for a change, and one that went for none', () => {
    expect(unchanged([_, _, 2, 2, 2, 2, 2, 2])).toBe(false);
    expect(unchanged([2, 2, 2, 2, _, _, _, _])).toBe(true);
    expect(unchanged([2, 2, 2, 2, _, 2, _, 2])).toBe(true);
  });

  it('takes each value of a gauge that resets for one that was set', () => {
    expect(unchanged([2, 2, 2, 2, 2, 2, 2, 2], true)).toBe(false);
    expect(unchanged([2, 2, _, _, _, _, _, _], true)).toBe(true);
  });

  it('does not know of what no frame has', () => {
    expect(unchanged([])).toBeNull();
    expect(unchanged([_, _, _, _, _, _, _, _])).toBeNull();
  });
});

describe('newestOf', () => {
  const newest = (...values: number[]) => {
    const timeMs = values.map((_, k) => 400 * k);
    return newestOf(values, { count: values.length, timeMs, endMs: timeMs.at(-1) ?? 0 });
  };

  it('looks back for a value that is there, but no more than a second', () => {
    expect([newest(1, 2, 3), newest(1, 2, _), newest(1, 2, _, _), newest(1, 2, _, _, _)]).toEqual([3, 2, 2, _]);
    expect([newest(), newest(_, _)]).toEqual([_, _]);
  });
});
