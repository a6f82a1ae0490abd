import { type FrameLayout, formatMetricId, type MetricDescriptor } from '../metrics/index.ts';
import { columnsOf, metricFromFile } from './metric-file.ts';
import { parseBlocks } from './parse-blocks.ts';
import { SessionError } from './session-error.ts';
import { eventFromFile } from './session-events.ts';
import { histogramFromFile } from './session-histograms.ts';
import type { SessionHistogram } from './session-types.ts';
import { attempt, check, fail, require } from './snapshot-check.ts';
import type { SnapshotHistogram } from './snapshot-parts.ts';
import { headSchema } from './snapshot-schema.ts';
import { StoredSession } from './stored-session.ts';

/** The one version there is. A later one reads older files too. */
const VERSION = 1;

/**
 * Reads the text of a snapshot file. Works wherever JavaScript does, and stores nothing.
 *
 * @throws SessionError `corrupt` for what is no snapshot or a broken one, `version` for one of another version
 */
export function parseSnapshot(text: string): StoredSession {
  const file = attempt('the file', 'JSON', () => JSON.parse(text) as unknown);
  requireVersion(file);
  const head = check(headSchema, file, '');
  const metrics = head.metrics.map((metric, k) => attempt(`metrics.${k}`, 'a metric', () => metricFromFile(metric)));
  const layouts = parseLayouts(head.layouts, metrics);
  const session = new StoredSession({
    summary: { ...head.session, bytes: 0, pinned: false },
    environment: head.environment,
    timeOriginMs: head.timeOriginMs,
    histograms: parseHistograms(head.histograms, metrics),
    events: head.events.map(eventFromFile),
    blocks: parseBlocks(head.blocks, layouts),
  });
  const { frames } = session.summary;
  require(frames === head.session.frames, 'session.frames', `${frames}, as the blocks have`, head.session.frames);
  return session;
}

/** Comes first, so that a file of a later version is called that, and not broken. */
function requireVersion(file: unknown): void {
  const { format, version } = (typeof file === 'object' && file !== null ? file : {}) as Record<string, unknown>;
  require(format === 'framescope-session', 'format', '"framescope-session"', format);
  require(Number.isInteger(version), 'version', 'an integer', version);
  if (version === VERSION) return;
  const text = `Cannot read the session: version must be ${VERSION}, current value is ${version}`;
  throw new SessionError('version', text);
}

/** One object for each layout, because blocks and readers tell layouts apart by identity. */
function parseLayouts(
  layouts: readonly (readonly (string | null)[])[],
  metrics: readonly MetricDescriptor[],
): FrameLayout[] {
  const columns = columnsOf(metrics);
  return layouts.map((keys, k) => ({
    columns: keys.map((key, c) =>
      key === null ? null : (columns.get(key) ?? fail(`layouts.${k}.${c}`, 'a column of the metrics', key)),
    ),
  }));
}

function parseHistograms(
  histograms: readonly SnapshotHistogram[],
  metrics: readonly MetricDescriptor[],
): SessionHistogram[] {
  const byId = new Map(metrics.map((metric) => [formatMetricId(metric.id), metric]));
  return histograms.map((histogram, k) => {
    const { metric, upperBounds, counts } = histogram;
    const extra = counts.length - upperBounds.length;
    require(extra === 0 || extra === 1, `histograms.${k}.counts`, 'as many as upperBounds, or one more', counts.length);
    const descriptor = byId.get(metric) ?? fail(`histograms.${k}.metric`, 'one of the metrics', metric);
    return histogramFromFile(histogram, descriptor);
  });
}
