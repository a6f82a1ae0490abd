import type { FrameEvent } from '../frames/index.ts';
import type { FrameLayout } from '../metrics/index.ts';
import type { BlockRecord } from './block-record.ts';
import { type ChunkRecord, framesSizeBytes } from './chunk-record.ts';
import { ChunkWriter } from './chunk-writer.ts';
import { LayoutNumbers } from './layout-numbers.ts';
import { columnsOf, histogramMetricOf, metricFromFile, metricsOf, metricToFile } from './metric-file.ts';
import { numberBlock } from './numbered-block.ts';
import { eventFromFile, eventToFile } from './session-events.ts';
import { histogramFromFile, histogramToFile } from './session-histograms.ts';
import {
  type HistogramsRecord,
  type LayoutRecord,
  type MetaRecord,
  type SessionRecord,
  summaryOf,
} from './session-record.ts';
import type { SessionHistogram } from './session-types.ts';
import type { SnapshotEvent } from './snapshot-parts.ts';
import { storedBlocks } from './stored-blocks.ts';
import { StoredSession } from './stored-session.ts';
import { isThumbnailUrl } from './thumbnail-url.ts';

/**
 * The records of a whole session, compressed: its meta last, because a session without one is not listed. Between columns
 * `pause` is waited for.
 */
export async function* sessionRecords(
  session: StoredSession,
  savedAt: number,
  pause: () => Promise<void>,
): AsyncGenerator<SessionRecord, void> {
  const { summary, environment, timeOriginMs, thumbnail, frames, histograms } = session;
  const { id } = summary;
  const layouts = new LayoutNumbers();
  const chunks = new ChunkWriter();
  let bytes = 0;
  for (const block of [...frames.blocks, null]) {
    const numbered = block && numberBlock(block, layouts, 0, Number.POSITIVE_INFINITY);
    if (numbered !== null) chunks.add(numbered);
    while (chunks.isDue || (block === null && !chunks.isEmpty)) {
      const chunk = await chunks.compact(pause);
      bytes += framesSizeBytes(chunk);
      yield [[id, 'chunk', chunk.firstFrame], chunk];
    }
  }
  for (const [n, layout] of layouts.all.entries()) yield [[id, 'layout', n], layoutRecord(layout)];
  yield [[id, 'events', 0], frames.events.map(eventToFile)];
  yield [[id, 'histograms'], histogramsRecord(histograms)];
  if (thumbnail !== null) yield [[id, 'thumbnail'], thumbnail];
  yield [[id, 'meta'], { summary: { ...summary, bytes }, environment, timeOriginMs, savedAt }];
}

export function layoutRecord(layout: FrameLayout): LayoutRecord {
  return {
    metrics: Array.from(metricsOf(layout).values(), metricToFile),
    keys: layout.columns.map((column) => column?.key ?? null),
  };
}

export function histogramsRecord(histograms: readonly SessionHistogram[]): HistogramsRecord {
  return {
    metrics: histograms.map(({ descriptor }) => metricToFile(descriptor)),
    histograms: histograms.map(histogramToFile),
  };
}

/**
 * The session of its records; null without a meta record. What else is missing or damaged is left out. Between records `pause` is
 * waited for.
 */
export async function sessionOfRecords(
  records: readonly SessionRecord[],
  pause: () => Promise<void>,
): Promise<StoredSession | null> {
  let meta: MetaRecord | null = null;
  const events: FrameEvent[][] = [];
  let histograms: SessionHistogram[] = [];
  let thumbnail: string | null = null;
  const layouts = new Map<number, FrameLayout>();
  const stored: (BlockRecord | ChunkRecord)[] = [];
  for (const [[, kind, n = 0], value] of records) {
    if (value === null) continue;
    try {
      if (kind === 'meta') meta = value as MetaRecord;
      else if (kind === 'block' || kind === 'chunk') stored.push(value as BlockRecord | ChunkRecord);
      else if (kind === 'layout') layouts.set(n, layoutOf(value as LayoutRecord));
      else if (kind === 'events') events[n] = (value as SnapshotEvent[]).map(eventFromFile);
      else if (kind === 'histograms') histograms = histogramsOf(value as HistogramsRecord);
      else if (kind === 'thumbnail' && isThumbnailUrl(value)) thumbnail = value;
    } catch {
      // Blocks of a layout that cannot be read are left out with it.
    }
  }
  if (meta === null) return null;
  const blocks = await storedBlocks(stored, layouts, pause);
  return new StoredSession({
    ...meta,
    summary: summaryOf(meta.summary),
    thumbnail,
    histograms,
    events: events.flat(),
    ...blocks,
  });
}

function layoutOf({ metrics, keys }: LayoutRecord): FrameLayout {
  const columns = columnsOf(metrics.map(metricFromFile));
  return { columns: keys.map((key) => (key === null ? null : (columns.get(key) ?? null))) };
}

function histogramsOf({ metrics, histograms }: HistogramsRecord): SessionHistogram[] {
  const columns = columnsOf(metrics.map(metricFromFile));
  return histograms.flatMap((histogram) => {
    const descriptor = histogramMetricOf(histogram.metric, columns);
    return descriptor ? [histogramFromFile(histogram, descriptor)] : [];
  });
}
