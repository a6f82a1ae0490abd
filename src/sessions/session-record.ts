import type { BlockRecord } from './block-record.ts';
import type { ChunkRecord } from './chunk-record.ts';
import type { SessionEnvironment, SessionSummary } from './session-types.ts';
import type { SnapshotEvent, SnapshotHistogram, SnapshotMetric } from './snapshot-parts.ts';

/**
 * Keys of the one object store. IndexedDB sorts a session's records together, because an array sorts by its first item, and
 * `[id, []]` behind all of them, because arrays sort behind strings.
 */
export type RecordKey =
  | readonly [id: string, kind: 'meta' | 'histograms' | 'thumbnail']
  | readonly [id: string, kind: 'layout' | 'block' | 'chunk' | 'events', n: number];

/** All that a list of sessions needs: a few hundred bytes a session. */
export interface MetaRecord {
  readonly summary: SessionSummary;
  readonly environment: SessionEnvironment;
  readonly timeOriginMs: number;
  /** When it was stored, in ms since 1970: retention goes by this, so that an old file that is imported is not the first to go. */
  readonly savedAt: number;
}

/** A summary as it is read: one that was stored before sessions had notes has none. */
export function summaryOf(stored: Omit<SessionSummary, 'note'> & { readonly note?: string }): SessionSummary {
  return { note: '', ...stored };
}

/** The metrics of a layout, and the key of each of its columns. */
export interface LayoutRecord {
  readonly metrics: readonly SnapshotMetric[];
  readonly keys: readonly (string | null)[];
}

export interface HistogramsRecord {
  readonly metrics: readonly SnapshotMetric[];
  readonly histograms: readonly SnapshotHistogram[];
}

export type RecordValue =
  | MetaRecord
  | LayoutRecord
  | BlockRecord
  | ChunkRecord
  | HistogramsRecord
  | string
  | readonly SnapshotEvent[];

/** One key and its value; null: what is stored of its kind goes, from its number up to `end` (excluded). */
export type SessionRecord =
  | readonly [key: RecordKey, value: RecordValue]
  | readonly [key: RecordKey, value: null, end: number];
