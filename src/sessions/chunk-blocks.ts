import { inflateSync } from 'fflate';
import { withRanges } from '../frames/block-range.ts';
import type { FrameBlock, FrameLayout, SlowRows } from '../metrics/index.ts';
import { OWN_COLUMNS } from './block-record.ts';
import { type ChunkRecord, checksumOf, DEFLATED } from './chunk-record.ts';
import { decodeColumn, maxEncodedBytes } from './column-codec.ts';

/** A chunk's blocks, in their order; none of a chunk that is damaged. */
export function chunkBlocks(record: ChunkRecord, layouts: ReadonlyMap<number, FrameLayout>): ChunkBlock[] {
  const layout = layouts.get(record?.layout);
  const slowLayout = record?.slow && layouts.get(record.slow.layout);
  if (layout === undefined || !isWhole(record, layout) || (record.slow && slowLayout === undefined)) return [];
  const chunk = new Chunk(record, layout, slowLayout ?? null);
  let start = 0;
  return record.blocks.map((frames, k) => {
    const block = new ChunkBlock(chunk, k, start, frames, record.firstFrame + start);
    start += frames;
    return block;
  });
}

function isWhole({ firstFrame, blocks, columns, slow, checksum }: ChunkRecord, layout: FrameLayout): boolean {
  return (
    Number.isSafeInteger(firstFrame) &&
    Array.isArray(blocks) &&
    blocks.length > 0 &&
    blocks.every((frames) => Number.isSafeInteger(frames) && frames > 0) &&
    Array.isArray(columns) &&
    columns.length === OWN_COLUMNS + layout.columns.length &&
    [...columns, ...(slow ? [slow.values] : [])].every((column) => column instanceof Uint8Array && column.length > 0) &&
    (slow === undefined || (slow.frames instanceof Uint16Array && slow.rows?.length === blocks.length)) &&
    checksumOf(columns, slow) === checksum
  );
}

/** A chunk whose columns are inflated when they are read: of an hour most readers want three of a hundred. */
class Chunk {
  readonly layout: FrameLayout;
  readonly #record: ChunkRecord;
  readonly #slowLayout: FrameLayout | null;
  readonly #frames: number;
  /** Held weakly: what nobody reads any longer is only there compressed. */
  readonly #inflated: (WeakRef<Float64Array> | undefined)[] = [];

  constructor(record: ChunkRecord, layout: FrameLayout, slowLayout: FrameLayout | null) {
    this.layout = layout;
    this.#record = record;
    this.#slowLayout = slowLayout;
    this.#frames = record.blocks.reduce((sum, frames) => sum + frames, 0);
  }

  column(index: number): Float64Array {
    return this.#values(index, this.#record.columns[index] as Uint8Array, this.#frames);
  }

  #values(index: number, bytes: Uint8Array, length: number): Float64Array {
    const known = this.#inflated[index]?.deref();
    if (known !== undefined) return known;
    const values = inflate(bytes, length);
    this.#inflated[index] = new WeakRef(values);
    return values;
  }

  /** The slow rows of a block. */
  slow(block: number): SlowRows | null {
    const { slow } = this.#record;
    if (slow === undefined || this.#slowLayout === null) return null;
    const { rows, frames } = slow;
    const all = frames.length;
    const width = this.#slowLayout.columns.length;
    // Behind the columns.
    const inflated = this.#values(this.#record.columns.length, slow.values, all * width);
    const from = rows.slice(0, block).reduce((sum, count) => sum + count, 0);
    const count = rows[block] as number;
    const values = new Float64Array(count * width);
    for (let k = 0; k < values.length; k++)
      values[k] = inflated[(k % width) * all + from + Math.floor(k / width)] as number;
    return { layout: this.#slowLayout, frames: frames.subarray(from, from + count), values };
  }
}

/** A block of a chunk. */
export class ChunkBlock implements FrameBlock {
  readonly layout: FrameLayout;
  readonly firstFrame: number;
  readonly frames: number;
  readonly #chunk: Chunk;
  readonly #index: number;
  readonly #start: number;
  #slow: SlowRows | null | undefined;

  constructor(chunk: Chunk, index: number, start: number, frames: number, firstFrame: number) {
    this.layout = chunk.layout;
    this.firstFrame = firstFrame;
    this.frames = frames;
    this.#chunk = chunk;
    this.#index = index;
    this.#start = start;
  }

  /** The same frames under other numbers. */
  at(firstFrame: number): ChunkBlock {
    return firstFrame === this.firstFrame
      ? this
      : new ChunkBlock(this.#chunk, this.#index, this.#start, this.frames, firstFrame);
  }

  get timeMs(): Float64Array {
    return this.#part(0);
  }

  get intervalMs(): Float64Array {
    return this.#part(1);
  }

  get gap(): Uint8Array {
    return new Uint8Array(this.#part(2));
  }

  /** One column, without inflating the others. */
  column(index: number): Float64Array {
    return this.#part(OWN_COLUMNS + index);
  }

  get columns(): readonly Float64Array[] {
    return this.layout.columns.map((_, index) => this.column(index));
  }

  get min(): Float64Array {
    return withRanges(this).min;
  }

  get max(): Float64Array {
    return withRanges(this).max;
  }

  get slow(): SlowRows | null {
    if (this.#slow === undefined) this.#slow = this.#chunk.slow(this.#index);
    return this.#slow;
  }

  #part(index: number): Float64Array {
    return this.#chunk.column(index).subarray(this.#start, this.#start + this.frames);
  }
}

/** Room for a column that is inflated, which is decoded at once: a new array for each would have to grow, and be collected. */
let scratch = new Uint8Array(0);

function inflate(bytes: Uint8Array, length: number): Float64Array {
  const kind = bytes[0] as number;
  if (kind < DEFLATED) return decodeColumn(bytes, length);
  const size = maxEncodedBytes(length);
  if (scratch.length < size) scratch = new Uint8Array(size);
  const rest = inflateSync(bytes.subarray(1), { out: scratch.subarray(1) });
  scratch[0] = kind - DEFLATED;
  return decodeColumn(scratch.subarray(0, 1 + rest.length), length);
}
