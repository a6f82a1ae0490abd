import { type BlockRecord, blockSizeBytes } from './block-record.ts';
import { chunkRecord, framesSizeBytes } from './chunk-record.ts';
import type { SessionRecord } from './session-record.ts';

/** Frames of a chunk, in ms: as long as a session is stored in raw blocks at most. */
const CHUNK_MS = 60_000;
/** What the blocks of a chunk take at most, unless a single one takes more: so that a chunk stays below 1 MB. */
const CHUNK_BYTES = 3 * 2 ** 20;

/** Records that replace others, and by how much the session grows with them, which is less than 0. */
export interface Compaction {
  readonly records: readonly SessionRecord[];
  readonly bytes: number;
}

/** Gathers blocks that are stored raw, and makes chunks of them. */
export class ChunkWriter {
  readonly #id: string;
  readonly #waiting: BlockRecord[] = [];

  constructor(id: string) {
    this.#id = id;
  }

  add(block: BlockRecord): void {
    this.#waiting.push(block);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Whether the blocks of a chunk are all there. */
  get isDue(): boolean {
    const blocks = this.#first();
    if (blocks.length < this.#waiting.length) return true;
    return blocks.length > 0 && (blocks.at(-1)?.timeMs.at(-1) ?? 0) - (blocks[0]?.timeMs[0] ?? 0) >= CHUNK_MS;
  }

  /** The first chunk, and the end of the raw blocks it is made of: for one transaction. */
  async compact(pause: () => Promise<void>): Promise<Compaction> {
    const blocks = this.#first();
    this.#waiting.splice(0, blocks.length);
    const chunk = await chunkRecord(blocks, pause);
    const raw = blocks.reduce((bytes, block) => bytes + blockSizeBytes(block), 0);
    return {
      records: [
        [[this.#id, 'chunk', chunk.firstFrame], chunk],
        ...blocks.map(({ firstFrame }): SessionRecord => [[this.#id, 'block', firstFrame], null]),
      ],
      bytes: framesSizeBytes(chunk) - raw,
    };
  }

  /** The blocks of the first chunk, as far as they are there: of the same layouts, and not too many. */
  #first(): BlockRecord[] {
    const [first] = this.#waiting;
    let bytes = 0;
    const end = this.#waiting.findIndex((block, k) => {
      bytes += blockSizeBytes(block);
      return (
        k > 0 && (bytes > CHUNK_BYTES || block.layout !== first?.layout || block.slow?.layout !== first.slow?.layout)
      );
    });
    return this.#waiting.slice(0, end < 0 ? this.#waiting.length : end);
  }
}
