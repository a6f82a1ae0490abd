import type { FrameBlock } from '../metrics/index.ts';
import { blockRecord } from './block-record.ts';
import { framesSizeBytes } from './chunk-record.ts';
import { ChunkWriter } from './chunk-writer.ts';
import { LayoutNumbers } from './layout-numbers.ts';
import { type NumberedBlock, numberBlock } from './numbered-block.ts';
import type { SessionRecord } from './session-record.ts';
import { layoutRecord } from './session-records.ts';
import type { SessionSummary } from './session-types.ts';

/** Values of the GPU's timers come within so many frames: frames that are older are written once. */
const LATE_FRAMES = 16;

/**
 * Makes records of a session's blocks:
 *
 *     history   │ sealed            │ open        ▸      start() in the first, stop() in the last
 *     records   ╰──────╮───╯                             a flush writes what came since the one before,
 *                      ╰──────╮─────╯──────╮──╯          and the last frames again, whose late values may have come
 *     chunks    ╰───────────────────╯                    take their place, once a minute
 */
export class BlockWriter {
  readonly #id: string;
  readonly #fromFrame: number;
  #toFrame = Number.POSITIVE_INFINITY;
  /** Sealed blocks that no flush has taken yet. */
  #waiting: FrameBlock[] = [];
  /** Those that were taken. */
  readonly #chunks = new ChunkWriter();
  readonly #layouts = new LayoutNumbers();
  /** So many of the layouts were taken. */
  #takenLayouts = 0;
  /** Bytes of the stored records of blocks, by their first frames. */
  readonly #stored = new Map<number, number>();
  #chunkBytes = 0;
  /** Frames before this one are stored as they stay. */
  #settledFrame = 0;
  #firstFrame = Number.NaN;
  #endFrame = Number.NaN;
  /** Begin of the session's first frame; NaN before its first records are taken. */
  firstMs = Number.NaN;
  #lastMs = Number.NaN;

  constructor(id: string, fromFrame: number) {
    this.#id = id;
    this.#fromFrame = fromFrame;
  }

  /** Takes a sealed block: it goes into the next records. */
  add(block: FrameBlock): void {
    this.#waiting.push(block);
  }

  /** The frames from `toFrame` on are not part of the session. */
  end(toFrame: number): void {
    this.#toFrame = toFrame;
  }

  /** How far the records that were taken go. */
  get figures(): Pick<SessionSummary, 'frames' | 'bytes' | 'durationMs'> {
    return {
      frames: this.#endFrame - this.#firstFrame || 0,
      bytes: Array.from(this.#stored.values()).reduce((sum, bytes) => sum + bytes, this.#chunkBytes),
      durationMs: this.#lastMs > this.firstMs ? this.#lastMs - this.firstMs : 0,
    };
  }

  /** The records of what came since the last call, or may have changed; `openBlocks` gives the frames from one on that are not sealed. */
  take(openBlocks: (from: number) => readonly FrameBlock[]): SessionRecord[] {
    const records: SessionRecord[] = [];
    // The open blocks of a session that has ended will not change any more, and are whole where they become chunks.
    const isEnded = this.#toFrame < Number.POSITIVE_INFINITY;
    for (const block of this.#waiting.splice(0)) this.#put(records, block, true);
    for (const block of openBlocks(isEnded ? 0 : this.#settledFrame)) this.#put(records, block, isEnded);
    return records;
  }

  /** Whether the blocks of a chunk are all there; of a session that has ended, any. */
  get isChunkDue(): boolean {
    return this.#chunks.isDue || (this.#toFrame < Number.POSITIVE_INFINITY && !this.#chunks.isEmpty);
  }

  /** The first chunk, and the end of what was stored of its blocks: for one transaction. */
  async compact(pause: () => Promise<void>): Promise<SessionRecord[]> {
    const chunk = await this.#chunks.compact(pause);
    const { firstFrame, blocks } = chunk;
    const endFrame = blocks.reduce((frame, frames) => frame + frames, firstFrame);
    this.#chunkBytes += framesSizeBytes(chunk);
    for (const frame of this.#stored.keys()) if (frame >= firstFrame && frame < endFrame) this.#stored.delete(frame);
    return [
      [[this.#id, 'chunk', firstFrame], chunk],
      [[this.#id, 'block', firstFrame], null, endFrame],
    ];
  }

  /** The records of the layouts from number `from` on; of all of them for a store that lost them. */
  layouts(from = 0): SessionRecord[] {
    return this.#layouts.all.slice(from).map((layout, k) => [[this.#id, 'layout', from + k], layoutRecord(layout)]);
  }

  #put(records: SessionRecord[], block: FrameBlock, isSealed: boolean): void {
    const whole = numberBlock(block, this.#layouts, this.#fromFrame, this.#toFrame);
    if (whole === null) return;
    records.push(...this.layouts(this.#takenLayouts));
    this.#takenLayouts = this.#layouts.all.length;
    if (isSealed) this.#chunks.add(whole);
    const endFrame = whole.firstFrame + whole.frames;
    const part = numberBlock(block, this.#layouts, Math.max(whole.firstFrame, this.#settledFrame), endFrame);
    if (part !== null) this.#store(records, part);
    this.#settledFrame = Math.max(this.#settledFrame, isSealed ? endFrame : endFrame - LATE_FRAMES);
    if (Number.isNaN(this.firstMs)) {
      this.firstMs = whole.timeMs[0] as number;
      this.#firstFrame = whole.firstFrame;
    }
    this.#lastMs = whole.timeMs.at(-1) as number;
    this.#endFrame = endFrame;
  }

  #store(records: SessionRecord[], part: NumberedBlock): void {
    const record = blockRecord(part);
    records.push([[this.#id, 'block', part.firstFrame], record]);
    this.#stored.set(part.firstFrame, framesSizeBytes(record));
  }
}
