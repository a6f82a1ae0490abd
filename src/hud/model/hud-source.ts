import type { FrameStatistics, FrameVerdict, Hitch } from '../../analysis/index.ts';
import { oneStep, type Steps } from '../../analysis/steps.ts';
import { type FrameSource, type FrameWindow, lastWindow } from '../../frames/index.ts';
import { sessionHitches } from '../../sessions/session-hitches.ts';
import type { StatsOptions } from '../../sessions/session-types.ts';
import type { FramePeriods } from '../../sessions/source-statistics.ts';
import type { HudHost } from '../hud-types.ts';

/** What charts and statistics look back on in a live source: the default window of `host.stats()`. */
const LIVE_SPAN_MS = 10_000;

/** What the views show: the live frames, or a stored session. */
export interface HudSource {
  /** Of the stored session; null when live. */
  readonly id: string | null;
  /** The stored session's name; null when live. */
  readonly name: string | null;
  /** What its canvas showed, as `Session.thumbnail`. */
  readonly thumbnail: string | null;
  readonly frames: FrameSource;
  readonly spanMs: number;
  /** What its frames are measured against; NaN where it is not known. */
  readonly periods: FramePeriods;
  /** The frames that are shown. */
  window(): FrameWindow;
  /** Of the frames that are shown, or of those that the options ask for. All in steps: a stored session may be of hours. */
  stats(options?: StatsOptions): Steps<FrameStatistics>;
  verdict(options?: StatsOptions): Steps<FrameVerdict>;
  /** @param medianMs of the frame intervals, when it is known already: saves a sort */
  hitches(options?: StatsOptions, medianMs?: number): Steps<readonly Hitch[]>;
  /** Its session has another name; who reads `name` is rendered again. */
  rename(name: string): void;
}

/** The last frames, and the one before them: lines, and gaps, go on over a chart's left edge. */
export function chartWindow(frames: FrameSource, spanMs: number): FrameWindow {
  const { from, to } = lastWindow(frames, spanMs);
  return { from: Math.max(frames.firstFrame, from - 1), to };
}

/** What happens on the page now. */
export function liveSource(host: HudHost, budgetOptions: () => { budgetMs?: number }): HudSource {
  const recent = { lastMs: LIVE_SPAN_MS };
  /** All that is drawn after a frame asks for it. */
  let shown: FrameWindow = { from: 0, to: 0 };
  return {
    id: null,
    name: null,
    thumbnail: null,
    frames: host.frames,
    spanMs: LIVE_SPAN_MS,
    periods: {
      get refreshMs() {
        return host.refresh.periodMs;
      },
      get budgetMs() {
        return host.budgetMs;
      },
    },
    window() {
      if (shown.to !== host.frames.endFrame) shown = chartWindow(host.frames, LIVE_SPAN_MS);
      return shown;
    },
    stats: (wanted = recent) => oneStep(() => host.stats({ ...wanted, ...budgetOptions() })),
    verdict: (wanted = recent) => oneStep(() => host.verdict(wanted)),
    hitches: (wanted = recent) => oneStep(() => sessionHitches(host, wanted)),
    rename: () => undefined,
  };
}
