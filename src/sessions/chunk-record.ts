import type { BlockRecord } from './block-record.ts';
import { encodeColumn } from './column-codec.ts';
import type { NumberedBlock, NumberedSlowRows } from './numbered-block.ts';

/** Added to the first byte of a column that is deflated behind it. */
export const DEFLATED = 128;
/** What is shorter hardly gets shorter still, and each stream takes its time. */
const MIN_DEFLATED_BYTES = 512;

/**
 * Blocks of one layout that follow each other, column by column and compressed: what the raw blocks of a minute become.
 *
 *     blocks   a: 0 1 … 255 | b: 0 1 … 255      a: 256 … 511 | b: 256 … 511     …
 *     chunk    time: 0 1 … 3599 | interval: … | gap: … | a: 0 1 … 3599 | b: …        each column deflated by itself
 */
export interface ChunkRecord {
  readonly layout: number;
  readonly firstFrame: number;
  /** The frames of each block. */
  readonly blocks: readonly number[];
  /** Begin, interval and gap of the frames, then the columns of the layout: as `encodeColumn` gives them, deflated where that is marked. */
  readonly columns: readonly Uint8Array[];
  readonly slow?: SlowChunk;
  /** Of all bytes of the columns, in their order. */
  readonly checksum: number;
}

/** The slow rows of all blocks. */
export interface SlowChunk {
  readonly layout: number;
  /** The rows of each block, and the frames they belong to. */
  readonly rows: readonly number[];
  readonly frames: Uint16Array;
  /** Column-major over all rows, as one of the chunk's columns. */
  readonly values: Uint8Array;
}

/**
 * The chunk of some blocks, which have the same layouts. `pause` is waited for between columns, each of which takes the main
 * thread a few tenths of a ms.
 */
export async function chunkRecord(blocks: readonly NumberedBlock[], pause: () => Promise<void>): Promise<ChunkRecord> {
  const [first] = blocks as [NumberedBlock];
  const frames = blocks.reduce((sum, block) => sum + block.frames, 0);
  const pack = async (fill: (block: NumberedBlock) => ArrayLike<number>, length = frames): Promise<Uint8Array> => {
    await pause();
    const values = new Float64Array(length);
    let at = 0;
    for (const block of blocks) {
      const part = fill(block);
      values.set(part, at);
      at += part.length;
    }
    return compress(encodeColumn(values));
  };
  const columns = [
    await pack(({ timeMs }) => timeMs),
    await pack(({ intervalMs }) => intervalMs),
    await pack(({ gap }) => gap),
  ];
  for (const [k] of first.columns.entries()) columns.push(await pack((block) => block.columns[k] as Float64Array));
  const slow =
    first.slow &&
    (await slowChunk(
      blocks.map((block) => block.slow as NumberedSlowRows),
      pause,
    ));
  return {
    layout: first.layout,
    firstFrame: first.firstFrame,
    blocks: blocks.map((block) => block.frames),
    columns,
    ...(slow && { slow }),
    checksum: checksumOf(columns, slow),
  };
}

/** What a record with frames takes, in bytes, but for its constant overhead. */
export function framesSizeBytes(record: BlockRecord | ChunkRecord): number {
  const { slow } = record;
  const slowBytes = slow ? slow.frames.byteLength + slow.values.byteLength : 0;
  if (!('checksum' in record)) return record.values.byteLength + slowBytes;
  return record.columns.reduce((bytes, column) => bytes + column.length, slowBytes);
}

/** FNV-1a, 32 bits: finds what was damaged or cut, by accident. */
export function checksumOf(columns: readonly Uint8Array[], slow?: SlowChunk): number {
  let hash = 0x811c9dc5;
  for (const bytes of slow ? [...columns, slow.values] : columns)
    for (let k = 0; k < bytes.length; k++) hash = Math.imul(hash ^ (bytes[k] as number), 0x01000193);
  return hash >>> 0;
}

async function slowChunk(parts: readonly NumberedSlowRows[], pause: () => Promise<void>): Promise<SlowChunk> {
  await pause();
  const [{ layout }] = parts as [NumberedSlowRows];
  const rows = parts.map(({ frames }) => frames.length);
  const all = rows.reduce((sum, count) => sum + count, 0);
  const values = new Float64Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  const frames = new Uint16Array(all);
  const width = all === 0 ? 0 : values.length / all;
  let row = 0;
  for (const part of parts) {
    frames.set(part.frames, row);
    for (let k = 0; k < part.values.length; k++)
      values[(k % width) * all + row + Math.floor(k / width)] = part.values[k] as number;
    row += part.frames.length;
  }
  return { layout, rows, frames, values: await compress(encodeColumn(values)) };
}

/** Deflated behind the first byte, which says so. */
async function compress(encoded: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (encoded.length < MIN_DEFLATED_BYTES) return encoded;
  const { readable, writable } = new CompressionStream('deflate-raw');
  const writer = writable.getWriter();
  // A blob's stream would do it in one line, and ask another process for each.
  const [packed] = await Promise.all([bytesOf(readable), writer.write(encoded.subarray(1)), writer.close()]);
  const bytes = new Uint8Array(1 + packed.length);
  bytes[0] = DEFLATED + (encoded[0] as number);
  bytes.set(packed, 1);
  return bytes;
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
