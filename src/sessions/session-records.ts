import type { FrameEvent } from '../frames/index.ts';
import { type FrameLayout, formatMetricId } from '../metrics/index.ts';
import { type BlockRecord, blockRecord, blocksOf } from './block-record.ts';
import { LayoutNumbers } from './layout-numbers.ts';
import { columnsOf, metricFromFile, metricsOf, metricToFile } from './metric-file.ts';
import { eventFromFile, eventToFile } from './session-events.ts';
import { histogramFromFile, histogramToFile } from './session-histograms.ts';
import type { HistogramsRecord, LayoutRecord, MetaRecord, SessionRecord } from './session-record.ts';
import type { SessionHistogram } from './session-types.ts';
import type { SnapshotEvent } from './snapshot-parts.ts';
import { StoredSession } from './stored-session.ts';

/** The records of a whole session: its meta last, because a session without one is not listed. */
export function* sessionRecords(session: StoredSession, savedAt: number): Generator<SessionRecord, void> {
  const { summary, environment, timeOriginMs, frames, histograms } = session;
  const { id } = summary;
  const layouts = new LayoutNumbers();
  for (const block of frames.blocks) {
    const record = blockRecord(block, layouts, 0, Number.POSITIVE_INFINITY);
    if (record !== null) yield [[id, 'block', record.firstFrame], record];
  }
  for (const [n, layout] of layouts.all.entries()) yield [[id, 'layout', n], layoutRecord(layout)];
  yield [[id, 'events', 0], frames.events.map(eventToFile)];
  yield [[id, 'histograms'], histogramsRecord(histograms)];
  yield [[id, 'meta'], { summary, environment, timeOriginMs, savedAt }];
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

/** The session of its records; null without a meta record. What else is missing or damaged is left out. */
export function sessionOfRecords(records: readonly SessionRecord[]): StoredSession | null {
  let meta: MetaRecord | null = null;
  const events: FrameEvent[][] = [];
  let histograms: SessionHistogram[] = [];
  const layouts = new Map<number, FrameLayout>();
  const blocks: BlockRecord[] = [];
  for (const [[, kind, n = 0], value] of records) {
    try {
      if (kind === 'meta') meta = value as MetaRecord;
      else if (kind === 'block') blocks.push(value as BlockRecord);
      else if (kind === 'layout') layouts.set(n, layoutOf(value as LayoutRecord));
      else if (kind === 'events') events[n] = (value as SnapshotEvent[]).map(eventFromFile);
      else if (kind === 'histograms') histograms = histogramsOf(value as HistogramsRecord);
    } catch {
      // Blocks of a layout that cannot be read are left out with it.
    }
  }
  return meta && new StoredSession({ ...meta, histograms, events: events.flat(), blocks: blocksOf(blocks, layouts) });
}

function layoutOf({ metrics, keys }: LayoutRecord): FrameLayout {
  const columns = columnsOf(metrics.map(metricFromFile));
  return { columns: keys.map((key) => (key === null ? null : (columns.get(key) ?? null))) };
}

function histogramsOf({ metrics, histograms }: HistogramsRecord): SessionHistogram[] {
  const descriptors = new Map(metrics.map(metricFromFile).map((metric) => [formatMetricId(metric.id), metric]));
  return histograms.flatMap((histogram) => {
    const descriptor = descriptors.get(histogram.metric);
    return descriptor ? [histogramFromFile(histogram, descriptor)] : [];
  });
}
