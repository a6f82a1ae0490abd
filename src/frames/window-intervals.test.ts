import { describe, expect, it } from 'vitest';
import { MetricsRegistry } from '../metrics/index.ts';
import { FrameHistory } from './frame-history.ts';
import { windowIntervals } from './window-intervals.ts';

function createHistory() {
  const registry = new MetricsRegistry();
  return { registry, history: new FrameHistory(registry.backend) };
}

describe('windowIntervals', () => {
  it('leaves gaps out and counts them by their reason', () => {
    const { registry, history } = createHistory();
    registry.endFrame({ timeMs: 10, intervalMs: Number.NaN, gap: 'start' });
    registry.endFrame({ timeMs: 26, intervalMs: 16, gap: 'none' });
    registry.endFrame({ timeMs: 5000, intervalMs: 4974, gap: 'hidden' });
    registry.endFrame({ timeMs: 9000, intervalMs: 4000, gap: 'hidden' });
    registry.endFrame({ timeMs: 9000, intervalMs: Number.NaN, gap: 'none' });
    registry.endFrame({ timeMs: 9017, intervalMs: 17, gap: 'none' });
    const { intervals, frames, excluded, window } = windowIntervals(history, { from: 0, to: 6 });
    expect([...intervals]).toEqual([16, 17]);
    expect([...frames]).toEqual([1, 5]);
    expect(excluded).toEqual({ count: 4, byReason: { start: 1, hidden: 2, missing: 1 } });
    expect(window).toEqual({ fromMs: 10, toMs: 9017 });
  });

  it('is empty for an empty window', () => {
    const { history } = createHistory();
    expect(windowIntervals(history, { from: 0, to: 0 })).toEqual({
      intervals: new Float64Array(),
      frames: new Int32Array(),
      excluded: { count: 0, byReason: {} },
      window: null,
    });
  });
});
