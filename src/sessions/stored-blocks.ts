import type { FrameBlock, FrameLayout } from '../metrics/index.ts';
import { type BlockRecord, storedBlock } from './block-record.ts';
import { ChunkBlock, chunkBlocks } from './chunk-blocks.ts';
import { type ChunkRecord, framesSizeBytes } from './chunk-record.ts';

/**
 * The blocks of stored records, and what they take there. A record that is damaged is left out alone, and what is behind it closes up, so that the frames
 * of a session are always numbered without a hole.
 */
export function storedBlocks(
  records: readonly (BlockRecord | ChunkRecord)[],
  layouts: ReadonlyMap<number, FrameLayout>,
): { blocks: FrameBlock[]; bytes: number } {
  let bytes = 0;
  const blocks = records.flatMap((record) => {
    const isChunk = 'checksum' in Object(record);
    const stored = isChunk ? chunkBlocks(record as ChunkRecord, layouts) : storedBlock(record as BlockRecord, layouts);
    if (stored.length > 0) bytes += framesSizeBytes(record);
    return stored;
  });
  blocks.sort((a, b) => a.firstFrame - b.firstFrame);
  let next = blocks[0]?.firstFrame ?? 0;
  const numbered = blocks.map((block) => {
    const firstFrame = next;
    next += block.frames;
    return block instanceof ChunkBlock ? block.at(firstFrame) : { ...block, firstFrame };
  });
  return { blocks: numbered, bytes };
}
