import { useMemo } from 'preact/hooks';
import type { FrameStatistics } from '../../analysis/index.ts';
import { useStats } from '../model/hud-context.ts';
import { formatCount } from './format-value.ts';
import { createLiveText } from './live-text.ts';

/** How many frames of how long statistics are of, and what was left out: no figure is worth anything without. */
export function SampleSize({ read }: { readonly read: () => FrameStatistics | null }) {
  const text = useMemo(() => createLiveText(), []);
  useStats(() => {
    const stats = read();
    if (stats === null) return;
    const { count, byReason } = stats.excluded;
    const excluded = count > 0 ? `, ${formatCount(count)} excluded` : '';
    const reasons = Object.entries(byReason).map(([reason, n]) => `${reason}: ${n}`);
    text.set(
      `${formatCount(stats.frames)} frames in ${(stats.durationMs / 1000).toFixed(1)} s${excluded}`,
      '',
      reasons.join(', '),
    );
  });
  return <span class="sample" ref={text.ref} />;
}
