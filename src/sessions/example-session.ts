import { FrameHistory } from '../frames/index.ts';
import { EngineMetrics, InMemoryBackend, MetricsRegistry } from '../metrics/index.ts';
import { createSessions } from './create-sessions.ts';
import type { SessionEnvironment } from './session-types.ts';
import type { SessionLibrary } from './sessions.ts';

/** A page's worth of metrics and sessions for tests, with a clock of its own and a store that is the memory. */
export interface ExamplePage {
  readonly metrics: EngineMetrics;
  readonly frames: FrameHistory;
  readonly sessions: SessionLibrary;
  readonly warnings: string[];
  /** What the page says about itself; may be changed. */
  environment: SessionEnvironment;
  /** Ends so many frames, with values that differ from frame to frame but not from run to run. */
  run(frames: number): void;
  /** Runs what is due every so many ms. */
  tick(): void;
  nowMs(): number;
}

const ENVIRONMENT: SessionEnvironment = {
  framescope: '1.2.3',
  url: 'https://example.com/game',
  userAgent: 'Test/1.0',
  gpu: null,
  refreshMs: 16.666,
  refreshMethod: 'given',
  budgetMs: null,
  viewport: { widthCssPx: 1280, heightCssPx: 720, pixelRatio: 1.5 },
  crossOriginIsolated: true,
  hardwareConcurrency: 8,
};

export function createExamplePage(): ExamplePage {
  let nowMs = 1000;
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 0x7fffffff;
    return seed / 0x7fffffff;
  };
  const warnings: string[] = [];
  const tasks: (() => void)[] = [];
  const registry = new MetricsRegistry(new InMemoryBackend(), {
    now: () => nowMs,
    warn: (message) => warnings.push(message),
  });
  const metrics = EngineMetrics.withDefaultConfig(registry);
  const load = registry.registerHistogram('game', 'load "x"', { boundaries: [1, 5, 10], labels: { a: 'b\n"{}' } });
  const pass = registry.registerGauge('game', 'pass_ms', { reset: 'frame', better: 'lower', budget: 4 });
  registry.registerCounter('game', 'secret', { history: 'none' }).increment();
  const hits = registry.family('counter', 'game', 'hits', { labels: ['zone'] });
  const frames = new FrameHistory(registry.backend);
  const sessions = createSessions({
    metrics,
    frames,
    environment: () => page.environment,
    every(_, run) {
      tasks.push(run);
      return () => tasks.splice(tasks.indexOf(run), 1);
    },
  });
  const page: ExamplePage = {
    metrics,
    frames,
    sessions,
    warnings,
    environment: ENVIRONMENT,
    run(count) {
      for (let k = 0; k < count; k++) {
        const frameTimeMs = 16 + 10 * random() ** 8;
        const isHidden = frames.nextFrame % 97 === 60;
        nowMs += isHidden ? 5000 : frameTimeMs;
        load.record(12 * random());
        hits.with(k % 3).increment();
        if (random() < 0.5) pass.set(random());
        metrics.updateFrame({
          timeMs: nowMs,
          frameTimeMs: isHidden ? Number.NaN : frameTimeMs,
          gap: isHidden ? 'hidden' : 'none',
          cpuTimeMs: 4 * random(),
          drawCalls: 100,
        });
        frames.maintain();
      }
    },
    tick() {
      for (const task of tasks) task();
    },
    nowMs: () => nowMs,
  };
  return page;
}
