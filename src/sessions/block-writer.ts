import type { FrameBlock } from '../metrics/index.ts';
import { blockRecord, blockSizeBytes } from './block-record.ts';
import { ChunkWriter } from './chunk-writer.ts';
import { LayoutNumbers } from './layout-numbers.ts';
import type { SessionRecord } from './session-record.ts';
import { layoutRecord } from './session-records.ts';
import type { SessionSummary } from './session-types.ts';

/**
 * Makes records of a session's blocks:
 *
 *     history   … │ sealed │ sealed │ open ▸        start() in the first, stop() in the last
 *     records       ╰─ trimmed, once ╯ ╰─ again at each flush, under the same key, until it is sealed
 */
export class BlockWriter {
  /** Takes the sealed blocks whose records were taken. */
  readonly chunks: ChunkWriter;
  readonly #id: string;
  readonly #fromFrame: number;
  #toFrame = Number.POSITIVE_INFINITY;
  /** Sealed blocks that no flush has taken yet. */
  #waiting: FrameBlock[] = [];
  readonly #layouts = new LayoutNumbers();
  /** So many of the layouts were taken. */
  #takenLayouts = 0;
  #sealed = { frames: 0, bytes: 0 };
  #open = { frames: 0, bytes: 0 };
  /** Begin of the session's first frame; NaN before its first records are taken. */
  firstMs = Number.NaN;
  #lastMs = Number.NaN;

  constructor(id: string, fromFrame: number) {
    this.chunks = new ChunkWriter(id);
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

  /** The chunks of sealed blocks took their place, which changes what the session takes by so many bytes. */
  compacted(bytes: number): void {
    this.#sealed.bytes += bytes;
  }

  /** How far the records that were taken go. */
  get figures(): Pick<SessionSummary, 'frames' | 'bytes' | 'durationMs'> {
    return {
      frames: this.#sealed.frames + this.#open.frames,
      bytes: this.#sealed.bytes + this.#open.bytes,
      durationMs: this.#lastMs > this.firstMs ? this.#lastMs - this.firstMs : 0,
    };
  }

  /** The records of the sealed blocks that wait, and of the open ones as they stand. */
  take(open: readonly FrameBlock[]): SessionRecord[] {
    const records: SessionRecord[] = [];
    for (const block of this.#waiting.splice(0)) this.#put(records, block, this.#sealed);
    this.#open = { frames: 0, bytes: 0 };
    // The open blocks of a session that has ended will not change any more.
    const figures = this.#toFrame === Number.POSITIVE_INFINITY ? this.#open : this.#sealed;
    for (const block of open) this.#put(records, block, figures);
    return records;
  }

  /** The records of all layouts again: for a store that lost them. */
  allLayouts(): SessionRecord[] {
    return this.#layouts.all.map((layout, n) => [[this.#id, 'layout', n], layoutRecord(layout)]);
  }

  #put(records: SessionRecord[], block: FrameBlock, figures: { frames: number; bytes: number }): void {
    const record = blockRecord(block, this.#layouts, this.#fromFrame, this.#toFrame);
    if (record === null) return;
    if (figures === this.#sealed) this.chunks.add(record);
    records.push(...this.allLayouts().slice(this.#takenLayouts));
    this.#takenLayouts = this.#layouts.all.length;
    records.push([[this.#id, 'block', record.firstFrame], record]);
    figures.frames += record.frames;
    figures.bytes += blockSizeBytes(record);
    if (Number.isNaN(this.firstMs)) this.firstMs = record.timeMs[0] as number;
    this.#lastMs = record.timeMs.at(-1) as number;
  }
}
