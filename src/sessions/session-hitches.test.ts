import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hitchCauses } from '../analysis/index.ts';
import { createHistory } from '../frames/example-history.ts';
import { INTERVAL, readColumn, TIME } from '../frames/index.ts';
import { createExamplePage } from './example-session.ts';
import { sessionHitches } from './session-hitches.ts';
import { CPU, GPU } from './source-verdict.ts';

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

  it('reads no more than is needed, and finds what all columns say', () => {
    const work = fc.constantFrom(1, 1, 40, 90, 200);
    const frame = fc.record({
      intervalMs: fc.constantFrom(20, 20, 20, 20, 20, 20, 20, 80, 180, 400),
      cpuMs: work,
      gpuMs: work,
      compileMs: work,
      collects: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 200 }), (rows) => {
        const { registry, history } = createHistory();
        const gauge = (name: string) => registry.registerGauge('engine', name, { reset: 'frame' });
        const [cpu, gpu] = [CPU, GPU].map((key) => gauge(key.slice('engine:'.length)));
        const compile = gauge('webgl.compile_ms');
        const collections = registry.registerCounter('engine', 'memory.gc_suspected');
        const collectionsMs: number[] = [];
        let timeMs = 0;
        for (const [k, row] of rows.entries()) {
          timeMs += row.intervalMs;
          cpu?.set(row.cpuMs);
          gpu?.set(row.gpuMs);
          compile.set(row.compileMs);
          if (row.collects) {
            collections.increment();
            if (k > 0) collectionsMs.push(timeMs);
          }
          registry.endFrame({ timeMs, intervalMs: row.intervalMs, gap: 'none' });
        }
        const all = { from: 0, to: history.endFrame };
        const before = { from: -1, to: history.endFrame - 1 };
        expect(sessionHitches({ frames: history })).toEqual(
          hitchCauses({
            intervals: readColumn(history, INTERVAL, all),
            endMs: readColumn(history, TIME, all),
            cpuMs: readColumn(history, CPU, before),
            gpuMs: readColumn(history, GPU, before),
            compileMs: readColumn(history, 'engine:webgl.compile_ms', before),
            collectionsMs,
            events: [],
          }),
        );
      }),
    );
  });
});
