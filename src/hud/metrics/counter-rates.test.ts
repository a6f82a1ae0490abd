import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFromFirst, difference, growthPerSecond, ratesOf, stepRatesOf } from './counter-rates.ts';

const _ = Number.NaN;

/** Totals of frames that begin every so many ms, made what is counted from the first on. */
function counted(totals: readonly number[], everyMs: number) {
  const values = new Float64Array(totals);
  const timeMs = totals.map((_, k) => k * everyMs);
  const times = { count: values.length, timeMs, endMs: timeMs.at(-1) ?? 0 };
  countFromFirst(values, times.count);
  return { values, times };
}

describe('countFromFirst', () => {
  it('never falls where a counter was removed and came back', () => {
    expect([...counted([_, 9_998, 10_000, _, 3, 5], 10).values]).toEqual([_, 0, 2, _, 5, 7]);
  });

  it('leaves alone what lies behind the count', () => {
    const values = new Float64Array([4, 5, 6]);
    countFromFirst(values, 2);
    expect([...values]).toEqual([0, 1, 6]);
  });
});

describe('difference', () => {
  it('is what each frame added, and over frames without a value what they added', () => {
    const { values, times } = counted([7, 8, _, 12, 2], 10);
    difference(values, times.count);
    expect([...values]).toEqual([_, 1, _, 4, 2]);
  });
});

describe('growthPerSecond', () => {
  const perSecond = (...totals: number[]) => {
    const { values, times } = counted(totals, 250);
    return growthPerSecond(values, times);
  };

  it('is taken over the last second', () => {
    expect(perSecond(0, 50, 100, 101, 102, 103, 104)).toBe(4);
  });

  it('counts from 0 where the counter was removed and came back', () => {
    expect(perSecond(9_998, 9_999, 10_000, 3, 5)).toBe(7);
  });

  it('passes over frames without a value, at the end too', () => {
    expect(perSecond(0, 10, _, _, _, 13, _)).toBe((3 * 1000) / 1250);
    expect([perSecond(_, _, _), perSecond(), perSecond(5)]).toEqual([_, _, _]);
  });

  it('is taken since a counter came that has come within the second', () => {
    expect(perSecond(_, _, _, _, _, 4, 6)).toBe(8);
  });
});

describe('ratesOf', () => {
  const rates = (...totals: number[]) => {
    const { values, times } = counted(totals, 250);
    ratesOf(values, times);
    return [...values];
  };

  it('is taken over half a second before each frame, and not known where there is not so much', () => {
    expect(rates(0, 1, 2, 4, 4)).toEqual([_, _, 4, 6, 4]);
  });

  it('does not fall below 0 where the counter was removed and came back', () => {
    expect(rates(10_000, 10_001, 3, 4, 5)).toEqual([_, _, 8, 8, 4]);
  });

  it('passes over frames without a value', () => {
    expect(rates(0, 1, _, 4, 6, 7)).toEqual([_, _, _, 6, (5 * 1000) / 750, 6]);
  });
});

describe('stepRatesOf', () => {
  /** As frames have a counter of history `'1s'`: rows a second apart, and one at the begin of each block. */
  function held(total: (frame: number) => number, timeMs: readonly number[], blockFrames: number) {
    let row = 0;
    const values = timeMs.map((time, k) => {
      if (k % blockFrames === 0 || time - (timeMs[row] as number) >= 1000) row = k;
      return total(row);
    });
    return { values: new Float64Array(values), times: { count: values.length, timeMs, endMs: timeMs.at(-1) ?? 0 } };
  }
  const ratesIn = ({ values, times }: ReturnType<typeof held>) => {
    countFromFirst(values, times.count);
    stepRatesOf(values, times);
    return values;
  };
  const every = (ms: number, count: number) => Array.from({ length: count }, (_, k) => k * ms);

  it('is steady where a counter is, wherever its rows lie', () => {
    const perMs = 0.1;
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 2, max: 1500, noNaN: true }), { minLength: 2, maxLength: 300 }),
        fc.integer({ min: 5, max: 256 }),
        (intervals, blockFrames) => {
          let now = 0;
          const timeMs = intervals.map((interval) => (now += interval));
          const rates = ratesIn(held((frame) => (timeMs[frame] as number) * perMs, timeMs, blockFrames));
          const known = [...rates].filter((rate) => !Number.isNaN(rate));
          for (const rate of known) expect(rate).toBeCloseTo(1000 * perMs, 6);
          // Of the first rows it is not known what came before; from there on nothing is missing.
          expect([...rates.subarray(rates.length - known.length)]).toEqual(known);
          if (now - (timeMs[0] as number) > 6000) expect(known.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('is 0 once a row had nothing new', () => {
    const rates = ratesIn(held((frame) => Math.min(frame, 30), every(100, 60), 256));
    expect([rates[20], rates[30], rates[39], rates[40], rates[59]]).toEqual([10, 10, 10, 0, 0]);
  });

  it('takes what comes after silence over its second, not over the silence', () => {
    const rates = ratesIn(held((frame) => (frame < 51 ? 0 : 40), every(100, 80), 256));
    expect([rates[50], rates[59], rates[60], rates[69], rates[70]]).toEqual([0, 0, 40, 40, 0]);
  });

  it('makes no peak of a row that follows another one at once', () => {
    // Rows at 0, 10, 20, 21, 31: one shot in a tenth of a second is not ten a second.
    const rates = ratesIn(held((frame) => (frame < 21 ? 0 : 1), every(100, 40), 21));
    expect(Math.max(...rates.subarray(21))).toBe(1);
  });

  it('goes on over a counter that was removed and came back', () => {
    const rates = ratesIn(held((frame) => 500 + frame * 2 - (frame < 25 ? 0 : 550), every(100, 60), 256));
    expect([...new Set(rates.subarray(10))]).toEqual([20, 10]);
  });

  it('is missing where the values are', () => {
    const rates = ratesIn(held((frame) => (frame >= 20 && frame < 30 ? _ : frame), every(100, 60), 256));
    expect([rates[19], rates[20], rates[29], rates[30], rates[45]]).toEqual([10, _, _, 10, 10]);
  });
});
