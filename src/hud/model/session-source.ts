import { signal } from '@preact/signals';
import { sessionHitches } from '../../sessions/session-hitches.ts';
import type { Session } from '../../sessions/session-types.ts';
import { periodsOf } from '../../sessions/source-statistics.ts';
import type { HudModel, HudSource } from './hud-model.ts';

/** A session as what the views show: all of its frames, measured against what its page was. */
export function sessionSource(session: Session, hud: HudModel): HudSource {
  const { frames, summary, thumbnail } = session;
  const { firstFrame, endFrame } = frames;
  const name = signal(summary.name);
  return {
    id: summary.id,
    get name() {
      return name.value;
    },
    thumbnail,
    frames,
    spanMs: Math.max(1, summary.durationMs),
    periods: periodsOf(session.environment),
    window: () => ({ from: firstFrame, to: endFrame }),
    stats: (wanted) => session.stats({ ...wanted, ...hud.budgetOptions }),
    verdict: (wanted) => session.verdict(wanted),
    hitches: (wanted) => sessionHitches(session, wanted),
    rename(next) {
      name.value = next;
    },
  };
}
