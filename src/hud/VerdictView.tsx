import { useMemo } from 'preact/hooks';
import type { VerdictKind } from '../analysis/index.ts';
import { MISSING } from './format-value.ts';
import { useHud, useStats } from './hud-context.ts';
import { createLiveText } from './live-text.ts';

const NAMES: Readonly<Record<VerdictKind, string>> = {
  vsync: 'On pace',
  cpu: 'CPU-bound',
  gpu: 'GPU-bound',
  throttled: 'Throttled',
  blocked: 'Blocked',
  unknown: MISSING,
};
/** What holds the frames back, with the figures that say so. */
export function VerdictView() {
  const hud = useHud();
  const [name, reason] = useMemo(() => [createLiveText(), createLiveText()] as const, []);
  useStats(() => {
    const { verdict } = hud;
    if (verdict === null) return;
    name.set(NAMES[verdict.kind], verdict.kind === 'vsync' ? '' : 'over', '', verdict.reason);
    reason.set(verdict.reason, '', verdict.reason);
  });
  return (
    <p class="verdict" title="What holds the frames back">
      <span class="value" ref={name.ref} />
      <span class="reason" ref={reason.ref} />
    </p>
  );
}
