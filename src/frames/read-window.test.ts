import { describe, expect, it } from 'vitest';
import { type ComputedSpec, computationOf, MetricsRegistry } from '../metrics/index.ts';
import { FrameHistory } from './index.ts';

const game = (name: string) => ({ namespace: 'game', name });

function createHistory() {
  const registry = new MetricsRegistry();
  const history = new FrameHistory(registry.backend);
  return { registry, history, compute: (spec: ComputedSpec) => computationOf(registry, spec)() };
}

describe('readWindow', () => {
  it('gives nothing while there are no frames', () => {
    expect(createHistory().history.readWindow('game:x', 1000)).toBeNull();
  });

  it('is what computed metrics look back on', () => {
    const { registry, compute } = createHistory();
    const shots = registry.registerCounter('game', 'shots');
    const fps = registry.registerGauge('game', 'fps');
    for (let frame = 0; frame <= 100; frame++) {
      shots.increment(frame < 50 ? 100 : 2);
      fps.set(frame);
      registry.tick(frame * 20);
    }
    expect(compute({ op: 'rate', of: game('shots') })).toBe(100);
    expect(compute({ op: 'rate', of: game('shots'), windowMs: 400 })).toBe(100);
    expect(compute({ op: 'sum', of: game('shots'), windowMs: 200 })).toBe(20);
    expect(compute({ op: 'minimum', of: game('fps'), windowMs: 200 })).toBe(91);
    expect(compute({ op: 'average', of: game('fps'), windowMs: 200 })).toBe(95.5);
    expect(compute({ op: 'quantile', q: 0.5, of: game('fps'), windowMs: 200 })).toBe(95.5);
    expect(compute({ op: 'ratio', of: [game('shots'), game('shots')], windowMs: 200 })).toBe(1);
  });

  it('leaves out of a rate what has no history, and what no row has yet', () => {
    const { registry, compute } = createHistory();
    const counters = ['a', 'b', 'c'].map((name) =>
      registry.registerCounter('shots', name, { history: name === 'b' ? 'none' : 'frame' }),
    );
    for (let frame = 0; frame <= 100; frame++) {
      for (const counter of counters) counter.increment(2);
      registry.tick(frame * 20);
    }
    expect(compute({ op: 'rate', of: { namespace: 'shots' } })).toBe(200);
    registry.registerCounter('shots', 'd').increment(2);
    expect(compute({ op: 'rate', of: { namespace: 'shots' } })).toBe(200);
  });

  it('counts on over a metric that was removed and came back', () => {
    const { registry, compute } = createHistory();
    const shots = registry.registerCounter('game', 'shots');
    shots.increment(1000);
    registry.tick(0);
    shots.increment(1);
    registry.tick(100);
    registry.remove(shots.id);
    registry.registerCounter('game', 'shots').increment(2);
    registry.tick(200);
    expect(compute({ op: 'sum', of: game('shots'), windowMs: 1000 })).toBe(3);
  });

  it('counts a metric that came within the window from its first frame', () => {
    const { registry, history } = createHistory();
    registry.tick(0);
    registry.tick(100);
    const shots = registry.registerCounter('game', 'shots');
    registry.tick(200);
    shots.increment(6);
    registry.tick(400);
    expect(history.readWindow('game:shots', 1000)).toMatchObject({ growth: 6, elapsedMs: 200 });
    expect(history.readWindow('game:none', 1000)?.growth).toBeNaN();
  });

  it('gives a steady rate of what is kept once a second, whichever rows lie in the window', () => {
    const { registry, history, compute } = createHistory();
    const shots = registry.family('counter', 'game', 'shots', { labels: ['weapon'] });
    for (let frame = 0; frame < 1500; frame++) {
      shots.with('axe').increment();
      shots.with('bow').increment(2);
      registry.tick((frame * 1000) / 60);
      if (frame === 1000) history.sealAll();
      if (frame < 61 || frame % 8 > 0) continue;
      expect(compute({ op: 'rate', of: game('shots') })).toBeCloseTo(180);
      expect(compute({ op: 'rate', of: game('shots'), windowMs: 300 })).toBeCloseTo(180);
      // Up to a second more than asked, and nothing less.
      expect(compute({ op: 'sum', of: game('shots'), windowMs: 900 })).toBeGreaterThanOrEqual(3 * 54);
    }
  });

  it('says how long the rows took that a growth lies between', () => {
    const { registry, history } = createHistory();
    const axe = registry.family('counter', 'game', 'shots', { labels: ['weapon'] }).with('axe');
    for (let frame = 0; frame <= 25; frame++) {
      axe.increment();
      registry.tick(frame * 100);
    }
    const reading = history.readWindow('game:shots{weapon="axe"}', 300);
    expect(reading).toMatchObject({ growth: 10, elapsedMs: 1000 });
    expect([...(reading?.values ?? [])]).toEqual([21, 21, 21]);
  });

  it('divides what each metric counted by its own time', () => {
    const { registry, compute } = createHistory();
    const old = registry.registerCounter('game', 'shots.old');
    for (let timeMs = 0; timeMs < 900; timeMs += 100) {
      old.increment(10);
      registry.tick(timeMs);
    }
    const fresh = registry.registerCounter('game', 'shots.fresh');
    registry.tick(900);
    fresh.increment(10);
    old.increment(20);
    registry.tick(1000);
    registry.registerCounter('game', 'shots.new');
    registry.tick(1000);
    expect(compute({ op: 'rate', of: game('shots.*') })).toBe(200);
  });
});
