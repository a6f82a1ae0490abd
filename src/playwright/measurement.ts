import type { FrameStatistics } from '../analysis/index.ts';
import { type Summary, summarize } from '../analysis/index.ts';
import { readColumn } from '../frames/index.ts';
import type { Session } from '../sessions/index.ts';
import { frameWindow } from '../sessions/source-statistics.ts';

/** What one measured stretch of a page gives to matchers. */
export interface Measurement {
  readonly name: string;
  readonly stats: FrameStatistics;
  /** The whole recorded session; the measured stretch is its section `name`. */
  readonly session: Session;
  /**
   * The values of one metric in the measured frames, by its text id (`engine:rendering.draw_calls`). A counter or rate has its totals since the
   * page began, a histogram or timer those of `<id>#count` and `<id>#sum`.
   */
  metric(id: string): Summary;
}

/**
 * The measured stretch of a session, by the section that marks it.
 *
 * @throws MetricsError `invalid-operation` when the session has no such section: all of its frames would be another answer
 */
export function measurementOf(session: Session, name: string): Measurement {
  const window = frameWindow(session.frames, { section: name });
  return {
    name,
    session,
    stats: session.stats({ section: name }),
    metric: (id) => {
      if (!session.frames.columns.some((column) => column.key === id)) throw metricNotFound(id);
      return summarize(readColumn(session.frames, id, window));
    },
  };
}

/** What is thrown for an id that none of the session’s metrics has. */
export function metricNotFound(id: string): RangeError {
  return new RangeError(
    `Cannot find metric "${id}" in the session: it must be one of its columns, such as "engine:rendering.draw_calls"`,
  );
}
