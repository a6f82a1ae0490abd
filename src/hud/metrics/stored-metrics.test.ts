import { describe, expect, it } from 'vitest';
import { finish } from '../../analysis/steps.ts';
import { FrameHistory, type FrameWindow } from '../../frames/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import { STORED_COLUMNS, STORED_MEANINGS, storedFigureSteps, storedMetrics } from './stored-metrics.ts';

function createSource() {
  const { registry } = createTestRegistry();
  const frames = new FrameHistory(registry.backend);
  const load = registry.registerGauge('game', 'load', { unit: 'ratio' });
  const shots = registry.registerCounter('game', 'shots', { budget: 5 });
  registry.registerHistogram('game', 'asset.load_ms').record(4);
  registry.registerGauge('game', 'never');
  const values = [Number.NaN, 0.5, 0.1, 0.9];
  values.forEach((value, k) => {
    if (k === 2) registry.registerCounter('game', 'late').increment(7);
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
      'game:late',
      'game:shots',
      'game:asset.load_ms',
    ]);
    expect(texts('LOAD game')).toEqual(['game:load', 'game:asset.load_ms']);
    expect(texts('nothing')).toEqual([]);
  });
});

describe('STORED_MEANINGS', () => {
  it('says of each column what its figures are', () => {
    const named = Object.values(STORED_COLUMNS)
      .flat()
      .filter((column) => column !== '');
    expect(Object.keys(STORED_MEANINGS)).toEqual([...new Set(named)]);
  });
});

describe('storedFigureSteps', () => {
  const cellsOf = (name: string, part: Partial<FrameWindow> = {}) => {
    const source = createSource();
    const [metric] = storedMetrics(source, name);
    const window = { from: source.firstFrame, to: source.endFrame, ...part };
    return finish(storedFigureSteps(source, window, metric as NonNullable<typeof metric>));
  };
  const figuresOf = (...asked: Parameters<typeof cellsOf>) => cellsOf(...asked).map(({ value }) => value);

  it('gives least, mean and greatest of a gauge without the frames that lack it', () => {
    const [min, mean, max] = figuresOf('game:load');
    expect([min, max]).toEqual([0.1, 0.9]);
    expect(mean).toBeCloseTo(0.5, 12);
  });

  it('gives a counter per second and in all', () => {
    // 0, 1, 3, 6 over one and a half seconds.
    expect(figuresOf('game:shots')).toEqual([4, 6]);
  });

  it('counts what was counted in the session, not what was before', () => {
    // Of 3 and 6 it is not known how much of the 3 was counted in the first of them.
    expect(figuresOf('game:shots', { from: 2 })).toEqual([6, 3]);
    expect(figuresOf('game:asset.load_ms', { from: 2 })).toEqual([0, 0]);
  });

  it('counts all of a metric that came in the session, and of one whose page began with it', () => {
    expect(figuresOf('game:late', { from: 1 })).toEqual([0, 7]);
    expect(figuresOf('game:asset.load_ms')).toEqual([0, 1]);
  });

  it('judges a counter by what was counted in the session', () => {
    expect(cellsOf('game:shots').map(({ level }) => level)).toEqual(['', 'over']);
    expect(cellsOf('game:shots', { from: 2 }).map(({ level }) => level)).toEqual(['', '']);
  });

  it('gives NaN where no frame has a value', () => {
    expect(figuresOf('game:never')).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});
