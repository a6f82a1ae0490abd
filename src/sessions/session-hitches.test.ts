import { describe, expect, it } from 'vitest';
import { createExamplePage } from './example-session.ts';
import { sessionHitches } from './session-hitches.ts';

/**
 * Frames of 10 ms, and one interval of 100 ms. The frame before it has so many ms of CPU time; at 0 it compiles instead, below 0 a collection is
 * suspected some frames later.
 */
async function recordHitch(cpuTimeMs: number) {
  const page = createExamplePage();
  const { metrics, frames } = page;
  const compile = metrics.registry.registerGauge('engine', 'webgl.compile_ms', {
    labels: { context: '1' },
    reset: 'frame',
  });
  const collections = metrics.registry.registerCounter('engine', 'memory.gc_suspected');
  const { summary } = await page.sessions.start();
  let timeMs = 0;
  for (let k = 0; k < 60; k++) {
    const frameTimeMs = k === 31 ? 100 : 10;
    timeMs += frameTimeMs;
    if (k === 30 && cpuTimeMs === 0) compile.set(80);
    if (k === 40 && cpuTimeMs < 0) collections.increment();
    metrics.updateFrame({
      timeMs,
      frameTimeMs,
      gap: 'none',
      ...(cpuTimeMs > 0 && { cpuTimeMs: k === 30 ? cpuTimeMs : 2 }),
    });
    frames.maintain();
  }
  await page.sessions.stop();
  return page.sessions.open(summary.id);
}

describe('sessionHitches', () => {
  it('puts a hitch down to the work of the frame before', async () => {
    const [hitch, ...others] = sessionHitches(await recordHitch(90));
    expect(hitch).toMatchObject({ index: 31, timeMs: 310, durationMs: 100, cause: 'script' });
    expect(others).toEqual([]);
  });

  it('finds compiling and suspected collections, and knows when it does not know', async () => {
    expect(sessionHitches(await recordHitch(0)).map(({ cause }) => cause)).toEqual(['compile']);
    expect(sessionHitches(await recordHitch(-1)).map(({ cause }) => cause)).toEqual(['gc']);
    expect(sessionHitches(await recordHitch(2)).map(({ cause }) => cause)).toEqual(['unknown']);
  });

  it('takes a part of the session', async () => {
    const session = await recordHitch(90);
    expect(sessionHitches(session, { window: { fromMs: 0, toMs: 300 } })).toEqual([]);
    expect(() => sessionHitches(session, { lastMs: -1 })).toThrow('lastMs must be a number above 0');
  });
});
