/** A span of the clock, in ms. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** No less is shown: a few frames. */
export const LEAST_SPAN_MS = 40;

/** The range, moved and if need be shortened until it lies in the bounds. */
function clampRange({ fromMs, toMs }: TimeRange, bounds: TimeRange): TimeRange {
  const spanMs = Math.min(Math.max(LEAST_SPAN_MS, toMs - fromMs), bounds.toMs - bounds.fromMs);
  const from = Math.min(Math.max(fromMs, bounds.fromMs), bounds.toMs - spanMs);
  return { fromMs: from, toMs: from + spanMs };
}

/** `factor` times as long, with `atMs` where it was. */
export function zoomRange({ fromMs, toMs }: TimeRange, factor: number, atMs: number, bounds: TimeRange): TimeRange {
  const spanMs = Math.max(LEAST_SPAN_MS, (toMs - fromMs) * factor);
  const part = (atMs - fromMs) / (toMs - fromMs);
  return clampRange({ fromMs: atMs - part * spanMs, toMs: atMs + (1 - part) * spanMs }, bounds);
}

/** As long, `byMs` later. */
export function panRange({ fromMs, toMs }: TimeRange, byMs: number, bounds: TimeRange): TimeRange {
  return clampRange({ fromMs: fromMs + byMs, toMs: toMs + byMs }, bounds);
}

/** The range, moved until `atMs` is in it, with some room beside; as it is where it is in sight already, or it would move under the pointer. */
export function revealTime(range: TimeRange, atMs: number, bounds: TimeRange): TimeRange {
  const marginMs = (range.toMs - range.fromMs) / 20;
  if (atMs < range.fromMs) return panRange(range, atMs - marginMs - range.fromMs, bounds);
  if (atMs > range.toMs) return panRange(range, atMs + marginMs - range.toMs, bounds);
  return range;
}
