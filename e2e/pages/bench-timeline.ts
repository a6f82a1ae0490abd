// A recorded session of at least ?frames= frames, a million by default, in the panel that fills a page, as the viewer shows it.
import { FrameHistory } from '../../src/frames/index.ts';
import { createHud, type Hud, type HudHost } from '../../src/hud/index.ts';
import { createTimelinePoints, readTimeline, type Timeline } from '../../src/hud/timeline/timeline.ts';
import { EngineMetrics, type FrameBlock } from '../../src/metrics/index.ts';
import { sourceStatistics } from '../../src/sessions/source-statistics.ts';
import { sourceVerdict } from '../../src/sessions/source-verdict.ts';
import type { StoredSession } from '../../src/sessions/stored-session.ts';
import { simulateSessions } from './hud-sessions.ts';
import { PERIOD_MS, simulateBlocks, simulatedSession } from './simulated-session.ts';

export interface TimelinePage {
  readonly hud: Hud;
  readonly session: StoredSession;
  /** Reads the whole session as the view does, without a view. */
  read(): Timeline;
  readonly createPoints: typeof createTimelinePoints;
}
declare global {
  var timelinePage: TimelinePage;
}

const wanted = Number(new URLSearchParams(location.search).get('frames') ?? 1_000_000);

const metrics = EngineMetrics.withDefaultConfig();
const live = new FrameHistory(metrics.registry.backend);
const endOf = (block?: FrameBlock) => (block === undefined ? 0 : block.firstFrame + block.frames);
const recorded = simulateBlocks(metrics, live, (blocks) => endOf(blocks.at(-1)) >= wanted);
const session = simulatedSession('A million frames', 0, recorded);

const periods = { refreshMs: PERIOD_MS, budgetMs: PERIOD_MS };
const host: HudHost = {
  metrics,
  frames: live,
  isLive: false,
  refresh: { periodMs: PERIOD_MS, method: 'given' },
  budgetMs: PERIOD_MS,
  stats: (options = {}) => sourceStatistics(live, options, periods),
  verdict: (options = {}) => sourceVerdict(live, options, PERIOD_MS),
  sessions: async () => simulateSessions(host, live, session.summary.startedAt, 0, { waiting: null, exported: [] }),
  every: () => () => undefined,
  reportSelfMs: () => undefined,
};
const hud = createHud(host, { mode: 'panel', theme: 'dark', remember: false });
globalThis.timelinePage = {
  hud,
  session,
  read() {
    const { frames } = session;
    const reading = readTimeline(frames, { from: frames.firstFrame, to: frames.endFrame });
    let step = reading.next();
    while (!step.done) step = reading.next();
    return step.value;
  },
  createPoints: createTimelinePoints,
};
document.documentElement.dataset.ready = 'true';
