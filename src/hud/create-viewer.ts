import { FrameHistory } from '../frames/index.ts';
import { EngineMetrics } from '../metrics/index.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { sourceStatistics } from '../sessions/source-statistics.ts';
import { sourceVerdict } from '../sessions/source-verdict.ts';
import { createHud } from './create-hud.tsx';
import type { HudHost, HudOptions } from './hud-types.ts';

/** The panel of the HUD as a page of its own, for sessions of other pages. */
export interface Viewer {
  /**
   * Shows the session of a snapshot or of our CSV, gzip or not. It is kept like an imported one.
   *
   * @throws SessionError as `sessions.import()`
   */
  open(file: Blob | string): Promise<void>;
  destroy(): void;
}

/** Fills the page with a viewer of session files. What it opens stays on this page's origin and goes nowhere else. */
export function createViewer({ theme = 'auto', parent }: Pick<HudOptions, 'theme' | 'parent'> = {}): Viewer {
  const metrics = new EngineMetrics();
  const frames = new FrameHistory(metrics.registry.backend);
  const timers = new Set<ReturnType<typeof setInterval>>();
  const periods = { refreshMs: Number.NaN, budgetMs: Number.NaN };
  let loading: Promise<Sessions> | null = null;
  const every: HudHost['every'] = (everyMs, run) => {
    const timer = setInterval(run, everyMs);
    timers.add(timer);
    return () => {
      clearInterval(timer);
      timers.delete(timer);
    };
  };
  const sessions = () => {
    loading ??= import('../sessions/create-sessions.ts').then(
      ({ createSessions }) => createSessions({ metrics, frames, every, environment: () => ({}) }),
      (error) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  const hud = createHud(
    {
      metrics,
      frames,
      isLive: false,
      refresh: { periodMs: Number.NaN, method: 'pending' },
      budgetMs: Number.NaN,
      stats: (options = {}) => sourceStatistics(frames, options, periods),
      verdict: (options = {}) => sourceVerdict(frames, options, periods.refreshMs),
      sessions,
      every,
      reportSelfMs: () => undefined,
    },
    { mode: 'panel', theme, ...(parent !== undefined && { parent }) },
  );
  return {
    async open(file) {
      hud.open(await (await sessions()).import(file));
    },
    destroy() {
      hud.destroy();
      for (const timer of timers) clearInterval(timer);
      loading?.then(
        (all) => all.destroy(),
        () => {},
      );
    },
  };
}
