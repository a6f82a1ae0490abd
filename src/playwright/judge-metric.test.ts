import { describe, expect, it } from 'vitest';
import { measureExample } from './example-measurement.ts';
import { judgeMetric } from './judge-metric.ts';

describe('judgeMetric', () => {
  it('takes of a counter what the measured frames counted, not its total', async () => {
    const measurement = await measureExample((registry) => {
      const spawns = registry.registerCounter('game', 'spawns');
      return () => spawns.increment();
    });
    expect(measurement.metric('game:spawns').max).toBe(3060);
    expect(judgeMetric(measurement, 'game:spawns')).toEqual({ measured: 60, atLeast: false });
  });

  it('takes all of a counter that came while it was measured, and of one that came back what it counted since then', async () => {
    const measurement = await measureExample((registry) => {
      const old = registry.registerCounter('game', 'old');
      return (frame) => {
        if (frame === 30) registry.remove(old.id);
        if (frame === 40) registry.registerCounter('game', 'old');
        old.increment();
        if (frame >= 10) registry.registerCounter('game', 'new').increment(2);
      };
    });
    expect(judgeMetric(measurement, 'game:new').measured).toBe(100);
    expect(judgeMetric(measurement, 'game:old').measured).toBe(50);
  });

  it('takes of a rate what was counted per second of the measurement', async () => {
    const measurement = await measureExample((registry) => {
      const packets = registry.registerRate('net', 'packets');
      return () => packets.mark(2);
    });
    const { measured, atLeast } = judgeMetric(measurement, 'net:packets');
    expect(measured).toBeCloseTo(2000 / measurement.stats.frame.mean, 6);
    expect(atLeast).toBe(false);
  });

  it('takes the largest value of a gauge, and the smallest where more is better', async () => {
    const measurement = await measureExample((registry) => {
      const gauges = [
        registry.registerGauge('game', 'objects'),
        registry.registerGauge('game', 'quality', { better: 'higher' }),
        registry.registerGauge('game', 'simulation', { unit: 'FPS' }),
        registry.registerGauge('game', 'poll', { unit: 'hz' }),
        registry.registerGauge('game', 'wasted', { unit: 'fps', better: 'lower' }),
      ];
      return (frame) => gauges.forEach((gauge) => void gauge.set(100 + frame));
    });
    const most = { measured: 159, atLeast: false };
    const least = { measured: 100, atLeast: true };
    expect(judgeMetric(measurement, 'game:objects')).toEqual(most);
    expect(judgeMetric(measurement, 'game:quality')).toEqual(least);
    expect(judgeMetric(measurement, 'game:simulation')).toEqual(least);
    expect(judgeMetric(measurement, 'game:poll')).toEqual(least);
    expect(judgeMetric(measurement, 'game:wasted')).toEqual(most);
    expect(judgeMetric(measurement, 'engine:performance.fps').atLeast).toBe(true);
  });

  it('wants at least the limit of a counter and a rate where more is better', async () => {
    const measurement = await measureExample((registry) => {
      registry.registerCounter('net', 'chunks', { better: 'higher' });
      registry.registerRate('net', 'acks', { better: 'higher' });
      return () => undefined;
    });
    expect(judgeMetric(measurement, 'net:chunks')).toEqual({ measured: 0, atLeast: true });
    expect(judgeMetric(measurement, 'net:acks')).toEqual({ measured: 0, atLeast: true });
  });

  it('takes of a histogram or timer the mean and the number of the values that came in the measured frames', async () => {
    const measurement = await measureExample((registry) => {
      const ai = registry.registerTimer('game', 'ai');
      const height = registry.registerHistogram('game', 'height', { boundaries: [-10, 0, 10], better: 'higher' });
      return (frame) => {
        ai.record(frame < 0 ? 500 : 2 + (frame % 2));
        height.record(frame < 0 ? 5 : -3);
        if (frame === 29) registry.remove(height.id);
        if (frame === 29) registry.registerHistogram('game', 'height', { boundaries: [-10, 0, 10], better: 'higher' });
      };
    });
    expect(judgeMetric(measurement, 'game:ai#mean')).toEqual({ measured: 2.5, atLeast: false });
    expect(judgeMetric(measurement, 'game:ai#count')).toEqual({ measured: 60, atLeast: false });
    // That of frame 29 went with the metric; that the sum falls is no new beginning.
    expect(judgeMetric(measurement, 'game:height#mean')).toEqual({ measured: -3, atLeast: true });
    expect(judgeMetric(measurement, 'game:height#count')).toEqual({ measured: 59, atLeast: false });
  });

  it('has no mean where no value came', async () => {
    const measurement = await measureExample((registry) => {
      registry.registerTimer('game', 'ai').record(3);
      return () => undefined;
    });
    expect(judgeMetric(measurement, 'game:ai#mean').measured).toBeNaN();
    expect(judgeMetric(measurement, 'game:ai#count').measured).toBe(0);
  });

  it('says what of a histogram or timer can be judged', async () => {
    const measurement = await measureExample((registry) => {
      registry.registerTimer('game', 'ai', { labels: { zone: 'a' } });
      return () => undefined;
    });
    for (const id of ['game:ai{zone="a"}', 'game:ai{zone="a"}#sum']) {
      expect(() => judgeMetric(measurement, id)).toThrow(
        `Cannot check the budget: "${id}" is of a timer, of whose values frames have the number and the sum, so it must be "game:ai{zone="a"}#mean" or "game:ai{zone="a"}#count"`,
      );
    }
  });

  it('tells a metric whose name ends like the mean of another from it', async () => {
    const measurement = await measureExample((registry) => {
      const gauge = registry.registerGauge('game', 'ai#mean');
      return () => gauge.set(7);
    });
    expect(judgeMetric(measurement, 'game:ai\\#mean').measured).toBe(7);
  });

  it('knows nothing of a metric that was gone before', async () => {
    const measurement = await measureExample((registry) => {
      const gone = registry.registerCounter('game', 'gone', { better: 'lower' });
      return (frame) => {
        gone.increment();
        if (frame === -10) registry.remove(gone.id);
      };
    });
    expect(judgeMetric(measurement, 'game:gone').measured).toBeNaN();
  });

  it('refuses what the session does not have', async () => {
    const measurement = await measureExample(() => () => undefined);
    for (const id of ['game:kills', 'engine:rendering.draw_calls#mean'])
      expect(() => judgeMetric(measurement, id)).toThrow(`Cannot find metric "${id}" in the session`);
  });
});
