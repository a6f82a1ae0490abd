import { effect, untracked } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Sessions } from '../../sessions/sessions.ts';
import { useHud, useStats } from '../model/hud-context.ts';
import type { HudModel } from '../model/hud-model.ts';
import { formatMs } from '../parts/format-value.ts';
import { VERDICT_NAMES } from '../parts/verdict-name.ts';
import { type Announcer, createAnnouncer } from './announcer.ts';

interface Voice {
  readonly announcer: Announcer;
  /** Where it is read out; null while the HUD is hidden. */
  region: HTMLElement | null;
}

/** One for each HUD: shown again, or in another window, it still knows when it spoke last. */
const voices = new WeakMap<HudModel, Voice>();

function createVoice(): Voice {
  const voice: Voice = {
    announcer: createAnnouncer({
      now: () => performance.now(),
      later(delayMs, run) {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      say(text) {
        const { region } = voice;
        // What stays the same is not read again.
        if (region !== null) region.textContent = region.textContent === text ? `${text}\u00a0` : text;
      },
      formatMs,
    }),
    region: null,
  };
  return voice;
}

/** Reads out what changes and matters, for who does not see it. */
export function Announcements() {
  const hud = useHud();
  const region = useRef<HTMLDivElement>(null);
  const voice = voices.get(hud) ?? createVoice();
  voices.set(hud, voice);
  const { announcer } = voice;
  // Elsewhere nobody records by the HUD, and the sessions' code is not loaded for this.
  const hasSessions = hud.host.isLive !== false && hud.mode.value === 'panel';
  /** The source whose hitches are known up to a time. */
  const seen = useRef({ name: hud.source.peek().name, hitchMs: Number.NaN });

  useLayoutEffect(() => {
    voice.region = region.current;
    const stopTold = effect(() => {
      for (const text of hud.told.value) announcer.tell(text);
      untracked(() => {
        if (hud.told.peek().length > 0) hud.told.value = [];
      });
    });
    return () => {
      stopTold();
      announcer.pause();
      voice.region = null;
    };
  }, [hud]);
  useLayoutEffect(() => (hasSessions ? followSessions() : undefined), [hud, hasSessions]);

  function followSessions(): () => void {
    let isShown = true;
    let unsubscribe = () => {};
    let name: string | null = null;
    const write = ({ current }: Sessions) => {
      const before = name;
      name = current?.summary.name ?? null;
      announcer.set('recording', name !== null ? `Recording ${name}` : before === null ? '' : `Recorded ${before}`);
    };
    hud.host.sessions().then(
      (sessions) => {
        if (!isShown) return;
        write(sessions);
        unsubscribe = sessions.subscribe(() => write(sessions));
      },
      // The session bar tells.
      () => undefined,
    );
    return () => {
      isShown = false;
      unsubscribe();
    };
  }

  useStats(() => {
    const { verdict, hitches } = hud;
    const { name } = hud.source.peek();
    if (name !== seen.current.name) {
      seen.current = { name, hitchMs: Number.NaN };
      announcer.tell(`Showing ${name ?? 'the live frames'}`);
    }
    if (name !== null) return;
    if (verdict !== null && verdict.kind !== 'unknown') announcer.set('verdict', VERDICT_NAMES[verdict.kind]);
    const meanMs = hud.recent[0] as number;
    if (!Number.isNaN(meanMs))
      announcer.set('budget', meanMs > hud.overBudgetMs ? 'Over budget' : 'Within budget again');
    const { hitchMs } = seen.current;
    const lately = hitches.filter(({ timeMs }) => timeMs > hitchMs);
    seen.current.hitchMs = Math.max(...hitches.map(({ timeMs }) => timeMs), hitchMs || 0);
    // What was there before is no news.
    if (!Number.isNaN(hitchMs))
      announcer.addHitches(lately.length, Math.max(...lately.map(({ durationMs }) => durationMs)));
  });

  return <div class="announcements" role="status" aria-label="What has changed" ref={region} />;
}
