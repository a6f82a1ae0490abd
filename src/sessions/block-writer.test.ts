import { describe, expect, it } from 'vitest';
import type { FrameBlock } from '../metrics/index.ts';
import type { BlockRecord } from './block-record.ts';
import { BlockWriter } from './block-writer.ts';
import { blockAt, LAYOUT } from './example-block.ts';
import type { SessionRecord } from './session-record.ts';
import { storedBlocks } from './stored-blocks.ts';
import { createTurns } from './turns.ts';

describe('BlockWriter', () => {
  const open =
    (first: number, end: number) =>
    (from: number): FrameBlock[] => {
      const start = Math.max(first, from);
      return start < end ? [blockAt(start, end - start)] : [];
    };
  const none = () => [];
  const spans = (records: readonly SessionRecord[]) =>
    records.flatMap(([[, kind, first = 0], value]) =>
      kind === 'block' && value !== null ? [[first, first + (value as BlockRecord).frames]] : [],
    );
  const framesOf = async (records: readonly SessionRecord[]) => {
    const stored = records.flatMap(([[, kind], value]) => (kind === 'block' ? [value as BlockRecord] : []));
    const { blocks } = await storedBlocks(stored, new Map([[0, LAYOUT]]), createTurns());
    return blocks.map(({ timeMs }) => [...timeMs]);
  };

  it('writes at each flush what is new, and the frames whose late values may have come', () => {
    const writer = new BlockWriter('a', 0);
    expect(spans(writer.take(open(0, 30)))).toEqual([[0, 30]]);
    expect(spans(writer.take(open(0, 60)))).toEqual([[14, 60]]);
    writer.add(blockAt(0, 80));
    expect(spans(writer.take(open(80, 90)))).toEqual([
      [44, 80],
      [80, 90],
    ]);
    expect(writer.figures).toMatchObject({ frames: 90, durationMs: 89 });
    expect(spans(writer.take(open(80, 100)))).toEqual([[80, 100]]);
  });

  it('gives every frame once where its records are read', async () => {
    const writer = new BlockWriter('a', 5);
    const records = [open(0, 30), open(0, 60), open(0, 90)].flatMap((blocks) => writer.take(blocks));
    expect((await framesOf(records)).flat()).toEqual(Array.from({ length: 85 }, (_, k) => 5 + k));
  });

  it('tells of each layout once, and of all again when asked', () => {
    const writer = new BlockWriter('a', 0);
    const layouts = (records: readonly SessionRecord[]) => records.filter(([[, kind]]) => kind === 'layout');
    expect(layouts(writer.take(open(0, 30)))).toHaveLength(1);
    expect(layouts(writer.take(open(0, 60)))).toHaveLength(0);
    expect(layouts(writer.layouts())).toHaveLength(1);
  });

  it('puts a chunk in the place of all records of its blocks', async () => {
    const writer = new BlockWriter('a', 0);
    writer.take(open(0, 30));
    writer.add(blockAt(0, 60));
    writer.take(open(60, 70));
    expect(writer.isChunkDue).toBe(false);
    writer.end(65);
    writer.take(open(60, 70));
    expect(writer.isChunkDue).toBe(true);
    const [chunk, end] = await writer.compact(async () => undefined);
    expect(chunk).toMatchObject([['a', 'chunk', 0], { blocks: [60, 5] }]);
    expect(end).toEqual([['a', 'block', 0], null, 65]);
    expect(writer.isChunkDue).toBe(false);
    expect(writer.figures.frames).toBe(65);
    expect(writer.figures.bytes).toBeLessThan(1000);
  });

  it('has nothing to write where nothing was recorded', () => {
    const writer = new BlockWriter('a', 0);
    expect(writer.take(none)).toEqual([]);
    expect(writer.figures).toEqual({ frames: 0, bytes: 0, durationMs: 0 });
  });
});
