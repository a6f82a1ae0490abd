import { useMemo } from 'preact/hooks';
import { useHud, useStats } from '../model/hud-context.ts';
import { createLiveText } from '../parts/live-text.ts';
import { COUNTING } from '../parts/SampleSize.tsx';
import { VERDICT_NAMES } from '../parts/verdict-name.ts';

/** What holds the frames back, with the figures that say so. */
export function VerdictView() {
  const hud = useHud();
  const [name, reason] = useMemo(() => {
    const made = [createLiveText(), createLiveText()] as const;
    made[1].set(COUNTING);
    return made;
  }, []);
  useStats(() => {
    const { verdict } = hud;
    if (verdict === null) {
      name.set('');
      reason.set(COUNTING);
      return;
    }
    name.set(VERDICT_NAMES[verdict.kind], verdict.kind === 'vsync' ? '' : 'over', '', verdict.reason);
    reason.set(verdict.reason, '', verdict.reason);
  }, reason);
  return (
    <p class="verdict" title="What holds the frames back">
      <span class="value" ref={name.ref} />
      <span class="reason" ref={reason.ref} />
    </p>
  );
}
