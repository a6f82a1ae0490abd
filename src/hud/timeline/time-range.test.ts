import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_SPAN_MS, panRange, revealTime, zoomRange } from './time-range.ts';

const bounds = { fromMs: 1000, toMs: 11_000 };

describe('zoomRange and panRange', () => {
  it('keep the time under the pointer where it is', () => {
    const range = zoomRange({ fromMs: 2000, toMs: 4000 }, 0.5, 2500, bounds);
    expect(range).toEqual({ fromMs: 2250, toMs: 3250 });
    expect(zoomRange(range, 2, 2500, bounds)).toEqual({ fromMs: 2000, toMs: 4000 });
  });

  it('never leave the bounds, nor show less than some frames', () => {
    const time = fc.double({ min: 0, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0.01, max: 100, noNaN: true }), time), { maxLength: 20 }),
        (steps) => {
          let range = bounds;
          for (const [factor, atMs] of steps) {
            range = zoomRange(range, factor, Math.min(range.toMs, Math.max(range.fromMs, atMs)), bounds);
            range = panRange(range, atMs - 10_000, bounds);
            expect(range.fromMs).toBeGreaterThanOrEqual(bounds.fromMs);
            expect(range.toMs).toBeLessThanOrEqual(bounds.toMs + 1e-6);
            expect(range.toMs - range.fromMs).toBeGreaterThanOrEqual(LEAST_SPAN_MS - 1e-6);
          }
        },
      ),
    );
  });
});

describe('revealTime', () => {
  it('moves no further than it must', () => {
    const range = { fromMs: 2000, toMs: 4000 };
    for (const inSightMs of [2000, 3000, 3990]) expect(revealTime(range, inSightMs, bounds)).toBe(range);
    expect(revealTime(range, 5000, bounds)).toEqual({ fromMs: 3100, toMs: 5100 });
    expect(revealTime(range, 1000, bounds)).toEqual({ fromMs: 1000, toMs: 3000 });
  });
});
