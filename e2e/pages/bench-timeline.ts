// A recorded session of at least ?frames= frames, a million by default, in the panel that fills a page, as the viewer shows it.
import { FrameHistory } from '../../src/frames/index.ts';
import { createHud, type Hud, type HudHost } from '../../src/hud/index.ts';
import { readTimeline, type Timeline } from '../../src/hud/timeline/timeline.ts';
import { EngineMetrics, type FrameBlock } from '../../src/metrics/index.ts';
import { sourceStatistics } from '../../src/sessions/source-statistics.ts';
import { sourceVerdict } from '../../src/sessions/source-verdict.ts';
import { StoredSession } from '../../src/sessions/stored-session.ts';
import { simulateFrames } from './hud-frames.ts';
import { simulateSessions } from './hud-sessions.ts';

export interface TimelinePage {
  readonly hud: Hud;
  readonly session: StoredSession;
  /** Reads the whole session as the view does, without a view. */
  read(): Timeline;
}
declare global {
  var timelinePage: TimelinePage;
}

const PERIOD_MS = 1000 / 60;
const wanted = Number(new URLSearchParams(location.search).get('frames') ?? 1_000_000);

const metrics = EngineMetrics.withDefaultConfig();
const live = new FrameHistory(metrics.registry.backend);
const session = new StoredSession({
  summary: {
    id: 'million',
    name: 'A million frames',
    tags: [],
    note: '',
    startedAt: Date.parse('2026-11-20T12:00:00Z'),
    durationMs: 0,
    frames: 0,
    bytes: 0,
    pinned: false,
    state: 'complete',
  },
  environment: {
    framescope: '0',
    url: null,
    userAgent: null,
    gpu: null,
    refreshMs: PERIOD_MS,
    refreshMethod: 'given',
    budgetMs: null,
    viewport: null,
    crossOriginIsolated: true,
    hardwareConcurrency: null,
  },
  timeOriginMs: 0,
  histograms: [],
  events: [],
  blocks: recordBlocks(),
});

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
};
document.documentElement.dataset.ready = 'true';

/** Sealed blocks, as a session store writes them, of the frames of a game. */
function recordBlocks(): FrameBlock[] {
  const blocks: FrameBlock[] = [];
  const nothing = () => Promise.resolve();
  metrics.registry.backend.sinks.add({
    onLayout: () => undefined,
    onBlock: (block) => void blocks.push(block),
    flush: nothing,
    close: nothing,
  });
  const frames = simulateFrames('game');
  let timeMs = 0;
  for (
    let frame = 0;
    frame < wanted || (blocks.at(-1)?.firstFrame ?? 0) + (blocks.at(-1)?.frames ?? 0) < wanted;
    frame++
  ) {
    const { intervalMs, cpuMs, gpuMs, drawCalls, triangles, heapMb, gap } = frames.next().value;
    timeMs += intervalMs;
    metrics.updateFrame({
      timeMs,
      frameTimeMs: gap === 'none' ? intervalMs : Number.NaN,
      gap,
      cpuTimeMs: cpuMs,
      gpuTimeMs: gpuMs,
      drawCalls,
      triangles,
      memoryMb: heapMb,
    });
    if (frame % 100 === 0) live.maintain();
  }
  return blocks;
}
