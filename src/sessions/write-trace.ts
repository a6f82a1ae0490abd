import type { SessionFileOptions } from './file-options.ts';
import type { StoredSession } from './stored-session.ts';
import type { TraceEvent } from './trace-event.ts';
import { traceFrames } from './trace-frames.ts';
import { traceMarks } from './trace-marks.ts';

/** A session in Chrome's trace format in pieces, which Perfetto opens; times are µs of the page's clock. Progress is from 0 to 1. */
export function* writeTrace(
  session: StoredSession,
  onProgress?: SessionFileOptions['onProgress'],
): Generator<string, void> {
  const { summary, environment, timeOriginMs, frames } = session;
  const { name, tags, note, startedAt } = summary;
  const otherData = { name, tags, ...(note !== '' && { note }), startedAt, timeOriginMs, environment };
  const process: TraceEvent = { name: 'process_name', ph: 'M', pid: 1, tid: 0, args: { name } };
  yield `{"displayTimeUnit":"ms","otherData":${JSON.stringify(otherData)},"traceEvents":[\n${JSON.stringify(process)}`;
  for (const events of traceMarks(frames.events, frames.blocks.at(-1)?.timeMs.at(-1) ?? 0)) yield textOf(events);
  for (const events of traceFrames(session, onProgress)) yield textOf(events);
  yield '\n]}\n';
}

function textOf(events: readonly TraceEvent[]): string {
  return events.map((event) => `,\n${JSON.stringify(event)}`).join('');
}
