import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHistory, createSink } from './example-history.ts';
import { BLOCK_FRAMES, OpenBlock } from './open-block.ts';

afterEach(() => void vi.restoreAllMocks());

describe('FrameHistory', () => {
  it('is empty before the first frame', () => {
    const { history, read } = createHistory();
    expect([history.firstFrame, history.endFrame, history.nextFrame]).toEqual([0, 0, 0]);
    expect(history.columns).toEqual([]);
    expect(read('time', 0, 2)).toEqual([Number.NaN, Number.NaN]);
    expect(history.openBlocks()).toEqual([]);
    history.maintain();
    history.sealAll();
  });

  it('keeps a row a frame: begin, interval, gap and the cells', () => {
    const { registry, endFrames, read } = createHistory();
    const shots = registry.registerCounter('game', 'shots');
    const speed = registry.registerGauge('game', 'speed');
    endFrames(1);
    shots.increment(2);
    speed.set(5);
    endFrames(2);
    expect(read('time')).toEqual([10, 20, 30]);
    expect(read('interval')).toEqual([Number.NaN, 10, 10]);
    expect(read('gap')).toEqual([1, 0, 0]);
    expect(read('game:shots')).toEqual([0, 2, 2]);
    expect(read('game:speed')).toEqual([Number.NaN, 5, 5]);
    expect(read('game:none')).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('keeps the interval of a gap missing', () => {
    const { registry, read } = createHistory();
    registry.endFrame({ timeMs: 0, intervalMs: 5000, gap: 'hidden' });
    expect(read('interval')).toEqual([Number.NaN]);
    expect(read('gap')).toEqual([2]);
  });

  it('keeps the count and the sum of a histogram', () => {
    const { registry, history, endFrames, read } = createHistory();
    const load = registry.registerHistogram('engine', 'load', { labels: { pass: 'a#b' } });
    load.record(3);
    load.record(4);
    endFrames(1);
    expect(history.columns.map(({ key }) => key)).toEqual([
      'engine:load{pass="a\\#b"}#count',
      'engine:load{pass="a\\#b"}#sum',
    ]);
    expect(read('engine:load{pass="a\\#b"}#count')).toEqual([2]);
    expect(read('engine:load{pass="a\\#b"}#sum')).toEqual([7]);
  });

  it('makes a gauge that resets each frame missing in the frames that do not write it', () => {
    const { registry, endFrames, read } = createHistory();
    const gauge = registry.registerGauge('game', 'x', { reset: 'frame' });
    gauge.set(1);
    endFrames(2);
    gauge.set(2);
    endFrames(1);
    expect(read('game:x')).toEqual([1, Number.NaN, 2]);
  });

  it('keeps work outside of frames for the next row', () => {
    const { registry, endFrames, read } = createHistory();
    const shots = registry.registerCounter('game', 'shots');
    endFrames(1);
    shots.increment();
    expect(read('game:shots')).toEqual([0]);
    endFrames(1);
    expect(read('game:shots')).toEqual([0, 1]);
  });

  it('reads no more than it is asked for, wherever the blocks end', () => {
    const { registry, history, endFrames } = createHistory();
    const frames = registry.registerCounter('game', 'frame');
    for (let k = 0; k < 3 * BLOCK_FRAMES; k++) {
      endFrames(1);
      frames.increment();
      if (k % 50 === 0) history.maintain();
    }
    for (const [from, to] of [
      [0, 1],
      [255, 257],
      [200, 700],
      [500, 500],
      [600, 200],
      [-5, 3],
      [766, 780],
    ] as const) {
      const target = new Float64Array(800).fill(-1);
      history.read('game:frame', from, to, target, 10);
      for (let k = 0; k < target.length; k++) {
        const frame = from + k - 10;
        const wanted = k < 10 || frame >= to ? -1 : frame >= 0 && frame < 768 ? frame : Number.NaN;
        expect(target[k]).toBe(wanted);
      }
    }
  });

  describe('a late value', () => {
    it('lands in the row of its frame, also after the next block has begun', () => {
      const { registry, endFrames, read } = createHistory();
      const gpu = registry.registerGauge('engine', 'gpu', { reset: 'frame' });
      endFrames(BLOCK_FRAMES + 10);
      gpu.setForFrame(BLOCK_FRAMES - 1, 4);
      gpu.setForFrame(BLOCK_FRAMES + 2, 5);
      endFrames(1);
      const values = read('engine:gpu');
      expect(values[BLOCK_FRAMES - 1]).toBe(4);
      expect(values[BLOCK_FRAMES + 2]).toBe(5);
      expect(values.filter((value) => !Number.isNaN(value))).toEqual([4, 5]);
    });

    it('is in the sealed block and its range', () => {
      const { registry, history, endFrames } = createHistory();
      const { sink, blocks } = createSink();
      registry.backend.sinks.add(sink);
      const gpu = registry.registerGauge('engine', 'gpu', { reset: 'frame' });
      endFrames(3);
      gpu.setForFrame(1, 4);
      gpu.setForFrame(0, 9);
      history.sealAll();
      expect([...(blocks()[0]?.columns[0] ?? [])]).toEqual([9, 4, Number.NaN]);
      expect([blocks()[0]?.min[0], blocks()[0]?.max[0]]).toEqual([4, 9]);
    });

    it('is lost for a frame before its metric came back', () => {
      const { registry, endFrames, read } = createHistory();
      registry.registerGauge('engine', 'gpu', { reset: 'frame' });
      endFrames(2);
      registry.remove('engine:gpu');
      const gpu = registry.registerGauge('engine', 'gpu', { reset: 'frame' });
      endFrames(1);
      gpu.setForFrame(1, 4);
      gpu.setForFrame(2, 5);
      expect(read('engine:gpu')).toEqual([Number.NaN, Number.NaN, 5]);
    });

    it('is lost once its row is sealed, and for a frame that is not there', () => {
      const { registry, history, endFrames } = createHistory();
      const gpu = registry.registerGauge('engine', 'gpu', { reset: 'frame' });
      const [cell] = [...registry.backend.cells()];
      endFrames(3);
      history.sealAll();
      endFrames(1);
      for (const frame of [0, 2, 4, -1, 1e9, Number.NaN]) expect(history.setLate(cell as never, frame, 5)).toBe(false);
      expect(history.setLate(cell as never, 3, 5)).toBe(true);
      expect(() => gpu.setForFrame(0, 5)).not.toThrow();
    });

    it('never lands in the column of another metric', () => {
      const { registry, endFrames, read } = createHistory();
      registry.registerGauge('game', 'a').set(1);
      endFrames(2);
      registry.remove('game:a');
      const late = registry.registerGauge('game', 'late', { reset: 'frame' });
      endFrames(1);
      late.setForFrame(1, 9);
      late.setForFrame(2, 8);
      expect(read('game:a')).toEqual([1, 1, Number.NaN]);
      expect(read('game:late')).toEqual([Number.NaN, Number.NaN, 8]);
    });
  });

  describe('maintain', () => {
    it('seals a block when late values have had 16 frames to land', () => {
      const { registry, history, endFrames } = createHistory();
      const { sink, blocks } = createSink();
      registry.backend.sinks.add(sink);
      endFrames(BLOCK_FRAMES + 15);
      history.maintain();
      expect(blocks()).toHaveLength(0);
      endFrames(1);
      history.maintain();
      expect(blocks()).toHaveLength(1);
      history.maintain();
      expect(blocks()).toHaveLength(1);
    });

    it('is not needed: blocks are sealed when they would pile up', () => {
      const { registry, history, endFrames } = createHistory();
      registry.registerCounter('game', 'a');
      endFrames(10 * BLOCK_FRAMES);
      expect(history.openBlocks().length).toBeLessThanOrEqual(2);
      for (let k = 0; k < 100; k++) {
        registry.registerCounter('game', `m${k}`);
        endFrames(1);
      }
      expect(history.openBlocks().length).toBeLessThanOrEqual(18);
    });

    it('lets a block that was sealed serve again without its old values', () => {
      const { registry, history, endFrames, read } = createHistory();
      const gauge = registry.registerGauge('game', 'a');
      for (let k = 0; k < 5 * BLOCK_FRAMES; k++) {
        gauge.set(k);
        endFrames(1);
        if (k % 20 === 0) history.maintain();
      }
      registry.remove(gauge.id);
      registry.registerGauge('game', 'b', { reset: 'frame' });
      endFrames(BLOCK_FRAMES);
      expect(read('game:a', 0, 5 * BLOCK_FRAMES)).toEqual(Array.from({ length: 5 * BLOCK_FRAMES }, (_, k) => k));
      expect(read('game:b').every(Number.isNaN)).toBe(true);
      expect(read('time')).toEqual(Array.from({ length: 6 * BLOCK_FRAMES }, (_, k) => (k + 1) * 10));
    });

    it('makes room for two blocks, and no more while the metrics stay the same', () => {
      const begin = vi.spyOn(OpenBlock.prototype, 'begin');
      const { history, endFrames } = createHistory();
      for (let k = 0; k < 100; k++) {
        endFrames(BLOCK_FRAMES / 10);
        history.maintain();
      }
      const begun = Math.ceil(history.endFrame / BLOCK_FRAMES);
      // A new one begins once more than it is used.
      expect(begin.mock.calls.length - begun).toBe(2);
    });

    it('lets go of late values whose block serves again', () => {
      const { registry, history, endFrames, read } = createHistory();
      const gpu = registry.registerGauge('engine', 'gpu', { reset: 'frame' });
      endFrames(5);
      gpu.setForFrame(3, 7);
      history.sealAll();
      history.maintain();
      endFrames(5);
      expect(read('engine:gpu', 5)).toEqual(new Array(5).fill(Number.NaN));
      expect(read('engine:gpu', 3, 4)).toEqual([7]);
    });
  });

  describe('openBlocks', () => {
    it('gives the frames that are not sealed, as blocks that stay as they are', () => {
      const { registry, history, endFrames } = createHistory();
      const gauge = registry.registerGauge('game', 'a', { reset: 'frame' });
      gauge.set(1);
      endFrames(2);
      const [block] = history.openBlocks();
      gauge.setForFrame(1, 5);
      gauge.set(3);
      endFrames(1);
      expect(block?.frames).toBe(2);
      expect([...(block?.columns[0] ?? [])]).toEqual([1, Number.NaN]);
      expect(history.openBlocks()[0]?.frames).toBe(3);
    });

    it('gives those from a frame on, with the slow row that tells their values', () => {
      const { registry, history, endFrames } = createHistory();
      const gauge = registry.registerGauge('game', 'a');
      const slow = registry.registerGauge('game', 'b', { history: '1s' });
      slow.set(7);
      for (let k = 0; k < 5; k++) {
        gauge.set(k);
        endFrames(1);
      }
      const [block, ...others] = history.openBlocks(3);
      expect(others).toEqual([]);
      expect(block).toMatchObject({ firstFrame: 3, frames: 2, columns: [Float64Array.of(3, 4)] });
      expect(block?.timeMs).toEqual(history.openBlocks()[0]?.timeMs.slice(3));
      expect(block?.slow).toMatchObject({ frames: Uint16Array.of(0), values: Float64Array.of(7) });
      expect(history.openBlocks(5)).toEqual([]);
    });
  });

  describe('a ring', () => {
    it('lets the oldest blocks go past its capacity, and reads them as missing', () => {
      const { registry, history, endFrames, read } = createHistory({ capacityBytes: 40_000 });
      const frame = registry.registerCounter('game', 'frame');
      for (let k = 0; k < 40 * BLOCK_FRAMES; k++) {
        endFrames(1);
        frame.increment();
        if (k % 100 === 0) history.maintain();
      }
      const kept = history.endFrame - history.firstFrame;
      expect(kept).toBeGreaterThan(4 * BLOCK_FRAMES);
      expect(kept).toBeLessThan(9 * BLOCK_FRAMES);
      expect(read('game:frame', history.firstFrame - 2, history.firstFrame + 2)).toEqual([
        Number.NaN,
        Number.NaN,
        history.firstFrame,
        history.firstFrame + 1,
      ]);
    });

    it('keeps one block, however small its capacity', () => {
      const { history, endFrames } = createHistory({ capacityBytes: 0 });
      endFrames(5);
      history.sealAll();
      expect([history.firstFrame, history.endFrame]).toEqual([0, 5]);
      endFrames(3);
      history.sealAll();
      expect([history.firstFrame, history.endFrame]).toEqual([5, 8]);
    });

    it('holds a minute of the default metrics at 60 Hz, with room to spare', () => {
      const { registry, history, endFrames } = createHistory();
      for (let k = 0; k < 20; k++) registry.registerGauge('engine', `m${k}`).set(k);
      endFrames(3600);
      history.maintain();
      expect(history.firstFrame).toBe(0);
    });
  });

  describe('columns', () => {
    it('has each column that some frame has once, and stays the same array until that changes', () => {
      const { registry, history, endFrames } = createHistory();
      const keys = () => history.columns.map(({ key }) => key);
      registry.registerCounter('game', 'a');
      endFrames(1);
      registry.registerCounter('game', 'b');
      endFrames(1);
      registry.remove('game:a');
      registry.registerCounter('game', 'c');
      expect(keys()).toEqual(['game:a', 'game:b', 'game:c']);
      const before = history.columns;
      endFrames(2);
      history.maintain();
      expect(history.columns).not.toBe(undefined);
      endFrames(2);
      const after = history.columns;
      endFrames(300);
      history.maintain();
      expect(history.columns).toBe(after);
      expect(after).toEqual(before);
    });

    it('has a metric that came and went between two readings', () => {
      const { registry, history, endFrames } = createHistory();
      endFrames(1);
      expect(history.columns).toEqual([]);
      registry.registerCounter('game', 'brief');
      endFrames(1);
      registry.remove('game:brief');
      endFrames(1);
      expect(history.columns.map(({ key }) => key)).toEqual(['game:brief']);
    });

    it('lets go of a metric whose last frames the ring let go', () => {
      const { registry, history, endFrames } = createHistory({ capacityBytes: 20_000 });
      registry.registerCounter('game', 'brief');
      endFrames(5);
      registry.remove('game:brief');
      endFrames(1);
      expect(history.columns.map(({ key }) => key)).toEqual(['game:brief']);
      endFrames(40 * BLOCK_FRAMES);
      history.maintain();
      expect(history.columns).toEqual([]);
    });
  });

  it('keeps marks and sections beside the frames', () => {
    const { history } = createHistory();
    history.eventLog.mark('spawn', 5);
    expect(history.events).toEqual([{ kind: 'mark', name: 'spawn', timeMs: 5 }]);
  });
});
