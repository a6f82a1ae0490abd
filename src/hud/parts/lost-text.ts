import type { FrameSource, FrameWindow } from '../../frames/index.ts';
import { formatCount } from './format-value.ts';

/** What is said of frames that their source has forgotten, as live ones that stand still may be; empty where it has them all. */
export function lostText({ firstFrame }: Pick<FrameSource, 'firstFrame'>, { from, to }: FrameWindow): string {
  const lost = Math.min(to, firstFrame) - from;
  if (lost <= 0) return '';
  if (lost < to - from) return `${formatCount(lost)} of ${formatCount(to - from)} frames are no longer kept`;
  return lost === 1 ? 'This frame is no longer kept' : 'These frames are no longer kept';
}
