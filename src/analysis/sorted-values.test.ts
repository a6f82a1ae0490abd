import { describe, expect, it } from 'vitest';
import { sortedValues } from './sorted-values.ts';

describe('sortedValues', () => {
  it('sorts by number, not by text', () => {
    expect([...sortedValues([100, 9, 20], 0)]).toEqual([9, 20, 100]);
  });

  it('leaves out what is not finite or not above the bound', () => {
    expect([...sortedValues([3, NaN, 0, -1, Infinity, 2], 0)]).toEqual([2, 3]);
    expect([...sortedValues([3, NaN, 0, -1, -Infinity], -Infinity)]).toEqual([-1, 0, 3]);
  });

  it('leaves the input as it is', () => {
    const values = [3, 1, 2];
    sortedValues(values, 0);
    expect(values).toEqual([3, 1, 2]);
  });

  it('sorts in the scratch array when it is long enough', () => {
    const scratch = new Float64Array(4);
    expect(sortedValues([3, 1, 2], 0, scratch).buffer).toBe(scratch.buffer);
    expect(sortedValues([3, 1, 2, 5, 4], 0, scratch).buffer).not.toBe(scratch.buffer);
  });
});
