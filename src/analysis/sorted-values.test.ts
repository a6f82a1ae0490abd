import { describe, expect, it } from 'vitest';
import { sortedValues, sortedValuesSteps } from './sorted-values.ts';
import { STEP } from './steps.ts';

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

  it.each([1, STEP - 1, STEP, STEP + 1, 2 * STEP, 3 * STEP, 5 * STEP + 7])('merges runs of %d values', (count) => {
    // In no order, and some of them equal.
    const values = Float64Array.from({ length: count }, (_, k) => ((k * 7919) % 10_007) / 10);
    expect(sortedValues(values, 0)).toEqual(values.filter((value) => value > 0).sort());
    expect(sortedValues(values, 0, new Float64Array(count))).toEqual(values.filter((value) => value > 0).sort());
  });

  it('takes no step with more than some thousands of values', () => {
    const values = Float64Array.from({ length: 8 * STEP }, (_, k) => 1 + ((k * 7919) % 10_007));
    // Copied, sorted in eight runs and merged in three passes.
    expect([...sortedValuesSteps(values, 0)]).toHaveLength(8 + 8 + 3 * 8);
  });
});
