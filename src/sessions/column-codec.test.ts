import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeColumn, encodeColumn } from './column-codec.ts';

const roundTrip = (values: Float64Array) => decodeColumn(encodeColumn(values), values.length);

describe('encodeColumn', () => {
  it('gives every double back to the bit', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: false })), (values) => {
        expect([...roundTrip(Float64Array.from(values))]).toEqual(values);
      }),
    );
  });

  it('gives columns of one scale back to the bit, with values missing', () => {
    const scaled = fc
      .tuple(
        fc.constantFrom(1, 1000, 2 ** 20, 10_000),
        fc.array(fc.option(fc.integer({ min: -(2 ** 53), max: 2 ** 53 }))),
      )
      .map(([scale, integers]) => integers.map((integer) => (integer === null ? Number.NaN : integer / scale)));
    fc.assert(
      fc.property(scaled, (values) => {
        expect([...roundTrip(Float64Array.from(values))]).toEqual(values);
      }),
    );
  });

  it.each([
    ['none', []],
    ['one', [1 / 3]],
    ['all missing', [Number.NaN, Number.NaN]],
    ['missing at first', [Number.NaN, 5, Number.NaN, 6]],
    ['negative zeros', [0, -0, 1]],
    ['what is not finite', [1, Infinity, -Infinity, Number.NaN]],
    ['the largest integers', [2 ** 53, 2 ** 53 - 1, -(2 ** 53)]],
    ['the widest steps', [0, 2 ** 31 - 1, 0, -(2 ** 31 - 1)]],
    ['steps that are too wide', [0, 2 ** 31, 0]],
  ])('gives %s back', (_, values) => {
    expect([...roundTrip(Float64Array.from(values))]).toEqual(values);
  });

  it('takes a byte a value for times of whole µs that hardly change', () => {
    const intervals = Float64Array.from({ length: 1000 }, (_, k) => (16_667 + (k % 20)) / 1000);
    expect(encodeColumn(intervals).length).toBe(10 + 1000);
  });

  it('takes nine bytes for a column that holds one value', () => {
    const encoded = encodeColumn(new Float64Array(1000).fill(Math.PI));
    expect(encoded.length).toBe(9);
  });
});

describe('decodeColumn', () => {
  it('refuses bytes of another length and of an unknown kind', () => {
    const bits = encodeColumn(Float64Array.of(Math.PI, Math.E));
    expect(() => decodeColumn(bits, 3)).toThrow('Cannot decode a column of 3 values: its bytes must fit');
    const integers = encodeColumn(Float64Array.of(1, 2, 3));
    expect(() => decodeColumn(integers.subarray(0, 12), 3)).toThrow('Cannot decode a column of 3 values');
    expect(() => decodeColumn(Uint8Array.of(9, 0), 1)).toThrow('its kind must be known, current value is 9');
  });
});
