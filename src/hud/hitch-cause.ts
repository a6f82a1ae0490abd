import type { FrameEvent } from '../frames/index.ts';

const MAX_LENGTH = 24;

/** What ran in the long frame that takes most of a span, as the end of a label; empty when there was none. The text is the page's. */
export function hitchCause(events: readonly FrameEvent[], fromMs: number, toMs: number): string {
  let most = 0;
  let cause = '';
  for (const { kind, name, timeMs, durationMs = 0 } of events) {
    if (kind !== 'long-frame') continue;
    const sharedMs = Math.min(timeMs + durationMs, toMs) - Math.max(timeMs, fromMs);
    if (sharedMs <= most) continue;
    most = sharedMs;
    cause = name;
  }
  if (cause === '') return '';
  return ` ${cause.length > MAX_LENGTH ? `${cause.slice(0, MAX_LENGTH - 1)}…` : cause}`;
}
