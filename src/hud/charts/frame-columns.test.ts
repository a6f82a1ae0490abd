import { describe, expect, it } from 'vitest';
import { FrameHistory } from '../../frames/index.ts';
import { EngineMetrics } from '../../metrics/index.ts';
import { CPU, createFrameColumns } from './frame-columns.ts';

describe('createFrameColumns', () => {
  it('puts the CPU time of a frame beside the interval that it took, which ends as the next one begins', () => {
    const metrics = EngineMetrics.withDefaultConfig();
    const history = new FrameHistory(metrics.registry.backend);
    // The second frame takes 90 ms, so it is the third whose interval is long.
    const frames = [
      { timeMs: 1000, frameTimeMs: Number.NaN, gap: 'start', cpuTimeMs: 2 },
      { timeMs: 1016, frameTimeMs: 16, cpuTimeMs: 90 },
      { timeMs: 1116, frameTimeMs: 100, cpuTimeMs: 3 },
      { timeMs: 1132, frameTimeMs: 16, cpuTimeMs: 4 },
    ] as const;
    for (const frame of frames) metrics.updateFrame(frame);
    const columns = createFrameColumns(CPU);
    columns.read(history, { from: 0, to: 4 });
    expect([...columns.intervals]).toEqual([Number.NaN, 16, 100, 16]);
    expect([...(columns.series[1] as Float64Array)].slice(0, 4)).toEqual([Number.NaN, 2, 90, 3]);
    columns.read(history, { from: 2, to: 4 });
    expect([...(columns.series[1] as Float64Array)].slice(0, 2)).toEqual([90, 3]);
    expect(columns.endMs).toBe(1132);
  });
});
