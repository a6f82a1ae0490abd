import { describe, expect, it } from 'vitest';
import { FrameHistory, type FrameSource } from '../../frames/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import { EngineMetrics } from '../../metrics/index.ts';
import { CPU } from '../charts/frame-columns.ts';
import { frameValues } from './frame-values.ts';

const timeline = { valuesOf: () => [16, 4, Number.NaN] as const };

/** Frames of 10 ms, each of which counts as many shots as its number, from 100 on. */
function createFrames(count: number) {
  const { registry } = createTestRegistry();
  const metrics = EngineMetrics.withDefaultConfig(registry);
  const frames = new FrameHistory(registry.backend);
  const shots = metrics.registerCustomCounter('shots', 'game', 'shots');
  shots.increment(100);
  for (let k = 0; k < count; k++) {
    shots.increment(k);
    metrics.updateFrame({ timeMs: 10 * k, frameTimeMs: 10, gap: 'none', cpuTimeMs: k, drawCalls: 1, triangles: 1 });
  }
  return frames;
}

const rowOf = (source: FrameSource, frame: number, key: string) =>
  frameValues(source, timeline, frame).find((row) => row.key === key);

describe('frameValues', () => {
  const frames = createFrames(5);

  it('has what the frame before counted', () => {
    expect(rowOf(frames, 4, 'game:shots')).toMatchObject({ value: 3, isCount: true, isFirst: false });
    expect(rowOf(frames, 4, CPU)).toMatchObject({ value: 3, isCount: false, unit: 'ms' });
  });

  it('takes no total since the begin for what the first frame counted', () => {
    expect(rowOf(frames, 1, 'game:shots')).toMatchObject({ value: Number.NaN, isFirst: true });
    const rest: FrameSource = {
      firstFrame: 2,
      endFrame: 5,
      columns: frames.columns,
      events: [],
      read(key, from, to, target, offset = 0) {
        frames.read(key, from, to, target, offset);
        target.fill(Number.NaN, offset, offset + Math.max(0, 2 - from));
      },
    };
    expect(rowOf(rest, 3, 'game:shots')).toMatchObject({ value: Number.NaN, isFirst: true });
    expect(rowOf(rest, 4, 'game:shots')).toMatchObject({ value: 3, isFirst: false });
  });

  it('has all that a counter counted that came in the frame', () => {
    const { registry } = createTestRegistry();
    const source = new FrameHistory(registry.backend);
    for (let k = 0; k < 5; k++) {
      if (k === 2) registry.registerCounter('game', 'kills').increment(5);
      registry.tick(10 * k);
    }
    expect(rowOf(source, 3, 'game:kills')).toMatchObject({ value: 5, isFirst: false });
    expect(rowOf(source, 4, 'game:kills')).toMatchObject({ value: 0 });
    expect(rowOf(source, 2, 'game:kills')).toMatchObject({ value: Number.NaN, isFirst: false });
  });

  it('puts what is missing last', () => {
    const isMissing = frameValues(frames, timeline, 1).map(({ value }) => Number.isNaN(value));
    expect(isMissing).toEqual([...isMissing].sort());
    expect(new Set(isMissing).size).toBe(2);
  });

  it('has of a forgotten frame the times that the timeline keeps', () => {
    const lost: FrameSource = { firstFrame: 3, endFrame: 5, columns: frames.columns, events: [], read() {} };
    const rows = frameValues(lost, timeline, 3).map(({ key, value }) => [key, value]);
    expect(rows).toEqual([
      [CPU, 4],
      ['engine:performance.frame_time_ms', 16],
      ['engine:performance.gpu_time_ms', Number.NaN],
    ]);
  });
});
