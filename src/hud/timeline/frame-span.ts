import { GAP_REASONS } from '../../metrics/index.ts';
import { formatMs, formatSpan } from '../parts/format-value.ts';
import { firstIndex } from './first-index.ts';
import type { TimeRange } from './time-range.ts';
import type { Timeline, TimelineGap } from './timeline.ts';

/** From the begin of a frame to that of the next. */
export interface FrameSpan extends TimeRange {
  /** How long it is, in words; of a gap also why it was not measured, where that is known. */
  readonly what: string;
}

/** The interval that ends at a frame's begin. */
export function frameSpan({ gaps, timeOf, valuesOf }: Timeline, frame: number): FrameSpan {
  const [intervalMs] = valuesOf(frame);
  const toMs = timeOf(frame);
  if (!Number.isNaN(intervalMs)) return { fromMs: toMs - intervalMs, toMs, what: `${formatMs(intervalMs)} ms` };
  const fromMs = timeOf(frame - 1);
  const gap = gaps[firstIndex(gaps.length, (k) => (gaps[k] as TimelineGap).toMs >= toMs)];
  const reason = gap?.toMs === toMs && GAP_REASONS[gap.reason];
  return { fromMs, toMs, what: `gap of ${formatSpan(toMs - fromMs, 2)}${reason ? ` (${reason})` : ''}` };
}
