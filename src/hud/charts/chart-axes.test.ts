import { describe, expect, it } from 'vitest';
import { tickMs, timeTicks } from './chart-axes.ts';

describe('timeTicks', () => {
  it('counts live frames back from now, and has round times of a stored session', () => {
    expect(timeTicks(10_000, true).map(({ label }) => label)).toEqual(['10 s', '8 s', '6 s', '4 s', '2 s', 'now']);
    expect(timeTicks(7600, false)).toEqual([
      { at: -7.6, label: '0:00' },
      { at: -5.6, label: '0:02' },
      { at: -3.6, label: '0:04' },
      { at: -1.6, label: '0:06' },
    ]);
  });
});

describe('tickMs', () => {
  it('says a time in as many digits as tell it from its neighbours', () => {
    expect([0, 0.0625, 0.125, 0.25, 0.5, 1, 8.333, 16.667, 100.4].map(tickMs)).toEqual(
      '0 0.0625 0.125 0.25 0.5 1 8.3 16.7 100'.split(' '),
    );
  });
});
