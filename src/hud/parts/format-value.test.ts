import { describe, expect, it } from 'vitest';
import type { KnownUnit } from '../../metrics/unit.ts';
import {
  formatClock,
  formatCount,
  formatFps,
  formatMs,
  formatSpan,
  formatTimeTick,
  formatValue,
  longUnit,
  valueFormatter,
} from './format-value.ts';

// As an object, so that a unit which is added is missed here.
const KNOWN_UNITS = Object.keys({
  ms: 0,
  s: 0,
  us: 0,
  ns: 0,
  bytes: 0,
  KiB: 0,
  MiB: 0,
  GiB: 0,
  percent: 0,
  ratio: 0,
  count: 0,
  fps: 0,
  hz: 0,
} satisfies Record<KnownUnit, 0>);

describe('formatValue', () => {
  const cases: [value: number, unit: string, wanted: string][] = [
    [16.6667, 'ms', '16.7 ms'],
    [4.2149, 'ms', '4.21 ms'],
    [9.996, 'ms', '10.0 ms'],
    [99.96, 'ms', '100 ms'],
    [1203.4, 'ms', '1,203 ms'],
    [0.004, 'ms', '0.004 ms'],
    [0.0001, 'ms', '0.000 ms'],
    [0, 'ms', '0.00 ms'],
    [-3.5, 'ms', '−3.50 ms'],
    [1.5, 's', '1.50 s'],
    [0.25, 's', '0.25 s'],
    [0.0996, 's', '0.10 s'],
    [0.042, 's', '42.0 ms'],
    [-0.0042, 's', '−4.20 ms'],
    [0.0003, 's', '0.30 ms'],
    [0, 's', '0.00 s'],
    [250, 'us', '250 µs'],
    [12, 'ns', '12.0 ns'],
    [99_999, 'ns', '99,999 ns'],
    [12_345_678, 'ns', '12,346 µs'],
    [1_250_000, 'us', '1,250 ms'],
    [250_000, 'ms', '250 s'],
    [-250_000, 'ms', '−250 s'],
    [86_400, 's', '86,400 s'],
    [31_536_000, 's', '31.5 M s'],
    [2_500_000, 'percent', '2.50 M %'],
    [1e9, 'ratio', '1.00 G'],
    [Number.POSITIVE_INFINITY, 'ms', '∞ s'],
    [0, 'bytes', '0 B'],
    [1000, 'bytes', '1,000 B'],
    [1023.7, 'bytes', '1.00 KiB'],
    [1536, 'bytes', '1.50 KiB'],
    [64, 'KiB', '64.0 KiB'],
    [512, 'MiB', '512 MiB'],
    [1454, 'MiB', '1.42 GiB'],
    [3000, 'GiB', '2.93 TiB'],
    [61.24, 'percent', '61.2 %'],
    [2.04, 'percent', '2.0 %'],
    [0.126, 'ratio', '0.13'],
    [59.94, 'fps', '59.9 fps'],
    [143.6, 'fps', '144 fps'],
    [1234, 'count', '1,234'],
    [999_999, 'count', '999,999'],
    [1_234_567, 'count', '1.23 M'],
    [60, 'hz', '60 Hz'],
    [2_400_000_000, 'hz', '2.40 GHz'],
    [2_400_000, 'widgets', '2.40 M widgets'],
    [12, 'widgets', '12 widgets'],
    [2.5, '', '2.50'],
  ];
  for (const [value, unit, wanted] of cases)
    it(`reads ${value} ${unit} as ${wanted}`, () => {
      expect(formatValue(value, unit)).toBe(wanted);
    });

  it('reads a missing value as a dash without a unit, in every unit', () => {
    for (const unit of [...KNOWN_UNITS, '', 'widgets']) expect(formatValue(Number.NaN, unit)).toBe('–');
  });

  it('has room for every value of every unit: seven characters before a short unit', () => {
    for (const unit of KNOWN_UNITS)
      for (let power = -3; power <= 8; power++) {
        const formatted = valueFormatter(unit)(-1.2345 * 10 ** power);
        expect(formatted.text.length, `1e${power} ${unit}`).toBeLessThanOrEqual(8);
        expect(formatted.unit.length, `1e${power} ${unit}`).toBeLessThanOrEqual(5);
      }
  });

  it('takes a unit that is a property of every object for text', () => {
    expect(formatValue(1, 'constructor')).toBe('1 constructor');
    expect(formatValue(1, '__proto__')).toBe('1 __proto__');
  });

  it('keeps number and unit apart', () => {
    expect(valueFormatter('MiB')(12)).toEqual({ text: '12.0', unit: 'MiB' });
  });
});

describe('formatCount', () => {
  it('keeps small integers whole and fractions short', () => {
    expect([0, 7, 999, 1000, -1234].map(formatCount)).toEqual(['0', '7', '999', '1,000', '−1,234']);
    expect([0.5, 12.34, 1234.5].map(formatCount)).toEqual(['0.50', '12.3', '1,235']);
  });

  it('shortens what has more than six digits, without a jump at the border', () => {
    expect([999_999.4, 999_999.6, 1e6, 12_345_678, 1.5e9, 2e12].map(formatCount)).toEqual([
      '999,999',
      '1.00 M',
      '1.00 M',
      '12.3 M',
      '1.50 G',
      '2.00 T',
    ]);
  });

  it('says infinity instead of a number', () => {
    expect([Infinity, -Infinity].map(formatCount)).toEqual(['∞', '−∞']);
    expect([1e17, 1e20, -1e308].map(formatCount)).toEqual(['100 P', '1.00e+20', '−1.00e+308']);
    expect([1e30, 1e-30].map((bytes) => formatValue(bytes, 'bytes'))).toEqual(['9.09e+17 TiB', '0 B']);
  });
});

describe('formatMs and formatFps', () => {
  it('leave the unit out and read missing as a dash', () => {
    expect([formatMs(16.67), formatMs(Number.NaN)]).toEqual(['16.7', '–']);
    expect([formatFps(7.04), formatFps(Number.NaN)]).toEqual(['7.0', '–']);
  });
});

describe('formatClock', () => {
  it('reads minutes and seconds, and hours when there are any', () => {
    expect([0, 7400, 754_000, 3_723_000, Number.NaN].map(formatClock)).toEqual([
      '0:00',
      '0:07',
      '12:34',
      '1:02:03',
      '–',
    ]);
  });
});

describe('formatSpan', () => {
  it('reads seconds, and a clock from ten minutes on', () => {
    expect(formatSpan(1234)).toBe('1.2 s');
    expect(formatSpan(1234, 2)).toBe('1.23 s');
    expect(formatSpan(599_000)).toBe('599.0 s');
    expect(formatSpan(600_000)).toBe('10:00');
    expect(formatSpan(34_799_300, 2)).toBe('9:39:59');
  });
});

describe('formatTimeTick', () => {
  const ticks = (spanMs: number) => [0, 1, 2, 3, 4, 5].map((k) => formatTimeTick((k * spanMs) / 5, spanMs / 5));

  it('reads the clock for long spans, seconds with decimals for short ones', () => {
    expect(ticks(60_000)).toEqual(['0:00', '0:12', '0:24', '0:36', '0:48', '1:00']);
    expect(ticks(3000)).toEqual(['0.0 s', '0.6 s', '1.2 s', '1.8 s', '2.4 s', '3.0 s']);
    expect(ticks(400)).toEqual(['0.000 s', '0.080 s', '0.160 s', '0.240 s', '0.320 s', '0.400 s']);
  });

  it('takes what is computed a little wrong as what is meant', () => {
    expect([formatTimeTick(-1e-13, 100), formatTimeTick(1999.9999999, 2000)]).toEqual(['0.0 s', '0:02']);
  });

  it('never repeats itself', () => {
    for (const spanMs of [16, 17, 99, 100, 480, 500, 501, 1400, 4999, 5000, 9999, 10_000, 12_345, 90_000])
      expect(new Set(ticks(spanMs)).size, `${spanMs} ms`).toBe(6);
  });
});

describe('longUnit', () => {
  it('is the unit where that is cut', () => {
    expect(['ms', 'MiB', '', 'particles', 'particles/s'].map(longUnit)).toEqual([
      '',
      '',
      '',
      'particles',
      'particles/s',
    ]);
  });
});
