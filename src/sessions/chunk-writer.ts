import { type ChunkRecord, chunkRecord } from './chunk-record.ts';
import { blockSizeBytes, type NumberedBlock } from './numbered-block.ts';

/** Frames of a chunk, in ms: as long as a session is stored in raw blocks at most. */
const CHUNK_MS = 60_000;
/** What the blocks of a chunk take at most, unless a single one takes more: so that a chunk stays below 1 MB. */
const CHUNK_BYTES = 3 * 2 ** 20;

/** Gathers blocks, and makes chunks of them. */
export class ChunkWriter {
  readonly #waiting: NumberedBlock[] = [];

  add(block: NumberedBlock): void {
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

  /** The first chunk. Between columns `pause` is waited for. */
  compact(pause: () => Promise<void>): Promise<ChunkRecord> {
    return chunkRecord(this.#waiting.splice(0, this.#first().length), pause);
  }

  /** The blocks of the first chunk, as far as they are there: of the same layouts, and not too many. */
  #first(): NumberedBlock[] {
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
