import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMinMaxPyramid } from './min-max-pyramid.ts';

const value = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.constant(Number.NaN));

function naive(values: readonly number[], from: number, to: number): number[] {
  const there = values.slice(from, to).filter((one) => !Number.isNaN(one));
  return there.length === 0 ? [Number.NaN, Number.NaN] : [Math.min(...there), Math.max(...there)];
}

describe('createMinMaxPyramid', () => {
  it('has the least and the greatest of every run, in whatever pieces the values came', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 700 }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        fc.integer({ min: 1, max: 200 }),
        (values, picks, piece) => {
          const pyramid = createMinMaxPyramid(values.length);
          for (let from = 0; from < values.length; from += piece) {
            const part = values.slice(from, from + piece);
            pyramid.set(from, part, part.length);
          }
          const into = new Float64Array(2);
          for (let k = 0; k + 1 < picks.length; k += 2) {
            const [a, b] = [picks[k], picks[k + 1]].map((pick) => (pick as number) % (values.length + 1));
            const [from, to] = [Math.min(a as number, b as number), Math.max(a as number, b as number)];
            pyramid.read(from, to, into);
            expect([...into]).toEqual(naive(values, from, to));
          }
        },
      ),
    );
  });

  it('takes values anew', () => {
    const pyramid = createMinMaxPyramid(100);
    const into = new Float64Array(2);
    pyramid.set(0, new Float64Array(100).fill(5), 100);
    pyramid.set(70, [9], 1);
    pyramid.read(0, 100, into);
    expect([...into]).toEqual([5, 9]);
    pyramid.set(70, [Number.NaN], 1);
    pyramid.read(64, 80, into);
    expect([...into]).toEqual([5, 5]);
  });
});
