import { describe, expect, it } from 'vitest';
import { type ComparisonOptions, comparePairs, compareSets, noiseFloor } from './compare-runs.ts';

/** Ten runs of 16 ms that differ by some percent. */
const base = [16, 16.2, 15.9, 16.1, 16.3, 15.8, 16, 16.1, 15.9, 16.2];
const scaled = (factor: number) => base.map((value, run) => value * factor * (1 + 0.004 * Math.sin(3 * run)));

describe('comparePairs', () => {
  it('gives the median of the Walsh averages as a ratio, between the ends of its intervals', () => {
    const { ratio, low, high, low90, high90 } = comparePairs(base, scaled(1.1));
    expect(ratio).toBeCloseTo(1.1, 2);
    expect(low).toBeLessThan(low90);
    expect(low90).toBeLessThan(ratio);
    expect(ratio).toBeLessThan(high90);
    expect(high90).toBeLessThan(high);
  });

  it('is exact: of six pairs the interval ends at the smallest and the largest ratio', () => {
    const head = [1.01, 1.02, 1.03, 1.04, 1.05, 1.2];
    const { low, high, p } = comparePairs([1, 1, 1, 1, 1, 1], head);
    expect(low).toBeCloseTo(1.01, 12);
    expect(high).toBeCloseTo(1.2, 12);
    expect(p).toBe(2 / 64);
  });

  it.each([
    [1.1, {}, 'regressed', false],
    [1.03, {}, 'equivalent', false],
    [1, {}, 'equivalent', false],
    [0.9, {}, 'inconclusive', true],
    [1.1, { margin: 0.2 }, 'equivalent', false],
    [1.051, {}, 'regressed', false],
    [1.051, { strict: true }, 'inconclusive', false],
    [1.1, { strict: true }, 'regressed', false],
    [0.9, { better: 'higher' }, 'regressed', false],
    [1.1, { better: 'higher' }, 'inconclusive', true],
  ] as [number, ComparisonOptions, string, boolean][])(
    'judges %f times with %j as %s',
    (factor, options, verdict, improved) => {
      expect(comparePairs(base, scaled(factor), options)).toMatchObject({ verdict, improved });
    },
  );

  it('judges a frame rate as it judges the frame time', () => {
    const rates = (values: readonly number[]) => values.map((value) => 1000 / value);
    for (const factor of [0.9, 0.96, 1, 1.04, 1.051, 1.1]) {
      for (const strict of [false, true]) {
        const times = comparePairs(base, scaled(factor), { strict });
        const fps = comparePairs(rates(base), rates(scaled(factor)), { strict, better: 'higher' });
        expect([fps.verdict, fps.improved, fps.settledBy]).toEqual([times.verdict, times.improved, times.settledBy]);
        expect([fps.ratio, fps.low, fps.p]).toEqual(
          [1 / times.ratio, 1 / times.high, times.p].map((x) => expect.closeTo(x, 10)),
        );
      }
    }
  });

  it('says how many rounds would settle what is open, and fewer would not', () => {
    const noisy = [0.9, 1.25, 1.3, 0.95, 1.15, 1.2, 0.97, 1.1, 1.05, 1.12];
    const { verdict, settledBy } = comparePairs(
      noisy.map(() => 1),
      noisy,
    );
    expect(verdict).toBe('inconclusive');
    expect(settledBy).toBeGreaterThan(10);
    const repeated = (rounds: number) => Array.from({ length: rounds }, (_, k) => noisy[k % noisy.length] as number);
    const rounds = Math.ceil((settledBy as number) / 10) * 10;
    expect(
      comparePairs(
        repeated(rounds).map(() => 1),
        repeated(rounds),
      ).verdict,
    ).toBe('regressed');
  });

  it('says no number of rounds when it is decided, improved, or hidden by the noise floor', () => {
    expect(comparePairs(base, scaled(1.1)).settledBy).toBeNull();
    expect(comparePairs(base, scaled(0.9)).settledBy).toBeNull();
    expect(comparePairs(base, scaled(1.06), { noiseFloor: 0.1 })).toMatchObject({
      verdict: 'inconclusive',
      settledBy: null,
    });
    expect(comparePairs(base, scaled(1), { noiseFloor: 0.1 })).toMatchObject({
      verdict: 'inconclusive',
      settledBy: null,
    });
  });

  it('has no interval narrower than the noise floor', () => {
    const { ratio, low, high, low90, high90 } = comparePairs(base, scaled(1), { noiseFloor: 0.02 });
    expect([high / ratio, ratio / low, high90 / ratio, ratio / low90]).toEqual(
      [1.02, 1.02, 1.02, 1.02].map((x) => expect.closeTo(x, 12)),
    );
    expect(comparePairs(base, scaled(1.1), { noiseFloor: 1e-9 })).toEqual(comparePairs(base, scaled(1.1)));
  });

  it.each([
    [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], {}, 'base must have 6 to 100 values, one a run, current value is 5'],
    [[], [], {}, 'base must have 6 to 100 values, one a run, current value is 0'],
    [base, base.slice(1), {}, 'base and head must have a value each a round, current value is 10 and 9'],
    [base, [...base.slice(1), 0], {}, 'head[9] must be a finite number above 0, current value is 0'],
    [[...base.slice(1), Number.NaN], base, {}, 'base[9] must be a finite number above 0, current value is NaN'],
    [base, base, { margin: 0 }, 'margin must be a share above 0, such as 0.05, current value is 0'],
    [base, base, { noiseFloor: -1 }, 'noiseFloor must be a share from 0 on, such as 0.02, current value is -1'],
    [base, base, { better: 'less' }, 'better must be "lower" or "higher", current value is less'],
  ])('refuses %j and %j with %j', (first, second, options, problem) => {
    const compare = () => comparePairs(first, second, options as ComparisonOptions);
    expect(compare).toThrow(RangeError);
    expect(compare).toThrow(`Cannot compare the runs: ${problem}`);
  });
});

describe('compareSets', () => {
  it('compares sets of different sizes, in any order', () => {
    const head = scaled(1.1).slice(3).reverse();
    const comparison = compareSets(base, head);
    expect(comparison.verdict).toBe('regressed');
    expect(comparison.ratio).toBeCloseTo(1.1, 2);
    expect(compareSets([...base].reverse(), [...head].sort())).toEqual(comparison);
  });

  it('needs four values a side, which then end its interval', () => {
    const { low, high } = compareSets([10, 11, 12, 13], [20, 21, 22, 23]);
    expect([low, high]).toEqual([expect.closeTo(20 / 13, 12), expect.closeTo(23 / 10, 12)]);
    expect(() => compareSets([1, 2, 3], base)).toThrow('base must have 4 to 100 values, one a run, current value is 3');
  });
});

describe('noiseFloor', () => {
  it('is the end of the interval of equal runs that is farther from 1', () => {
    const { low, high } = comparePairs(base, scaled(0.98));
    expect(high).toBeLessThan(1);
    expect(noiseFloor(base, scaled(0.98))).toBeCloseTo(1 / low - 1, 12);
    expect(noiseFloor(scaled(0.98), base)).toBeCloseTo(1 / low - 1, 12);
    expect(noiseFloor(base, base)).toBe(0);
  });
});
