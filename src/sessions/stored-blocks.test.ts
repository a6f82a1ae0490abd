import { describe, expect, it } from 'vitest';
import { BlockSource, readColumn, TIME } from '../frames/index.ts';
import type { FrameBlock } from '../metrics/index.ts';
import { type BlockRecord, blockRecord } from './block-record.ts';
import { type ChunkRecord, chunkRecord, framesSizeBytes } from './chunk-record.ts';
import { blockAt, LAYOUT } from './example-block.ts';
import { LayoutNumbers } from './layout-numbers.ts';
import { type NumberedBlock, numberBlock } from './numbered-block.ts';
import { storedBlocks } from './stored-blocks.ts';
import { createTurns } from './turns.ts';

const LAYOUTS = new Map([[0, LAYOUT]]);

describe('storedBlocks', () => {
  const numbered = (firstFrame: number, frames: number) =>
    numberBlock(blockAt(firstFrame, frames), new LayoutNumbers(), 0, 1e9) as NumberedBlock;
  const record = (firstFrame: number, frames: number) => blockRecord(numbered(firstFrame, frames));

  const blocksOf = async (records: readonly (BlockRecord | ChunkRecord)[]) =>
    (await storedBlocks(records, LAYOUTS, createTurns())).blocks;

  it('sorts blocks and finds their ranges again', async () => {
    const blocks = await blocksOf([record(10, 4), record(6, 4)]);
    expect(blocks).toEqual([blockAt(6, 4), blockAt(10, 4)]);
    expect(blocks[0]?.min).toEqual(Float64Array.of(2006, Number.NaN));
    expect(blocks[0]?.max).toEqual(Float64Array.of(2009, Number.NaN));
  });

  it('takes frames that were written again from the last record', async () => {
    const again = { ...record(8, 4), values: record(8, 4).values.map((value) => value + 100) };
    const [first, second] = await blocksOf([record(6, 4), again]);
    expect([...(first?.columns[0] ?? [])]).toEqual([2006, 2007]);
    expect([...(second?.columns[0] ?? [])]).toEqual([2108, 2109, 2110, 2111]);
  });

  it('leaves out records with damaged slow rows', async () => {
    const whole = record(6, 4);
    const frames = Uint16Array.of(0, 3);
    const slow = { layout: 0, frames, values: Float64Array.of(1, 2, 3, 4) };
    const damaged: unknown[] = [
      { ...slow, layout: 7 },
      { ...slow, frames: [0, 3] },
      { ...slow, frames: Uint16Array.of(1, 3) },
      { ...slow, frames: Uint16Array.of(0, 4) },
      { ...slow, frames: Uint16Array.of(0, 0) },
      { ...slow, values: Float64Array.of(1, 2) },
      { ...slow, values: [1, 2, 3, 4] },
      { ...slow, values: null },
    ];
    const records = damaged.map((each) => ({ ...whole, slow: each }) as BlockRecord);
    expect(await blocksOf(records)).toEqual([]);
    expect(await blocksOf([{ ...whole, slow }])).toMatchObject([{ frames: 4, slow: { layout: LAYOUT, frames } }]);
  });

  it('leaves damaged records out alone, and closes the hole', async () => {
    const whole = record(6, 4);
    const damaged: unknown[] = [
      { ...whole, values: whole.values.subarray(1) },
      { ...whole, values: [...whole.values] },
      { ...whole, values: undefined },
      { ...whole, frames: 3 },
      { ...whole, frames: 0, values: new Float64Array(0) },
      { ...whole, layout: 9 },
      { ...whole, firstFrame: Number.NaN },
      null,
      'text',
    ];
    for (const bad of damaged) {
      const blocks = await blocksOf([record(2, 4), bad as BlockRecord, record(10, 4)]);
      expect(blocks.map(({ firstFrame, frames }) => [firstFrame, frames])).toEqual([
        [2, 4],
        [6, 4],
      ]);
    }
  });

  describe('of chunks', () => {
    const slow = { layout: 0, frames: Uint16Array.of(0, 2), values: Float64Array.of(1, 2, 3, 4) };
    const slower = { layout: 0, frames: Uint16Array.of(0), values: Float64Array.of(5, 6) };
    const records = [numbered(2, 3), numbered(5, 4)];
    const plain = (block: FrameBlock | undefined) => {
      const { layout, firstFrame, frames, timeMs, intervalMs, gap, columns, min, max, slow } = block as FrameBlock;
      return { layout, firstFrame, frames, timeMs, intervalMs, gap, columns, min, max, slow };
    };

    it('gives each block back as it was', async () => {
      const chunk = await chunkRecord(records, createTurns());
      expect((await blocksOf([chunk, record(9, 4)])).map(plain)).toEqual([blockAt(2, 3), blockAt(5, 4), blockAt(9, 4)]);
    });

    it('leaves out what was written of a chunk’s blocks before', async () => {
      const chunk = await chunkRecord(records, createTurns());
      const blocks = await blocksOf([record(2, 2), record(3, 2), record(6, 3), chunk, record(9, 4)]);
      expect(blocks.map(plain)).toEqual([blockAt(2, 3), blockAt(5, 4), blockAt(9, 4)]);
    });

    it('gives slow rows back as they were', async () => {
      const [first, second] = records as [NumberedBlock, NumberedBlock];
      const chunk = await chunkRecord(
        [
          { ...first, slow },
          { ...second, slow: slower },
        ],
        createTurns(),
      );
      expect((await blocksOf([chunk])).map((block) => block.slow)).toEqual([
        { ...slow, layout: LAYOUT },
        { ...slower, layout: LAYOUT },
      ]);
    });

    it('reads one column as the blocks would', async () => {
      const key = 'game:score';
      const descriptor = { id: { namespace: 'game', name: 'score', labels: {} }, type: 'gauge' } as never;
      const layouts = new Map([[0, { columns: [{ key, descriptor }, null] }]]);
      const { blocks } = await storedBlocks([await chunkRecord(records, createTurns())], layouts, createTurns());
      const source = new BlockSource(blocks);
      expect([...readColumn(source, key, { from: 3, to: 8 })]).toEqual([2003, 2004, 2005, 2006, 2007]);
      expect([...readColumn(source, TIME, { from: 3, to: 5 })]).toEqual([3, 4]);
    });

    it('leaves a damaged chunk out alone, and closes the hole', async () => {
      const chunk = await chunkRecord(records, createTurns());
      const flipped = chunk.columns.map((column) => column.slice());
      (flipped[1] as Uint8Array)[4] = 255 - (flipped[1]?.[4] as number);
      const cut = chunk.columns.map((column, k) => (k === 3 ? column.subarray(0, -1) : column));
      const damaged: unknown[] = [
        { ...chunk, columns: flipped },
        { ...chunk, columns: cut },
        { ...chunk, columns: chunk.columns.slice(1) },
        { ...chunk, columns: null },
        { ...chunk, blocks: [3, Number.NaN] },
        { ...chunk, blocks: [] },
        { ...chunk, layout: 9 },
        { ...chunk, slow: { ...slow, layout: 9, values: Uint8Array.of(0) } },
      ];
      for (const bad of damaged) {
        const blocks = await blocksOf([record(0, 2), bad as ChunkRecord, record(9, 4)]);
        expect(blocks.map(({ firstFrame, frames }) => [firstFrame, frames])).toEqual([
          [0, 2],
          [2, 4],
        ]);
      }
    });

    it('tells what whole records take', async () => {
      const chunk = await chunkRecord(records, createTurns());
      const { bytes } = await storedBlocks([chunk, record(9, 4), { ...chunk, checksum: 0 }], LAYOUTS, createTurns());
      expect(bytes).toBe(framesSizeBytes(chunk) + 4 * 5 * 8);
    });
  });
});
