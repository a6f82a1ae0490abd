import { describe, expect, it } from 'vitest';
import { finish } from '../analysis/steps.ts';
import { valuesAtSteps } from './values-at.ts';

const valuesAt = (column: readonly number[], first: number, frames: readonly number[]) =>
  finish(valuesAtSteps(column, first, frames));

describe('valuesAtSteps', () => {
  it('picks the values of the frames that are asked for', () => {
    expect([...valuesAt([10, 11, 12, 13], 100, [101, 103])]).toEqual([11, 13]);
  });

  it('has NaN for frames that the column does not reach', () => {
    expect([...valuesAt([10, 11], 100, [99, 101, 102])]).toEqual([Number.NaN, 11, Number.NaN]);
  });
});
