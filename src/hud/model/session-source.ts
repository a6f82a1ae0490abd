import { signal } from '@preact/signals';
import { sourceHitchSteps } from '../../sessions/session-hitches.ts';
import type { Session } from '../../sessions/session-types.ts';
import { periodsOf, sourceStatisticsSteps } from '../../sessions/source-statistics.ts';
import { sourceVerdictSteps } from '../../sessions/source-verdict.ts';
import type { HudModel } from './hud-model.ts';
import type { HudSource } from './hud-source.ts';

/** A session as what the views show: all of its frames, measured against what its page was. */
export function sessionSource(session: Session, hud: HudModel): HudSource {
  const { frames, summary, thumbnail } = session;
  const { firstFrame, endFrame } = frames;
  const name = signal(summary.name);
  const periods = periodsOf(session.environment);
  return {
    id: summary.id,
    get name() {
      return name.value;
    },
    thumbnail,
    frames,
    spanMs: Math.max(1, summary.durationMs),
    periods,
    window: () => ({ from: firstFrame, to: endFrame }),
    // As the session itself would have them, but in steps: it may be of hours.
    stats: (wanted) => sourceStatisticsSteps(frames, { ...wanted, ...hud.budgetOptions }, periods),
    verdict: (wanted = {}) => sourceVerdictSteps(frames, wanted, periods.refreshMs),
    hitches: (wanted = {}, medianMs) => sourceHitchSteps(frames, wanted, medianMs),
    rename(next) {
      name.value = next;
    },
  };
}
