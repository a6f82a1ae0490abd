import { metricToFile } from './metric-file.ts';
import { eventToFile } from './session-events.ts';
import { histogramToFile } from './session-histograms.ts';
import { VERSION } from './snapshot-versions.ts';
import type { StoredSession } from './stored-session.ts';

/** Everything of a file but its blocks. */
export function snapshotHead(session: StoredSession, layouts: readonly (readonly (string | null)[])[]) {
  const { thumbnail } = session;
  const { id, name, tags, note, startedAt, durationMs, frames, state } = session.summary;
  return {
    format: 'framescope-session',
    version: VERSION,
    session: { id, name, tags, ...(note !== '' && { note }), startedAt, durationMs, frames, state },
    timeOriginMs: session.timeOriginMs,
    environment: session.environment,
    ...(thumbnail !== null && { thumbnail }),
    metrics: session.metrics.map(metricToFile),
    layouts,
    histograms: session.histograms.map(histogramToFile),
    events: session.frames.events.map(eventToFile),
  };
}
