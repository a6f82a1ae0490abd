import type uPlot from 'uplot';
import { formatClock } from './format-value.ts';
import type { Palette } from './palette.ts';
import { timeScaleTicks } from './time-scale.ts';

const FONT_CSS_PX = 10;
const TICKS = 5;

export function axisFont(palette: Palette): string {
  return `${FONT_CSS_PX}px ${palette.font}`;
}

/** The axis of time: seconds before now, or the clock of a stored session. `x` is seconds before the end. */
export function timeAxis(palette: Palette, spanMs: number, isLive: boolean): uPlot.Axis {
  const spanS = spanMs / 1000;
  return {
    ...baseAxis(palette),
    size: 20,
    gap: 6,
    grid: { show: false },
    splits: () => Array.from({ length: TICKS + 1 }, (_, k) => -spanS + (k * spanS) / TICKS),
    values: (_, splits) =>
      splits.map((x) => {
        if (!isLive) return formatClock((spanS + x) * 1000);
        return Math.abs(x) < 1e-6 ? 'now' : `${Math.round(-x)} s`;
      }),
  };
}

/** The axis of frame times, with a tick at each budget. */
export function valueAxis(palette: Palette, budgetMs: () => number): uPlot.Axis {
  return {
    ...baseAxis(palette),
    size: 36,
    splits: (_, __, ___, max) => timeScaleTicks(budgetMs(), max),
    values: (_, splits) => splits.map(tickMs),
  };
}

export function baseAxis(palette: Palette): uPlot.Axis {
  return {
    stroke: palette.dim,
    font: axisFont(palette),
    gap: 4,
    ticks: { show: false },
    grid: { stroke: palette.grid, width: 1 },
    border: { show: false },
  };
}

/** One decimal where it says something: 0, 8.3, 16.7, 50, 100. */
export function tickMs(value: number): string {
  return String(value < 100 ? Math.round(value * 10) / 10 : Math.round(value));
}
