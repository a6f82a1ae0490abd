import { describe, expect, it } from 'vitest';
import { createHistory } from './example-history.ts';

describe('FrameHistory, where metrics come and go,', () => {
  it('goes on in its block for a metric that is registered later, and reads it as missing before', () => {
    const { registry, history, endFrames, read } = createHistory();
    registry.registerCounter('game', 'a').increment();
    endFrames(3);
    registry.registerCounter('game', 'b').increment(7);
    endFrames(2);
    expect(history.openBlocks().map(({ firstFrame, frames }) => [firstFrame, frames])).toEqual([[0, 5]]);
    expect(read('game:a')).toEqual([1, 1, 1, 1, 1]);
    expect(read('game:b')).toEqual([Number.NaN, Number.NaN, Number.NaN, 7, 7]);
  });

  it('begins a block where a metric takes the column of another, and where there is no room for more', () => {
    const { registry, history, endFrames } = createHistory();
    registry.registerCounter('game', 'a');
    endFrames(3);
    registry.remove('game:a');
    registry.registerCounter('game', 'b');
    endFrames(2);
    for (let k = 0; k < 100; k++) registry.registerCounter('game', `m${k}`);
    endFrames(1);
    expect(history.openBlocks().map(({ firstFrame, frames }) => [firstFrame, frames])).toEqual([
      [0, 3],
      [3, 2],
      [5, 1],
    ]);
  });

  it('reads a metric that comes back as missing while it was gone, in the same column or in another', () => {
    const { registry, endFrames, read } = createHistory();
    registry.registerGauge('game', 'a').set(1);
    registry.registerGauge('game', 'b').set(2);
    endFrames(1);
    registry.remove('game:b');
    registry.remove('game:a');
    endFrames(1);
    registry.registerGauge('game', 'a').set(3);
    endFrames(1);
    registry.remove('game:a');
    registry.registerHistogram('game', 'load').record(5);
    registry.registerGauge('game', 'c').set(6);
    registry.registerGauge('game', 'a').set(4);
    endFrames(1);
    expect(read('game:a')).toEqual([1, Number.NaN, 3, 4]);
    expect(read('game:b')).toEqual([2, Number.NaN, Number.NaN, Number.NaN]);
    expect(read('game:load#sum')).toEqual([Number.NaN, Number.NaN, Number.NaN, 5]);
  });

  it('never shows the values of a metric under the metric that takes its place', () => {
    const { registry, endFrames, read } = createHistory();
    registry.registerGauge('game', 'a').set(1);
    endFrames(2);
    registry.remove('game:a');
    endFrames(1);
    registry.registerGauge('game', 'b').set(2);
    endFrames(1);
    expect(read('game:a')).toEqual([1, 1, Number.NaN, Number.NaN]);
    expect(read('game:b')).toEqual([Number.NaN, Number.NaN, Number.NaN, 2]);
  });

  it.each([300, 1000])('holds ten seconds of %d metrics beside one that comes and goes in each frame', (count) => {
    const { registry, history } = createHistory();
    for (let k = 0; k < count; k++) registry.registerGauge('game', `m${k}`).set(k);
    for (let frame = 0; frame < 900; frame++) {
      registry.registerGauge('game', 'brief').set(frame);
      registry.tick((frame * 1000) / 60);
      registry.remove('game:brief');
    }
    expect(history.endFrame - history.firstFrame).toBeGreaterThan(600);
    expect(history.openBlocks().length).toBeLessThanOrEqual(2);
  });
});
