import { describe, expect, it } from 'vitest';
import { LoadsNearHitches, type Span } from './loads-near-hitches.ts';

const load = (startMs: number, endMs: number): Span => ({ startMs, endMs });
const hitch = { startMs: 1000, endMs: 1100 };

function create() {
  const found: Span[] = [];
  return { near: new LoadsNearHitches<Span>((span) => found.push(span)), found };
}

describe('LoadsNearHitches', () => {
  it('finds what began or ended in a hitch or ended shortly before it, whichever is told first', () => {
    const hits = [load(1050, 3000), load(0, 1100), load(500, 750), load(1000, 1000)];
    const misses = [load(0, 749), load(999, 1101), load(1101, 1200)];
    for (const isHitchFirst of [true, false]) {
      const { near, found } = create();
      if (isHitchFirst) near.addHitch(hitch);
      for (const one of [...hits, ...misses]) near.addLoad(one);
      if (!isHitchFirst) near.addHitch(hitch);
      expect(found).toEqual(hits);
    }
  });

  it('tells of a load once, though two hitches are near', () => {
    const { near, found } = create();
    near.addLoad(load(900, 1050));
    near.addHitch(hitch);
    near.addHitch({ startMs: 1100, endMs: 1200 });
    expect(found).toHaveLength(1);
  });

  it('keeps the latest loads and hitches only', () => {
    const { near, found } = create();
    for (let k = 0; k < 65; k++) near.addLoad(load(1000, 1000 + k));
    near.addHitch({ startMs: 1000, endMs: 1000 });
    expect(found).toHaveLength(64);
    for (let k = 0; k < 16; k++) near.addHitch({ startMs: 5000, endMs: 5000 });
    near.addLoad(load(1000, 1000));
    expect(found).toHaveLength(64);
  });
});
