import { describe, expect, it } from 'vitest';
import type { FrameBlock, FrameLayout } from '../metrics/index.ts';
import { withRanges } from './block-range.ts';
import { type BlockRecord, blockRecord, blockSizeBytes, blocksOf } from './block-record.ts';

const LAYOUT: FrameLayout = { columns: [null, null] };
const LAYOUTS = new Map([[0, LAYOUT]]);

function blockAt(firstFrame: number, frames: number): FrameBlock {
  const from = (start: number) => Float64Array.from({ length: frames }, (_, k) => start + firstFrame + k);
  return withRanges({
    layout: LAYOUT,
    firstFrame,
    frames,
    timeMs: from(0),
    intervalMs: from(1000),
    gap: new Uint8Array(frames),
    columns: [from(2000), new Float64Array(frames).fill(Number.NaN)],
  });
}

describe('blockRecord', () => {
  it('keeps a whole block as it is', () => {
    const { layout, min, max, ...rest } = blockAt(10, 4);
    expect(blockRecord(blockAt(10, 4), 3, 0, 100)).toEqual({ ...rest, layout: 3 });
  });

  it('trims a block to the frames of a session', () => {
    expect(blockRecord(blockAt(10, 6), 0, 12, 14)).toMatchObject({
      firstFrame: 12,
      frames: 2,
      timeMs: Float64Array.of(12, 13),
      columns: [Float64Array.of(2012, 2013), Float64Array.of(Number.NaN, Number.NaN)],
    });
  });

  it('is null where no frame is left', () => {
    expect(blockRecord(blockAt(10, 6), 0, 16, 20)).toBeNull();
    expect(blockRecord(blockAt(10, 6), 0, 0, 10)).toBeNull();
    expect(blockRecord(blockAt(10, 0), 0, 0, 100)).toBeNull();
  });
});

describe('blocksOf', () => {
  const record = (firstFrame: number, frames: number) =>
    blockRecord(blockAt(firstFrame, frames), 0, 0, 1e9) as BlockRecord;

  it('sorts blocks and finds their ranges again', () => {
    const blocks = blocksOf([record(10, 4), record(6, 4)], LAYOUTS);
    expect(blocks).toEqual([blockAt(6, 4), blockAt(10, 4)]);
    expect(blocks[0]?.min).toEqual(Float64Array.of(2006, Number.NaN));
    expect(blocks[0]?.max).toEqual(Float64Array.of(2009, Number.NaN));
  });

  it('leaves damaged records out alone, and closes the hole', () => {
    const whole = record(6, 4);
    const damaged: unknown[] = [
      { ...whole, columns: [whole.columns[0]] },
      { ...whole, columns: null },
      { ...whole, columns: [whole.columns[0], [1, 2, 3, 4]] },
      { ...whole, timeMs: whole.timeMs.subarray(1) },
      { ...whole, gap: undefined },
      { ...whole, frames: 3 },
      { ...whole, layout: 9 },
      { ...whole, firstFrame: Number.NaN },
      null,
      'text',
    ];
    for (const bad of damaged) {
      const blocks = blocksOf([record(2, 4), bad as BlockRecord, record(10, 4)], LAYOUTS);
      expect(blocks.map(({ firstFrame, frames }) => [firstFrame, frames])).toEqual([
        [2, 4],
        [6, 4],
      ]);
    }
  });
});

describe('blockSizeBytes', () => {
  it('counts 8 bytes a value, two times and a gap reason a frame', () => {
    expect(blockSizeBytes(blockAt(0, 10))).toBe(10 * (2 * 8 + 2 * 8 + 1));
  });
});
