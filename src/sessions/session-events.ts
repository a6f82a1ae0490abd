import type { FrameEvent } from '../frames/index.ts';
import type { SnapshotEvent } from './snapshot-parts.ts';

/** A mark's detail is the page's: what is longer as JSON is cut, and kept as text that says so. */
const MAX_DETAIL_LENGTH = 4096;
/** What a cut text ends with. */
const CUT = /… \(cut: \d+ characters of JSON\)$/;

/** The events that lie at least in part between two times, in ms of the page's clock. */
export function eventsBetween(events: readonly FrameEvent[], fromMs: number, toMs: number): FrameEvent[] {
  return events.filter(({ kind, timeMs, durationMs = 0 }) => {
    const isOpen = kind === 'section' && Number.isNaN(durationMs);
    return timeMs <= toMs && (isOpen || timeMs + durationMs >= fromMs);
  });
}

/** An event as plain data that files and the store take. The duration of a section that is still open is null. */
export function eventToFile({ kind, name, timeMs, durationMs, detail }: FrameEvent): SnapshotEvent {
  const plain = plainDetail(detail);
  return {
    kind,
    name: String(name),
    timeMs,
    ...(durationMs !== undefined && { durationMs: Number.isFinite(durationMs) ? durationMs : null }),
    ...(plain !== undefined && { detail: plain }),
  };
}

export function eventFromFile({ kind, name, timeMs, durationMs, detail }: SnapshotEvent): FrameEvent {
  const plain = plainDetail(detail);
  return {
    kind,
    name,
    timeMs,
    ...(durationMs !== undefined && { durationMs: durationMs ?? Number.NaN }),
    ...(plain !== undefined && { detail: plain }),
  };
}

/** The detail as JSON keeps it, without a `__proto__`; undefined when JSON cannot: it is the page's, so it may be anything. */
function plainDetail(detail: unknown): unknown {
  try {
    // From a file or the store: cut once, and not once more each time that it is sent on.
    if (typeof detail === 'string' && detail.length < MAX_DETAIL_LENGTH + 50 && CUT.test(detail)) return detail;
    const text = JSON.stringify(detail);
    if (text === undefined) return undefined;
    if (text.length > MAX_DETAIL_LENGTH) {
      return `${text.slice(0, MAX_DETAIL_LENGTH)}… (cut: ${text.length} characters of JSON)`;
    }
    return JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value));
  } catch {
    return undefined;
  }
}
