import { describe, expect, it } from 'vitest';
import { tickMs } from './chart-axes.ts';

describe('tickMs', () => {
  it('says a time in as many digits as tell it from its neighbours', () => {
    expect([0, 0.0625, 0.125, 0.25, 0.5, 1, 8.333, 16.667, 100.4].map(tickMs)).toEqual(
      '0 0.0625 0.125 0.25 0.5 1 8.3 16.7 100'.split(' '),
    );
  });
});
