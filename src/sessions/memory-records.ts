import type { BlockRecord } from './block-record.ts';
import { type ChunkRecord, framesSizeBytes } from './chunk-record.ts';
import type { RecordKey, SessionRecord } from './session-record.ts';

/** What records may take in memory, so that hours of recording without a store cannot fill it; the oldest blocks go first. */
const CAPACITY_BYTES = 64 * 2 ** 20;

/** Records that the database does not take, or not yet, in the order in which they came. */
export class MemoryRecords {
  readonly #records = new Map<string, SessionRecord>();
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#records.size === 0;
  }

  /** Adds records, each in the place of one with its key. */
  add(records: readonly SessionRecord[]): void {
    for (const record of records) {
      const key = String(record[0]);
      if (record[1] === null) this.#deleteRange(record);
      this.#bytes += sizeBytes(record) - sizeBytes(this.#records.get(key));
      this.#records.set(key, record);
    }
    for (const [key, record] of this.#records) {
      if (this.#bytes <= CAPACITY_BYTES) break;
      if (hasFrames(record)) this.#delete(key);
    }
  }

  /** The oldest records that together take about so many bytes, one at least. */
  oldest(bytes: number): SessionRecord[] {
    const oldest: SessionRecord[] = [];
    let sum = 0;
    for (const record of this.#records.values()) {
      sum += sizeBytes(record);
      if (oldest.length > 0 && sum > bytes) break;
      oldest.push(record);
    }
    return oldest;
  }

  /** Forgets records that are in the database now, unless newer ones came in the meantime. */
  drop(records: readonly SessionRecord[]): void {
    for (const record of records) {
      const key = String(record[0]);
      if (this.#records.get(key) === record) this.#delete(key);
    }
  }

  of(id: string): SessionRecord[] {
    return Array.from(this.#records.values()).filter(([key]) => key[0] === id);
  }

  ids(): Set<string> {
    return new Set(Array.from(this.#records.values(), ([key]) => key[0]));
  }

  /** What goes is gone here; the record stays for the database, behind those that came before it. */
  #deleteRange([[id, kind, from = 0], , end]: SessionRecord): void {
    for (const [key, [[otherId, otherKind, n = 0]]] of this.#records)
      if (otherId === id && otherKind === kind && n >= from && n < (end as number)) this.#delete(key);
  }

  #delete(key: string): void {
    this.#bytes -= sizeBytes(this.#records.get(key));
    this.#records.delete(key);
  }
}

/** Frames are all that counts; the rest is a guess. */
function sizeBytes(record: SessionRecord | undefined): number {
  if (record === undefined) return 0;
  return hasFrames(record) ? framesSizeBytes(record[1]) : 1024;
}

function hasFrames(record: SessionRecord): record is readonly [RecordKey, BlockRecord | ChunkRecord] {
  const [[, kind], value] = record;
  return value !== null && (kind === 'block' || kind === 'chunk');
}
