import type { FrameEvent } from '../frames/index.ts';

const MAX_LENGTH = 24;

/**
 * What took most of a span, as the end of a label: what was compiled, when that took half of it, else what ran in the long frame; empty
 * when there was none. The text is the page's.
 */
export function hitchCause(events: readonly FrameEvent[], fromMs: number, toMs: number): string {
  let most = 0;
  let cause = '';
  for (const { kind, name, timeMs, durationMs = 0 } of events) {
    const sharedMs = Math.min(timeMs + durationMs, toMs) - Math.max(timeMs, fromMs);
    if (kind === 'compile' && sharedMs >= (toMs - fromMs) / 2) return ` ${name}`;
    if (kind !== 'long-frame' || sharedMs <= most) continue;
    most = sharedMs;
    cause = name;
  }
  if (cause === '') return '';
  return ` ${cause.length > MAX_LENGTH ? `${cause.slice(0, MAX_LENGTH - 1)}…` : cause}`;
}
