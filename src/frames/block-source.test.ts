import { describe, expect, it } from 'vitest';
import { createDescriptor, type FrameBlock, type FrameLayout, metricId } from '../metrics/index.ts';
import { BlockSource } from './block-source.ts';
import { frameAt, lastWindow, readColumn } from './frame-source.ts';

const layoutOf = (...names: (string | null)[]): FrameLayout => ({
  columns: names.map((name) =>
    name === null ? null : { key: `game:${name}`, descriptor: createDescriptor(metricId('game', name), 'gauge') },
  ),
});

/** Frames 10 ms apart, whose values are 100 times the column plus the frame. */
function blockOf(layout: FrameLayout, firstFrame: number, frames: number): FrameBlock {
  const column = (valueAt: (frame: number) => number) =>
    Float64Array.from({ length: frames }, (_, k) => valueAt(firstFrame + k));
  const columns = layout.columns.map((_, c) => column((frame) => 100 * c + frame));
  return {
    layout,
    firstFrame,
    frames,
    timeMs: column((frame) => frame * 10),
    intervalMs: column(() => 10),
    gap: new Uint8Array(frames),
    columns,
    min: Float64Array.from(columns, (values) => Math.min(...values)),
    max: Float64Array.from(columns, (values) => Math.max(...values)),
    slow: null,
  };
}

describe('BlockSource', () => {
  it('holds what is kept once a second until its next value, within each block', () => {
    const slow = (frames: number[], values: number[]) => ({
      layout: layoutOf(null, 'kills'),
      frames: Uint16Array.from(frames),
      values: Float64Array.from(values.flatMap((value) => [Number.NaN, value])),
    });
    const source = new BlockSource([
      { ...blockOf(layoutOf('a'), 4, 5), slow: slow([0, 2, 3], [1, 2, 3]) },
      blockOf(layoutOf('a'), 9, 2),
      { ...blockOf(layoutOf('a'), 11, 2), slow: slow([0], [7]) },
    ]);
    expect(source.columns.map(({ key }) => key)).toEqual(['game:a', 'game:kills']);
    expect([...readColumn(source, 'game:kills', { from: 4, to: 13 })]).toEqual([1, 1, 2, 3, 3, NaN, NaN, 7, 7]);
    expect([...readColumn(source, 'game:kills', { from: 6, to: 8 })]).toEqual([2, 3]);
    expect([...readColumn(source, 'game:deaths', { from: 4, to: 6 })]).toEqual([NaN, NaN]);
  });

  it('reads over blocks of different layouts, holes and missing frames', () => {
    const source = new BlockSource([
      blockOf(layoutOf('a', 'b'), 4, 2),
      blockOf(layoutOf(null, 'a'), 6, 1),
      blockOf(layoutOf('b'), 9, 2),
    ]);
    expect([source.firstFrame, source.endFrame]).toEqual([4, 11]);
    expect(source.columns.map(({ key }) => key)).toEqual(['game:a', 'game:b']);
    const window = { from: 3, to: 12 };
    expect([...readColumn(source, 'game:a', window)]).toEqual([NaN, 4, 5, 106, NaN, NaN, NaN, NaN, NaN]);
    expect([...readColumn(source, 'game:b', window)]).toEqual([NaN, 104, 105, NaN, NaN, NaN, 9, 10, NaN]);
    expect([...readColumn(source, 'time', window)]).toEqual([NaN, 40, 50, 60, NaN, NaN, 90, 100, NaN]);
  });

  it('is empty without blocks', () => {
    const source = new BlockSource([]);
    expect([source.firstFrame, source.endFrame, source.columns, source.events]).toEqual([0, 0, [], []]);
    expect(lastWindow(source, 1000)).toEqual({ from: 0, to: 0 });
    expect(frameAt(source, 5)).toBe(0);
  });

  it('hands its events on', () => {
    const events = [{ kind: 'mark', name: 'spawn', timeMs: 4 }] as const;
    expect(new BlockSource([], events).events).toBe(events);
  });
});

describe('frameAt', () => {
  const source = new BlockSource([blockOf(layoutOf(), 2, 5), blockOf(layoutOf(), 100, 5)]);

  it('finds the first frame that begins at a time or later', () => {
    expect([-1, 20, 21, 60].map((timeMs) => frameAt(source, timeMs))).toEqual([2, 2, 3, 6]);
    expect([1000, 1001, 1040].map((timeMs) => frameAt(source, timeMs))).toEqual([100, 101, 104]);
    expect(frameAt(source, 1041)).toBe(source.endFrame);
  });

  it('finds the next frame there is, when frames are missing at the time', () => {
    expect([61, 500, 999].map((timeMs) => frameAt(source, timeMs))).toEqual([100, 100, 100]);
  });
});

describe('lastWindow', () => {
  it('takes the frames that begin in the last so many ms', () => {
    const source = new BlockSource([blockOf(layoutOf(), 0, 100)]);
    expect(lastWindow(source, 100)).toEqual({ from: 90, to: 100 });
    expect(lastWindow(source, 99)).toEqual({ from: 90, to: 100 });
    expect(lastWindow(source, 90)).toEqual({ from: 91, to: 100 });
    expect(lastWindow(source, 0)).toEqual({ from: 100, to: 100 });
    expect(lastWindow(source, 1e9)).toEqual({ from: 0, to: 100 });
  });
});
