import { useMemo } from 'preact/hooks';
import type { FrameStatistics } from '../../analysis/index.ts';
import { useStats } from '../model/hud-context.ts';
import { formatCount, formatSpan, spanDecimals } from './format-value.ts';
import { createLiveText } from './live-text.ts';

/** In place of what is said of frames that are still counted. */
export const COUNTING = 'Counting…';
/** Why statistics of no frame are dashes. */
export const NO_FRAME = 'No frame was measured';

interface Props {
  readonly read: () => FrameStatistics | null;
  /** Of how many ms the frames are, where the statistics are of other times than theirs. */
  readonly durationMs?: () => number;
}

/** How many frames of how long statistics are of, and what was left out: no figure is worth anything without. */
export function SampleSize({ read, durationMs }: Props) {
  const text = useMemo(() => {
    const made = createLiveText();
    // Until there are some, as of a stored session of hours.
    made.set(COUNTING);
    return made;
  }, []);
  useStats(() => {
    const stats = read();
    if (stats === null) return text.set(COUNTING);
    const spanMs = durationMs?.() ?? stats.durationMs;
    const { count, byReason } = stats.excluded;
    const excluded = count > 0 ? `, ${formatCount(count)} excluded` : '';
    const reasons = Object.entries(byReason).map(([reason, n]) => `${reason}: ${n}`);
    text.set(
      `${formatCount(stats.frames)} ${stats.frames === 1 ? 'frame' : 'frames'} in ${formatSpan(spanMs, spanDecimals(spanMs))}${excluded}`,
      '',
      reasons.join(', '),
    );
  }, text);
  return <span class="sample" ref={text.ref} />;
}
