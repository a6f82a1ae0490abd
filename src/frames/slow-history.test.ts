import { describe, expect, it } from 'vitest';
import { createHistory, createSink } from './example-history.ts';
import { BLOCK_FRAMES } from './open-block.ts';

function createSlowHistory() {
  const { registry, history, endFrames, read } = createHistory();
  const { sink, blocks } = createSink();
  registry.backend.sinks.add(sink);
  return { registry, history, blocks, endFrame: () => endFrames(1), read };
}

describe('history of metrics that ask for one value a second', () => {
  it('holds each value for a second, from the first frame on', () => {
    const { registry, history, blocks, endFrame, read } = createSlowHistory();
    const kills = registry.family('counter', 'game', 'kills', { labels: ['weapon'] }).with('axe');
    const key = 'game:kills{weapon="axe"}';
    for (let frame = 0; frame < 250; frame++) {
      kills.increment();
      endFrame();
    }
    const expected = Array.from({ length: 250 }, (_, frame) => Math.floor(frame / 100) * 100 + 1);
    expect(read(key)).toEqual(expected);
    history.sealAll();
    expect(read(key)).toEqual(expected);
    expect(read(key, 150, 152)).toEqual([101, 101]);
    expect(blocks()).toMatchObject([
      { frames: 250, columns: [], slow: { frames: Uint16Array.of(0, 100, 200), values: Float64Array.of(1, 101, 201) } },
    ]);
    expect(history.columns.map((column) => column.key)).toEqual([key]);
  });

  it('keeps metrics of each frame and of each second beside each other', () => {
    const { registry, endFrame, read } = createSlowHistory();
    const [fast, slow, none] = (['frame', '1s', 'none'] as const).map((history) =>
      registry.registerGauge('game', history, { history }),
    );
    for (let frame = 0; frame < 3; frame++) {
      for (const gauge of [fast, slow, none]) gauge?.set(frame);
      endFrame();
    }
    expect([read('game:frame'), read('game:1s'), read('game:none')]).toEqual([
      [0, 1, 2],
      [0, 0, 0],
      [NaN, NaN, NaN],
    ]);
  });

  it('begins a new block at most once a second, however many series come', () => {
    const { registry, history, blocks, endFrame, read } = createSlowHistory();
    registry.registerCounter('game', 'shots');
    const kills = registry.family('counter', 'game', 'kills', { labels: ['weapon'] });
    for (let frame = 0; frame < 500; frame++) {
      kills.with(frame).increment();
      endFrame();
    }
    history.sealAll();
    expect(blocks().map(({ frames }) => frames)).toEqual([100, 100, 100, 100, 100]);
    expect(read('game:kills{weapon="7"}').indexOf(1)).toBe(100);
  });

  it('goes on where a series leaves and comes back', () => {
    const { registry, history, endFrame, read } = createSlowHistory();
    const wave = registry.registerGauge('game', 'wave', { history: '1s' });
    wave.set(1);
    for (let frame = 0; frame < 100; frame++) endFrame();
    registry.remove('game:wave');
    for (let frame = 0; frame < 100; frame++) endFrame();
    registry.registerGauge('game', 'wave', { history: '1s' }).set(2);
    for (let frame = 0; frame < 101; frame++) endFrame();
    const values = read('game:wave');
    expect([values[0], values[99], values[100], values[199], values[200], values[300]]).toEqual([1, 1, NaN, NaN, 2, 2]);
    expect(history.lastChange(registry.describe('game:wave') as never)).toBe(200);
  });

  it('has room for as many rows as a block has frames: a page may draw once a second', () => {
    const { registry, history, read } = createSlowHistory();
    const wave = registry.registerCounter('game', 'wave', { history: '1s' });
    for (let frame = 0; frame < BLOCK_FRAMES; frame++) {
      wave.increment();
      registry.tick(frame * 1000);
    }
    history.sealAll();
    expect(read('game:wave')).toEqual(Array.from({ length: BLOCK_FRAMES }, (_, frame) => frame + 1));
  });

  it('keeps minutes of ten thousand series within its capacity', () => {
    const { registry, history, endFrame } = createSlowHistory();
    const hits = registry.family('counter', 'game', 'hits', { labels: ['id'], maxSeries: 20_000 });
    for (let k = 0; k < 10_000; k++) hits.with(k).increment();
    for (let frame = 0; frame < 1000; frame++) {
      endFrame();
      if (frame % 50 === 0) history.maintain();
    }
    expect(history.firstFrame).toBe(0);
  });
});
