import { describe, expect, it } from 'vitest';
import { blockAt } from './example-block.ts';
import { LayoutNumbers } from './layout-numbers.ts';
import { blockSizeBytes, numberBlock } from './numbered-block.ts';

describe('numberBlock', () => {
  it('keeps a whole block as it is', () => {
    const { layout, min, max, slow, ...rest } = blockAt(10, 4);
    const layouts = new LayoutNumbers();
    layouts.of({ columns: [] });
    expect(numberBlock(blockAt(10, 4), layouts, 0, 100)).toEqual({ ...rest, layout: 1 });
  });

  it('trims a block to the frames of a session', () => {
    expect(numberBlock(blockAt(10, 6), new LayoutNumbers(), 12, 14)).toMatchObject({
      firstFrame: 12,
      frames: 2,
      timeMs: Float64Array.of(12, 13),
      columns: [Float64Array.of(2012, 2013), Float64Array.of(Number.NaN, Number.NaN)],
    });
  });

  it('keeps the slow rows that tell the values of the frames that are left', () => {
    const frames = Uint16Array.of(0, 2, 4, 5);
    const slow = { layout: { columns: [null, null] }, frames, values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
    const trimmed = (from: number, to: number) => {
      const block = numberBlock({ ...blockAt(10, 6), slow }, new LayoutNumbers(), from, to);
      return [block?.slow?.layout, [...(block?.slow?.frames ?? [])], [...(block?.slow?.values ?? [])]];
    };
    expect(trimmed(0, 100)).toEqual([1, [0, 2, 4, 5], [1, 2, 3, 4, 5, 6, 7, 8]]);
    expect(trimmed(13, 15)).toEqual([1, [0, 1], [3, 4, 5, 6]]);
    expect(trimmed(14, 15)).toEqual([1, [0], [5, 6]]);
    expect(trimmed(10, 12)).toEqual([1, [0], [1, 2]]);
  });

  it('is null where no frame is left', () => {
    expect(numberBlock(blockAt(10, 6), new LayoutNumbers(), 16, 20)).toBeNull();
    expect(numberBlock(blockAt(10, 6), new LayoutNumbers(), 0, 10)).toBeNull();
    expect(numberBlock(blockAt(10, 0), new LayoutNumbers(), 0, 100)).toBeNull();
  });
});

describe('blockSizeBytes', () => {
  it('counts 8 bytes a value, two times and a gap reason a frame', () => {
    expect(blockSizeBytes(blockAt(0, 10))).toBe(10 * (2 * 8 + 2 * 8 + 1));
  });
});
