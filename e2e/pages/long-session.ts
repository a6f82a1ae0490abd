// A session of ?hours=, ten by default, of a game at 60 Hz, in the panel that fills a page, as the viewer shows it. Half an hour is
// simulated, and what follows is the same again: times and counters go on.
import { FrameHistory } from '../../src/frames/index.ts';
import { createHud, type Hud, type HudHost } from '../../src/hud/index.ts';
import { EngineMetrics, type FrameBlock } from '../../src/metrics/index.ts';
import { sourceStatistics } from '../../src/sessions/source-statistics.ts';
import { sourceVerdict } from '../../src/sessions/source-verdict.ts';
import type { StoredSession } from '../../src/sessions/stored-session.ts';
import { simulateSessions } from './hud-sessions.ts';
import { PERIOD_MS, STARTED_AT, simulateBlocks, simulatedSession } from './simulated-session.ts';

export interface LongSessionPage {
  readonly hud: Hud;
  readonly session: StoredSession;
}
declare global {
  var longSessionPage: LongSessionPage;
}

/** Two periods of the simulated hitches: 12 blocks and about a minute. */
const REPEATED_BLOCKS = 105;
const hours = Number(new URLSearchParams(location.search).get('hours') ?? 10);

const metrics = EngineMetrics.withDefaultConfig();
const draws = metrics.registerCustomCounter('draws', 'engine', 'rendering.draw_calls_total', 'All draw calls');
const live = new FrameHistory(metrics.registry.backend);
const periods = { refreshMs: PERIOD_MS, budgetMs: PERIOD_MS };
const recorded = simulateBlocks(
  metrics,
  live,
  (blocks) => blocks.length >= REPEATED_BLOCKS,
  ({ drawCalls }) => draws.increment(drawCalls),
);
const session = simulatedSession('Soak test', STARTED_AT, repeat(recorded, hours * 3_600_000));

const host: HudHost = {
  metrics,
  frames: live,
  isLive: false,
  refresh: { periodMs: PERIOD_MS, method: 'given' },
  budgetMs: PERIOD_MS,
  stats: (options = {}) => sourceStatistics(live, options, periods),
  verdict: (options = {}) => sourceVerdict(live, options, PERIOD_MS),
  sessions: async () => simulateSessions(host, live, STARTED_AT, 0, { waiting: null, exported: [] }),
  every(everyMs, run) {
    const timer = setInterval(run, everyMs);
    return () => clearInterval(timer);
  },
  reportSelfMs: () => undefined,
};
const hud = createHud(host, { mode: 'panel', theme: 'dark', remember: false });
globalThis.longSessionPage = { hud, session };
document.documentElement.dataset.ready = 'true';

/** The blocks again and again, until they last so long. What does not grow is shared. */
function repeat(blocks: readonly FrameBlock[], lengthMs: number): FrameBlock[] {
  const [first, last] = [blocks[0] as FrameBlock, blocks.at(-1) as FrameBlock];
  const roundFrames = last.firstFrame + last.frames - first.firstFrame;
  const roundMs = (last.timeMs.at(-1) ?? 0) - (first.timeMs[0] ?? 0) + PERIOD_MS;
  const growth = last.columns.map((values, k) => (values.at(-1) ?? 0) - (first.columns[k]?.[0] ?? 0));
  const isGrowing = last.layout.columns.map((column) => column?.descriptor.type !== 'gauge');
  const plus = (values: Float64Array, by: number) => (by === 0 ? values : values.map((value) => value + by));
  const repeated: FrameBlock[] = [];
  for (let round = 0; round * roundMs < lengthMs; round++) {
    for (const block of blocks) {
      if (round * roundMs + (block.timeMs[0] ?? 0) > lengthMs) break;
      const grown = (values: Float64Array, k: number) =>
        isGrowing[k] ? plus(values, round * (growth[k] ?? 0)) : values;
      repeated.push({
        ...block,
        firstFrame: block.firstFrame + round * roundFrames,
        timeMs: plus(block.timeMs, round * roundMs),
        columns: block.columns.map(grown),
        min: block.min.map((value, k) => value + (isGrowing[k] ? round * (growth[k] ?? 0) : 0)),
        max: block.max.map((value, k) => value + (isGrowing[k] ? round * (growth[k] ?? 0) : 0)),
      });
    }
  }
  return repeated;
}
