import { describe, expect, it } from 'vitest';
import { type MetricOptions, MetricsRegistry } from '../../metrics/index.ts';
import type { Palette } from '../parts/palette.ts';
import { createHeatStrips } from './heat-strips.ts';
import { createMetricEntries, type MetricEntry } from './metric-entries.ts';

const BOX = { left: 0, top: 0, width: 100, height: 16 };
/** Of its buckets, ten are for values of up to 90 and above. */
const TENS = [10, 20, 30, 40, 50, 60, 70, 80, 90];
const PALETTE = { cpu: 'blue', budget: 'green' } as Palette;

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly alpha: number;
  readonly colour: string;
}

function createRig(options: MetricOptions = {}) {
  const registry = new MetricsRegistry();
  const timer = registry.registerTimer('game', 'step', options);
  const [entry] = createMetricEntries(registry).read() as [MetricEntry];
  const strips = createHeatStrips();
  let nowMs = 0;
  const sample = (entries: readonly MetricEntry[], timeMs: number) => {
    nowMs = timeMs;
    strips.sample(entries, timeMs);
  };
  /** What is drawn of the 10 s before the newest slice. */
  const draw = () => {
    const cells: Cell[] = [];
    const context = {
      globalAlpha: 1,
      fillStyle: '',
      fillRect(x: number, y: number, width: number, height: number) {
        cells.push({ x, y, width, height, alpha: this.globalAlpha, colour: this.fillStyle });
      },
    };
    const range = strips.draw(context as unknown as CanvasRenderingContext2D, PALETTE, entry, BOX, nowMs, 10_000);
    return {
      range,
      cells: cells.filter(({ colour }) => colour === 'blue'),
      limit: cells.find(({ colour }) => colour === 'green'),
    };
  };
  return { timer, entry, sample, draw };
}

describe('createHeatStrips', () => {
  it('begins empty, without what was recorded before', () => {
    const { timer, entry, sample, draw } = createRig();
    timer.record(4);
    expect(draw().range).toBeNull();
    sample([entry], 1000);
    expect(draw()).toMatchObject({ range: null, cells: [] });
  });

  it('draws each slice of time from the right, higher values above, brighter where more samples came', () => {
    const { timer, entry, sample, draw } = createRig();
    sample([entry], 1000);
    timer.record(4);
    sample([entry], 1500);
    for (let k = 0; k < 4; k++) timer.record(8);
    sample([entry], 2000);
    const [few, many] = draw().cells as [Cell, Cell];
    expect([few.x, few.width, many.x, many.width]).toEqual([90, 5, 95, 5]);
    expect(many.y).toBeLessThan(few.y);
    expect(many.alpha).toBe(1);
    expect(few.alpha).toBeCloseTo(0.625, 6);
  });

  it('takes no slice while no frame has passed', () => {
    const { timer, entry, sample, draw } = createRig();
    sample([entry], 1000);
    timer.record(4);
    sample([entry], 1000);
    expect(draw().range).toBeNull();
    sample([entry], 1500);
    expect(draw().cells).toHaveLength(1);
  });

  it('forgets what is out of sight, and what came then', () => {
    const { timer, entry, sample, draw } = createRig();
    sample([entry], 1000);
    timer.record(4);
    sample([entry], 1500);
    sample([], 2000);
    timer.record(4);
    sample([entry], 2500);
    expect(draw().range).toBeNull();
  });

  it('keeps the slices of the last ten seconds, however many there were', () => {
    const { timer, entry, sample, draw } = createRig();
    for (let k = 0; k < 100; k++) {
      timer.record(4);
      sample([entry], 500 * k);
    }
    const { cells } = draw();
    expect(cells).toHaveLength(20);
    expect([cells[0]?.x, (cells.at(-1) as Cell).x + (cells.at(-1) as Cell).width]).toEqual([0, 100]);
  });

  it('draws no slice wider than it may be, after a pause', () => {
    const { timer, entry, sample, draw } = createRig();
    sample([entry], 0);
    timer.record(4);
    sample([entry], 8000);
    expect(draw().cells).toMatchObject([{ x: 89, width: 11 }]);
  });

  it('draws the budget where it is near', () => {
    for (const [budget, isDrawn] of [
      [6, true],
      [4000, false],
    ] as const) {
      const { timer, entry, sample, draw } = createRig({ budget });
      sample([entry], 0);
      timer.record(4);
      sample([entry], 500);
      expect(draw().limit !== undefined).toBe(isDrawn);
    }
  });

  it('has no more bands than the histogram has buckets, and says where the first and the last go on', () => {
    for (const [value, boundaries, low, high] of [
      [4, [4, 8, 16], '≤ 4', '> 16'],
      [20, [4, 8, 16], '≤ 4', '> 16'],
      [1, TENS, '≤ 10', '80'],
      [95, TENS, '20', '> 90'],
      [45, TENS, '≤ 10', '80'],
    ] as const) {
      const { timer, entry, sample, draw } = createRig({ boundaries });
      sample([entry], 0);
      timer.record(value);
      sample([entry], 500);
      const { range, cells } = draw();
      expect([`${range?.lowSign}${range?.low}`, `${range?.highSign}${range?.high}`]).toEqual([low, high]);
      expect(cells).toHaveLength(1);
    }
  });

  it('ends where the bands of all values end', () => {
    const { timer, entry, sample, draw } = createRig();
    sample([entry], 0);
    timer.record(1e300);
    sample([entry], 500);
    expect(draw().range).toMatchObject({ low: 2 ** 29.75, high: 2 ** 31.75 });
  });
});
