import { describe, expect, it } from 'vitest';
import { finish } from '../../analysis/steps.ts';
import { FrameHistory } from '../../frames/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import { storedFigureSteps, storedMetrics } from './stored-metrics.ts';

function createSource() {
  const { registry } = createTestRegistry();
  const frames = new FrameHistory(registry.backend);
  const load = registry.registerGauge('game', 'load', { unit: 'ratio' });
  const shots = registry.registerCounter('game', 'shots');
  registry.registerHistogram('game', 'asset.load_ms').record(4);
  registry.registerGauge('game', 'never');
  const values = [Number.NaN, 0.5, 0.1, 0.9];
  values.forEach((value, k) => {
    if (Number.isNaN(value)) load.clear();
    else load.set(value);
    shots.increment(k);
    registry.tick(1000 + 500 * k);
  });
  return frames;
}

describe('storedMetrics', () => {
  it('lists what frames have by kind and name, and finds by words', () => {
    const source = createSource();
    const texts = (search: string) => storedMetrics(source, search).map(({ text }) => text);
    expect(texts('').filter((text) => text.startsWith('game:'))).toEqual([
      'game:load',
      'game:never',
      'game:shots',
      'game:asset.load_ms',
    ]);
    expect(texts('LOAD game')).toEqual(['game:load', 'game:asset.load_ms']);
    expect(texts('nothing')).toEqual([]);
  });
});

describe('storedFigureSteps', () => {
  const figuresOf = (name: string) => {
    const source = createSource();
    const [metric] = storedMetrics(source, name);
    const window = { from: source.firstFrame, to: source.endFrame };
    return finish(storedFigureSteps(source, window, metric as NonNullable<typeof metric>)).map(({ value }) => value);
  };

  it('gives least, mean and greatest of a gauge without the frames that lack it', () => {
    const [min, mean, max] = figuresOf('game:load');
    expect([min, max]).toEqual([0.1, 0.9]);
    expect(mean).toBeCloseTo(0.5, 12);
  });

  it('gives a counter per second and in all', () => {
    // 0, 1, 3, 6 over one and a half seconds.
    expect(figuresOf('game:shots')).toEqual([4, 6]);
  });

  it('gives NaN where no frame has a value', () => {
    expect(figuresOf('game:never')).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});
