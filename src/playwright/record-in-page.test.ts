import { afterEach, describe, expect, it } from 'vitest';
import { createExamplePage } from '../sessions/example-session.ts';
import { parseSnapshot } from '../sessions/index.ts';
import { judgeMetric } from './judge-metric.ts';
import { measurementOf } from './measurement.ts';
import { recordInPage } from './record-in-page.ts';

const page = globalThis as { __FRAMESCOPE__?: unknown };

afterEach(() => {
  delete page.__FRAMESCOPE__;
});

describe('recordInPage', () => {
  it.each([0, 5])(
    'records the frame before the measured ones, so that all that they count is known, after %i more',
    async (warmup) => {
      const { frames, sessions, metrics, run, nowMs } = createExamplePage();
      const spawns = metrics.registry.registerCounter('game', 'spawns');
      const section = (name: string) => frames.eventLog.section(name, nowMs(), nowMs);
      page.__FRAMESCOPE__ = { scopes: [{ frames, sessions, section }] };
      const timer = setInterval(() => {
        spawns.increment();
        run(1);
      }, 1);
      try {
        const text = await recordInPage({ frames: 10, warmup, name: 'run', timeoutMs: 10_000 });
        const measurement = measurementOf(parseSnapshot(text), 'run');
        expect(measurement.stats.frames).toBeGreaterThanOrEqual(10);
        expect(judgeMetric(measurement, 'game:spawns').measured).toBe(measurement.stats.frames);
      } finally {
        clearInterval(timer);
      }
    },
  );
});
