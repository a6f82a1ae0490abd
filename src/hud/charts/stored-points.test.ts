import { expect, test } from 'vitest';
import { finish } from '../../analysis/steps.ts';
import { FrameHistory } from '../../frames/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import { EngineMetrics } from '../../metrics/index.ts';
import { CPU, createFrameColumns } from './frame-columns.ts';
import { createMinMaxPoints } from './min-max-points.ts';
import { storedPointSteps } from './stored-points.ts';

test('storedPointSteps has the points and gaps of all frames read at once', () => {
  const { registry } = createTestRegistry();
  const metrics = EngineMetrics.withDefaultConfig(registry);
  const source = new FrameHistory(registry.backend);
  let timeMs = 1000;
  for (let k = 0; k < 3000; k++) {
    const gap = k === 0 ? 'start' : k % 700 === 0 ? 'hidden' : 'none';
    const frameTimeMs = 5 + ((k * 7919) % 31);
    timeMs += frameTimeMs;
    metrics.updateFrame({
      timeMs,
      frameTimeMs: gap === 'none' ? frameTimeMs : Number.NaN,
      gap,
      cpuTimeMs: frameTimeMs / 2,
      drawCalls: 1,
      triangles: 1,
    });
  }
  const window = { from: source.firstFrame, to: source.endFrame };
  const spanMs = timeMs - 1000;
  const columns = createFrameColumns(CPU);
  columns.read(source, window);
  const whole = createMinMaxPoints(2);
  whole.read(columns, columns.endMs, spanMs);

  const points = createMinMaxPoints(2);
  const gaps = finish(storedPointSteps(source, window, spanMs, createFrameColumns(CPU), points));
  expect(points.length).toBe(whole.length);
  expect(points.x).toEqual(whole.x);
  expect(points.series).toEqual(whole.series);
  expect(gaps.endMs).toBe(columns.endMs);
  expect(gaps.gap.filter((reason) => reason !== 0)).toHaveLength(4);
  for (let k = 1; k < gaps.count; k += 2) {
    const frame = columns.timeMs as Float64Array;
    expect(frame.indexOf(gaps.timeMs[k] as number) - frame.indexOf(gaps.timeMs[k - 1] as number)).toBe(1);
  }
});
