import type { FrameEvent } from '../frames/index.ts';
import { type TraceEvent, traceSlice, traceTime, traceTrack } from './trace-event.ts';

/** The track of what has no duration, and the first one of what has. */
const MARKS = 5;
const FIRST_LANE = 6;
/** Slices of a track may not overlap, so each kind has a track for each that goes on at a time; what is more is shown as instants. */
const MAX_LANES = 32;
const EVENTS_AT_ONCE = 256;

interface Lane {
  readonly tid: number;
  endMs: number;
}

/** The events of a session: marks as instants, all that lasts as slices. A section that is still open ends with the session. */
export function* traceMarks(events: readonly FrameEvent[], sessionEndMs: number): Generator<TraceEvent[], void> {
  const lanesOfKind = new Map<string, Lane[]>();
  let tid = FIRST_LANE;
  let out = traceTrack(MARKS, 'Marks');
  for (const event of [...events].sort((a, b) => a.timeMs - b.timeMs)) {
    const { kind, name, timeMs, durationMs, detail } = event;
    const isOpen = Number.isNaN(durationMs);
    const endMs = isOpen ? Math.max(timeMs, sessionEndMs) : timeMs + (durationMs ?? Number.NaN);
    const args = {
      ...(detail !== undefined && { detail }),
      ...(isOpen && { open: true }),
    };
    const lanes = lanesOfKind.get(kind) ?? [];
    lanesOfKind.set(kind, lanes);
    let lane = Number.isNaN(endMs) ? undefined : lanes.find((each) => each.endMs <= timeMs);
    if (lane === undefined && !Number.isNaN(endMs) && lanes.length < MAX_LANES) {
      lane = { tid: tid++, endMs };
      lanes.push(lane);
      out.push(...traceTrack(lane.tid, lanes.length === 1 ? kind : `${kind} ${lanes.length}`));
    }
    if (lane === undefined) {
      const length = durationMs === undefined ? {} : { durationMs };
      const ts = traceTime(timeMs);
      out.push({ name, cat: kind, ph: 'i', pid: 1, tid: MARKS, ts, s: 't', args: { ...args, ...length } });
    } else {
      lane.endMs = endMs;
      out.push(traceSlice({ tid: lane.tid, name, cat: kind }, timeMs, endMs, args));
    }
    if (out.length < EVENTS_AT_ONCE) continue;
    yield out;
    out = [];
  }
  yield out;
}
