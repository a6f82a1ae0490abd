import type { FrameBlock, FrameLayout } from '../metrics/index.ts';
import { type BlockRecord, storedBlock } from './block-record.ts';
import { ChunkBlock, chunkBlocks } from './chunk-blocks.ts';
import { type ChunkRecord, framesSizeBytes } from './chunk-record.ts';
import { trimBlock } from './numbered-block.ts';

/**
 * The blocks of stored records, and what they take there. Of frames that were written again the last record holds, and a chunk
 * before all others; `pause` is waited for between records. A record that is damaged is left out alone, and what is behind it closes up, so that the frames of a session
 * are always numbered without a hole.
 */
export async function storedBlocks(
  records: readonly (BlockRecord | ChunkRecord)[],
  layouts: ReadonlyMap<number, FrameLayout>,
  pause: () => Promise<void>,
): Promise<{ blocks: FrameBlock[]; bytes: number }> {
  let bytes = 0;
  const chunked: FrameBlock[] = [];
  const raw: FrameBlock[] = [];
  for (const record of records) {
    await pause();
    const isChunk = 'checksum' in Object(record);
    const stored = isChunk ? chunkBlocks(record as ChunkRecord, layouts) : storedBlock(record as BlockRecord, layouts);
    if (stored.length > 0) bytes += framesSizeBytes(record);
    (isChunk ? chunked : raw).push(...stored);
  }
  raw.sort(byFrame);
  // A raw record is of one block: a chunk has all of it, or nothing.
  const isChunked = ({ firstFrame }: FrameBlock) =>
    chunked.some((block) => firstFrame >= block.firstFrame && firstFrame < block.firstFrame + block.frames);
  const latest = raw.flatMap((block, k) => {
    const end = raw[k + 1]?.firstFrame ?? Number.POSITIVE_INFINITY;
    return isChunked(block) ? [] : (trimBlock(block, block.firstFrame, end) ?? []);
  });
  const blocks = [...chunked, ...latest].sort(byFrame);
  let next = blocks[0]?.firstFrame ?? 0;
  const numbered = blocks.map((block) => {
    const firstFrame = next;
    next += block.frames;
    return block instanceof ChunkBlock ? block.at(firstFrame) : { ...block, firstFrame };
  });
  return { blocks: numbered, bytes };
}

function byFrame(a: FrameBlock, b: FrameBlock): number {
  return a.firstFrame - b.firstFrame;
}
