import { describe, expect, it } from 'vitest';
import { finish } from '../../analysis/steps.ts';
import { FrameHistory } from '../../frames/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import { EngineMetrics } from '../../metrics/index.ts';
import { createTrackReader, recentOf, type Track, tracksOf } from './track.ts';
import { trackSteps } from './track-model.ts';

/** Frames of 10 ms, each of which does something. */
function createRig(frameCount: number, inFrame: (metrics: Rig, frame: number) => void) {
  const { registry } = createTestRegistry();
  const metrics = EngineMetrics.withDefaultConfig(registry);
  const frames = new FrameHistory(registry.backend);
  const rig = {
    registry,
    frames,
    gauge: metrics.registerCustomGauge('load', 'game', 'load', ''),
    counter: metrics.registerCustomCounter('shots', 'game', 'shots'),
    timer: metrics.registerCustomTimer('step', 'game', 'step', ''),
  };
  for (let k = 0; k < frameCount; k++) {
    inFrame(rig, k);
    metrics.updateFrame({ timeMs: 10 * k, frameTimeMs: 10, gap: 'none', drawCalls: 1, triangles: 1 });
  }
  return rig;
}
type Rig = ReturnType<typeof createRig>;

const NAN = Number.NaN;

function readAll({ frames, registry }: Rig, key: string): number[] {
  const [track] = tracksOf([key], frames, registry, false);
  const values = new Float64Array(frames.endFrame);
  createTrackReader().read(frames, track as Track, { from: 0, to: frames.endFrame }, values);
  return [...values];
}

describe('createTrackReader', () => {
  const rig = createRig(5, ({ gauge, counter, timer }, k) => {
    gauge.set(10 * k);
    counter.increment(k);
    for (let n = 0; n < k % 3; n++) timer.record(k + n);
  });

  it('has beside an interval what the frame before did in it', () => {
    expect(readAll(rig, 'game:load')).toEqual([NAN, 0, 10, 20, 30]);
  });

  it('has of a counter what each frame added, and of a timer the mean of its samples', () => {
    // Of the first frame it is not known what was there before.
    expect(readAll(rig, 'game:shots')).toEqual([NAN, NAN, 1, 2, 3]);
    expect(readAll(rig, 'game:step')).toEqual([NAN, NAN, 1, 2.5, NAN]);
  });

  it('reads a part as it reads all', () => {
    const [track] = tracksOf(['game:shots'], rig.frames, rig.registry, false);
    const values = new Float64Array(3);
    createTrackReader().read(rig.frames, track as Track, { from: 2, to: 5 }, values);
    expect([...values]).toEqual([1, 2, 3]);
  });

  it('goes on from 0 where a counter and a timer began anew', () => {
    const totals: Record<string, number[]> = {
      'a:b': [5, 9, 2, 6],
      'a:t#count': [4, 6, 1, 3],
      'a:t#sum': [8, 14, 5, 9],
    };
    const source = {
      firstFrame: 0,
      endFrame: 4,
      columns: [],
      events: [],
      read(key: string, from: number, to: number, target: Float64Array) {
        for (let k = from; k < to; k++) target[k - from] = totals[key]?.[k] ?? NAN;
      },
    };
    const read = (key: string, kind: Track['kind']) => {
      const values = new Float64Array(5);
      createTrackReader().read(source, { key, kind } as Track, { from: 0, to: 5 }, values);
      return [...values];
    };
    expect(read('a:b', 'counters')).toEqual([NAN, NAN, 4, 2, 4]);
    expect(read('a:t', 'histograms')).toEqual([NAN, NAN, 3, 5, 2]);
  });
});

describe('trackSteps', () => {
  it('has all frames of a timeline, of thousands too', () => {
    const rig = createRig(40_000, ({ counter }, k) => counter.increment(k));
    const [track] = tracksOf(['game:shots'], rig.frames, rig.registry, false);
    const pyramid = finish(trackSteps(rig.frames, track as Track, rig.frames));
    const extremes = new Float64Array(2);
    const { firstFrame, endFrame } = rig.frames;
    pyramid.read(0, endFrame - firstFrame, extremes);
    expect(extremes[1]).toBe(endFrame - 2);
    pyramid.read(20_000 - firstFrame, 20_003 - firstFrame, extremes);
    expect([...extremes]).toEqual([19_999, 20_001]);
  });
});

describe('tracksOf', () => {
  const rig = createRig(3, ({ gauge }) => gauge.set(1));

  it('finds live metrics in the registry, stored ones in the columns, and leaves out what is not there', () => {
    const pins = ['game:step', 'no:such', 'game:load', 'x', '', 'game:shots'];
    const wanted = [
      ['game:step', 'histograms'],
      ['game:load', 'gauges'],
      ['game:shots', 'counters'],
    ];
    for (const registry of [rig.registry, null])
      expect(tracksOf(pins, rig.frames, registry, registry === null).map(({ key, kind }) => [key, kind])).toEqual(
        wanted,
      );
  });

  it('finds what has left the registry in the frames, where it is asked to', () => {
    const { frames, registry } = createRig(3, ({ gauge }) => gauge.set(1));
    registry.remove('game:load');
    const found = (areFramesAsked: boolean) =>
      tracksOf(['game:load', 'game:shots'], frames, registry, areFramesAsked).length;
    expect([found(false), found(true)]).toEqual([1, 2]);
  });
});

describe('recentOf', () => {
  /** Frames of 400 ms, of which the last value is that of the one that goes on. */
  const recent = (kind: Track['kind'], values: number[], history?: '1s') => {
    const timeMs = values.slice(1).map((_, k) => 400 * k);
    const descriptor = { history } as unknown as Track['descriptor'];
    return recentOf({ kind, descriptor }, values, { count: timeMs.length, timeMs, endMs: timeMs.at(-1) ?? 0 });
  };

  it('is the newest value of the last second', () => {
    expect(recent('gauges', [1, 2, 3])).toBe(3);
    expect(recent('gauges', [1, 2, NAN])).toBe(2);
    expect(recent('histograms', [1, NAN, NAN, NAN, NAN])).toBeNaN();
    expect(recent('gauges', [NAN])).toBeNaN();
  });

  it('is the mean of a counter’s frames in that second', () => {
    expect(recent('counters', [90, 1, NAN, 3])).toBe(2);
    expect(recent('counters', [90])).toBeNaN();
  });

  it('takes what is kept once a second between those seconds', () => {
    // Each of the frames counted 10; the rows are two, three and one frames apart.
    expect(recent('counters', [20, 0, 20, 0, 0, 30, 10, 0, 0], '1s')).toBe(10);
    expect(recent('counters', [0, 0, 40, 0], '1s')).toBe(40 / 3);
    expect(recent('counters', [0, 0, 0], '1s')).toBe(0);
  });
});
