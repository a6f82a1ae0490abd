import type { FrameBlock, FrameColumn, FrameLayout } from '../metrics/index.ts';
import { columnsOf, histogramMetricOf, metricFromFile } from './metric-file.ts';
import { createBlockParser } from './parse-blocks.ts';
import { eventFromFile } from './session-events.ts';
import { histogramFromFile } from './session-histograms.ts';
import type { SessionHistogram } from './session-types.ts';
import { attempt, check, fail, require } from './snapshot-check.ts';
import type { SnapshotHistogram } from './snapshot-parts.ts';
import { headSchema, type SnapshotHead } from './snapshot-schema.ts';
import { MIGRATIONS, migrationsOf, type SnapshotData, type SnapshotMigration } from './snapshot-versions.ts';
import { StoredSession } from './stored-session.ts';

/**
 * A session while its file is read: the head first, then one block after the other. Every part is checked when it comes.
 *
 * @throws SessionError `corrupt` from each of its calls, `version` from the constructor
 */
export class SnapshotDraft {
  readonly layouts: readonly FrameLayout[];
  /** Those that came with the head, not yet added. */
  readonly waiting: readonly unknown[];
  readonly #head: SnapshotHead;
  readonly #histograms: readonly SessionHistogram[];
  readonly #migrations: readonly SnapshotMigration[];
  readonly #blocks: FrameBlock[] = [];
  readonly #parseBlock: (block: unknown) => FrameBlock;

  constructor(file: unknown, migrations: readonly SnapshotMigration[] = MIGRATIONS) {
    this.#migrations = migrationsOf(file, migrations);
    const head = this.#migrations.reduce((data, migration) => migration.head(data), file as SnapshotData);
    this.#head = check(headSchema, head, '');
    const metrics = this.#head.metrics.map((metric, k) =>
      attempt(`metrics.${k}`, 'a metric', () => metricFromFile(metric)),
    );
    const columns = columnsOf(metrics);
    this.layouts = parseLayouts(this.#head.layouts, columns);
    this.#histograms = parseHistograms(this.#head.histograms, columns);
    this.waiting = this.#head.blocks;
    this.#parseBlock = createBlockParser(this.layouts);
  }

  add(block: unknown): void {
    this.#blocks.push(this.#parseBlock(this.#migrations.reduce((data, migration) => migration.block(data), block)));
  }

  /** The session, once its blocks are all there. */
  session(): StoredSession {
    const { session: summary, environment, timeOriginMs, thumbnail = null, events } = this.#head;
    const session = new StoredSession({
      summary: { note: '', ...summary, bytes: 0, pinned: false },
      environment,
      timeOriginMs,
      thumbnail,
      histograms: this.#histograms,
      events: events.map(eventFromFile),
      blocks: this.#blocks,
    });
    const { frames } = session.summary;
    require(frames === summary.frames, 'session.frames', `${frames}, as the blocks have`, summary.frames);
    return session;
  }
}

/** One object for each layout, because blocks and readers tell layouts apart by identity. */
function parseLayouts(
  layouts: readonly (readonly (string | null)[])[],
  columns: ReadonlyMap<string, FrameColumn>,
): FrameLayout[] {
  return layouts.map((keys, k) => ({
    columns: keys.map((key, c) =>
      key === null ? null : (columns.get(key) ?? fail(`layouts.${k}.${c}`, 'a column of the metrics', key)),
    ),
  }));
}

function parseHistograms(
  histograms: readonly SnapshotHistogram[],
  columns: ReadonlyMap<string, FrameColumn>,
): SessionHistogram[] {
  return histograms.map((histogram, k) => {
    const { metric, upperBounds, counts } = histogram;
    const extra = counts.length - upperBounds.length;
    require(extra === 0 || extra === 1, `histograms.${k}.counts`, 'as many as upperBounds, or one more', counts.length);
    const descriptor =
      histogramMetricOf(metric, columns) ?? fail(`histograms.${k}.metric`, 'one of the metrics', metric);
    return histogramFromFile(histogram, descriptor);
  });
}
