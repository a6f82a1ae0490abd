import type { FrameStatistics } from '../analysis/index.ts';
import { type Summary, summarize } from '../analysis/index.ts';
import { type FrameWindow, frameAt, readColumn } from '../frames/index.ts';
import { describe } from '../metrics/metrics-error.ts';
import type { Session } from '../sessions/index.ts';

/** What one measured stretch of a page gives to matchers. */
export interface Measurement {
  readonly name: string;
  readonly stats: FrameStatistics;
  /** The whole recorded session; the measured stretch is its section `name`. */
  readonly session: Session;
  /** The values of one metric in the measured frames, by its text id (`engine:rendering.draw_calls`). */
  metric(id: string): Summary;
}

/**
 * The measured stretch of a session, by the section that marks it.
 *
 * @throws RangeError when the session has no such section: all of its frames would be another answer
 */
export function measurementOf(session: Session, name: string): Measurement {
  const window = sectionWindow(session, name);
  return {
    name,
    session,
    stats: session.stats({ section: name }),
    metric: (id) => {
      if (!session.frames.columns.some((column) => column.key === id)) {
        throw new RangeError(
          `Cannot find metric "${id}" in the session: it must be one of its columns, such as "engine:rendering.draw_calls"`,
        );
      }
      return summarize(readColumn(session.frames, id, window));
    },
  };
}

function sectionWindow({ frames }: Session, name: string): FrameWindow {
  const section = frames.events.findLast((event) => event.kind === 'section' && event.name === name);
  if (section === undefined) {
    const names = new Set(frames.events.filter(({ kind }) => kind === 'section').map((event) => event.name));
    const got = names.size === 0 ? 'it has none' : `it has ${describe([...names])}`;
    throw new RangeError(`Cannot measure section "${name}": it must be one of the session's sections, and ${got}`);
  }
  const endMs = section.timeMs + (section.durationMs ?? Number.NaN);
  return {
    from: frameAt(frames, section.timeMs),
    to: Number.isFinite(endMs) ? frameAt(frames, endMs) : frames.endFrame,
  };
}
