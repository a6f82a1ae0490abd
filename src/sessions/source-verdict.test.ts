import { describe, expect, it } from 'vitest';
import { FrameHistory } from '../frames/index.ts';
import { EngineMetrics } from '../metrics/index.ts';
import { sourceVerdict } from './source-verdict.ts';

const P = 1000 / 60;

/** Frames, each with the CPU time that the next one waits for. */
function createFrames(cpuTimes: readonly number[]): FrameHistory {
  const metrics = EngineMetrics.withDefaultConfig();
  const frames = new FrameHistory(metrics.registry.backend);
  let timeMs = 0;
  let beforeMs = Number.NaN;
  for (const cpuTimeMs of cpuTimes) {
    const frameTimeMs = Math.max(1, Math.ceil(beforeMs / P)) * P;
    timeMs += frameTimeMs || 0;
    metrics.updateFrame({ timeMs, frameTimeMs, cpuTimeMs, gap: Number.isNaN(beforeMs) ? 'start' : 'none' });
    beforeMs = cpuTimeMs;
  }
  return frames;
}

describe('sourceVerdict', () => {
  it('takes an interval together with the work of the frame before, which it waited for', () => {
    const frames = createFrames(Array.from({ length: 120 }, (_, k) => (k % 2 === 0 ? 30 : 2)));
    expect(sourceVerdict(frames, {}, P)).toMatchObject({ kind: 'cpu', cpuMs: 30, frames: 119, lateFrames: 60 });
  });

  it('looks at the frames that the options ask for', () => {
    const frames = createFrames(Array.from({ length: 240 }, (_, k) => (k < 120 ? 30 : 2)));
    expect(sourceVerdict(frames, { lastMs: 1000 }, P)).toMatchObject({ kind: 'vsync', lateFrames: 0 });
    expect(sourceVerdict(frames, { window: { fromMs: 0, toMs: 3000 } }, P).kind).toBe('cpu');
    expect(() => sourceVerdict(frames, { lastMs: -1 }, P)).toThrow('lastMs must be a number above 0');
  });
});
