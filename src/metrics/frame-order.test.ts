import { describe, expect, it } from 'vitest';
import type { FrameStamp } from './backend.ts';
import { createTestRegistry } from './create-test-registry.ts';
import { FrameOrder } from './frame-order.ts';

/** What becomes of frames, as `[timeMs, intervalMs, gap]`. */
function putAll(frames: readonly [timeMs: number, intervalMs: number, gap?: FrameStamp['gap']][]) {
  const order = new FrameOrder();
  return frames.map(([timeMs, intervalMs, gap = 'none']) => {
    const stamp = order.put({ timeMs, intervalMs, gap });
    return [stamp.timeMs, stamp.intervalMs, stamp.gap];
  });
}

describe('FrameOrder', () => {
  it('leaves frames that are in order as they are', () => {
    const frames: [number, number, FrameStamp['gap']][] = [
      [-5, Number.NaN, 'hidden'],
      [-5, 0, 'none'],
      [11, 16, 'none'],
    ];
    expect(putAll(frames)).toEqual(frames);
  });

  it('goes on after a gap where the clock is set back, and with the clock once it is past that', () => {
    const frames = putAll([
      [5000, 16],
      [1000, -4000],
      [1016, 16],
      [1032, Number.NaN, 'idle'],
      [900, -132],
      [916, 16],
      [6000, 5084],
      [6016, 16],
      [6000, -16],
    ]);
    expect(frames).toEqual([
      [5000, 16, 'none'],
      [5000, Number.NaN, 'start'],
      [5016, 16, 'none'],
      [5032, Number.NaN, 'idle'],
      [5032, Number.NaN, 'start'],
      [5048, 16, 'none'],
      [6000, 5084, 'none'],
      [6016, 16, 'none'],
      [6016, Number.NaN, 'start'],
    ]);
  });

  it('takes a negative interval for a gap, whatever the time says', () => {
    expect(
      putAll([
        [10, -16],
        [20, -16],
        [30, 10],
      ]),
    ).toEqual([
      [10, Number.NaN, 'start'],
      [20, Number.NaN, 'start'],
      [30, 10, 'none'],
    ]);
  });

  it('keeps the rows of a registry in order whose clock is set back once', () => {
    const { registry, backend } = createTestRegistry();
    const frames: FrameStamp[] = [];
    backend.endFrame = (frame) => void frames.push({ ...frame });
    for (const timeMs of [1000, 1016, 500, 516, 533]) registry.tick(timeMs);
    expect(frames).toEqual([
      { timeMs: 1000, intervalMs: Number.NaN, gap: 'start' },
      { timeMs: 1016, intervalMs: 16, gap: 'none' },
      { timeMs: 1016, intervalMs: Number.NaN, gap: 'start' },
      { timeMs: 1032, intervalMs: 16, gap: 'none' },
      { timeMs: 1049, intervalMs: 17, gap: 'none' },
    ]);
  });
});
