import { describe, expect, it } from 'vitest';
import { FrameHistory } from '../../frames/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import type { HudHost } from '../hud-types.ts';
import type { HudModel } from '../model/hud-model.ts';
import { liveSource } from '../model/hud-source.ts';
import { createMetricEntries, type MetricEntry } from './metric-entries.ts';
import { createMetricLines, isUnchanged, newestOf } from './metric-line.ts';

/** Frames of 1 s each. */
const unchanged = (values: number[], isReset = false) => {
  const timeMs = values.map((_, k) => 1000 * k);
  return isUnchanged(values, { count: values.length, timeMs, endMs: timeMs.at(-1) ?? 0 }, isReset);
};
const _ = Number.NaN;

describe('isUnchanged', () => {
  it('is true when a value has stayed for more than five seconds', () => {
    expect(unchanged([1, 2, 2, 2, 2, 2, 2, 2])).toBe(true);
    expect(unchanged([1, 1, 2, 2, 2, 2, 2, 2])).toBe(false);
    expect(unchanged([2, 2, 2, 2, 2, 2, 2, 3])).toBe(false);
  });

  it('is not so sure of frames that do not reach back so far', () => {
    expect(unchanged([2, 2, 2, 2, 2, 2])).toBe(false);
  });

  it('takes a value that came in the last five seconds for a change, and one that went for none', () => {
    expect(unchanged([_, _, 2, 2, 2, 2, 2, 2])).toBe(false);
    expect(unchanged([2, 2, 2, 2, _, _, _, _])).toBe(true);
    expect(unchanged([2, 2, 2, 2, _, 2, _, 2])).toBe(true);
  });

  it('takes each value of a gauge that resets for one that was set', () => {
    expect(unchanged([2, 2, 2, 2, 2, 2, 2, 2], true)).toBe(false);
    expect(unchanged([2, 2, _, _, _, _, _, _], true)).toBe(true);
  });

  it('does not know of what no frame has', () => {
    expect(unchanged([])).toBeNull();
    expect(unchanged([_, _, _, _, _, _, _, _])).toBeNull();
  });
});

describe('newestOf', () => {
  const newest = (...values: number[]) => {
    const timeMs = values.map((_, k) => 400 * k);
    return newestOf(values, { count: values.length, timeMs, endMs: timeMs.at(-1) ?? 0 });
  };

  it('looks back for a value that is there, but no more than a second', () => {
    expect([newest(1, 2, 3), newest(1, 2, _), newest(1, 2, _, _), newest(1, 2, _, _, _)]).toEqual([3, 2, 2, _]);
    expect([newest(), newest(_, _)]).toEqual([_, _]);
  });
});

describe('createMetricLines', () => {
  /** Frames of 20 ms. */
  function createRig() {
    const { registry } = createTestRegistry();
    const frames = new FrameHistory(registry.backend);
    const source = liveSource({ frames } as unknown as HudHost, () => ({}));
    const lines = createMetricLines({ source: { peek: () => source } } as unknown as HudModel);
    const entries = createMetricEntries(registry);
    return {
      registry,
      run(count: number, inFrame: () => void) {
        for (let k = 0; k < count; k++) {
          inFrame();
          registry.tick(20 * frames.endFrame);
          frames.maintain();
        }
      },
      read(key: string, perSecond: boolean) {
        lines.begin();
        const { recent } = lines.read(entries.find(key) as MetricEntry, perSecond);
        return [recent, lines.low, lines.high];
      },
    };
  }

  it('counts from 0 where a counter was removed and came back', () => {
    const { registry, run, read } = createRig();
    for (let life = 0; life < 2; life++) {
      registry.remove('game:shots');
      const shots = registry.registerCounter('game', 'shots');
      run(300, () => shots.increment(4));
      expect(read('game:shots', true)).toEqual([200, 200, 200]);
      expect(read('game:shots', false)).toEqual([200, 4, 4]);
    }
  });

  it('has a counter that frames have once a second as steady as it is, wherever between two seconds it is read', () => {
    const { registry, run, read } = createRig();
    const kills = registry.registerCounter('game', 'kills', { labels: { weapon: 'axe' }, history: '1s' });
    run(1000, () => kills.increment(2));
    for (let k = 0; k < 300; k++) {
      run(1, () => kills.increment(2));
      for (const perSecond of [true, false])
        expect(read('game:kills{weapon="axe"}', perSecond)).toEqual([100, 100, 100]);
    }
  });

  it('takes the rates at the left edge from rows before it', () => {
    const { registry, run, read } = createRig();
    const kills = registry.registerCounter('game', 'kills', { labels: { weapon: 'axe' }, history: '1s' });
    run(200, () => kills.increment(10));
    run(475, () => undefined);
    expect(read('game:kills{weapon="axe"}', true)).toEqual([0, 0, 500]);
  });
});
