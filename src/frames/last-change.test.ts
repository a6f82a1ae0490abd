import { describe, expect, it } from 'vitest';
import { MetricsRegistry } from '../metrics/index.ts';
import { BLOCK_FRAMES, FrameHistory } from './index.ts';

function createHistory() {
  const registry = new MetricsRegistry();
  const history = new FrameHistory(registry.backend);
  let frame = 0;
  const endFrames = (count: number) => {
    for (let k = 0; k < count; k++) registry.tick(16 * ++frame);
  };
  return { registry, history, endFrames };
}

describe('lastChange', () => {
  it('is the newest frame in which the value of a metric changed', () => {
    const { registry, endFrames } = createHistory();
    const gauge = registry.registerGauge('game', 'hp');
    const counter = registry.registerCounter('game', 'shots');
    const histogram = registry.registerHistogram('game', 'load');
    const last = () => [gauge, counter, histogram].map(({ id }) => registry.metadata(id)?.lastUpdatedFrame);
    endFrames(3);
    expect(last()).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    gauge.set(5);
    endFrames(1);
    counter.increment();
    endFrames(1);
    gauge.set(5);
    histogram.record(0);
    endFrames(1);
    expect(last()).toEqual([3, 4, 5]);
    endFrames(3 * BLOCK_FRAMES);
    expect(last()).toEqual([3, 4, 5]);
  });

  it('is the first frame for what was set before it ended', () => {
    const { registry, endFrames } = createHistory();
    const counter = registry.registerCounter('game', 'shots');
    counter.increment();
    endFrames(2);
    expect(registry.metadata(counter.id)?.lastUpdatedFrame).toBe(0);
  });

  it('takes no notice of a gauge that turns missing, nor of a counter that begins at 0', () => {
    const { registry, endFrames } = createHistory();
    const gauge = registry.registerGauge('game', 'gpu', { reset: 'frame' });
    endFrames(1);
    gauge.set(1);
    endFrames(1);
    const late = registry.registerCounter('game', 'late');
    endFrames(5);
    expect(registry.metadata(gauge.id)?.lastUpdatedFrame).toBe(1);
    expect(registry.metadata(late.id)?.lastUpdatedFrame).toBeNaN();
  });
});
