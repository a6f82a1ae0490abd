import uPlot from 'uplot';
import { formatTimeTick } from './format-value.ts';
import type { Palette } from './palette.ts';
import { timeScaleTicks } from './time-scale.ts';

const TIME_TICKS = 5;

/** What both charts have in common: scales that are set from outside, and nothing but the plot. */
export const CHART_OPTIONS = {
  legend: { show: false },
  select: { show: false, left: 0, top: 0, width: 0, height: 0 },
  scales: { x: { time: false, auto: false }, y: { auto: false } },
} as const;

export function axisFont(palette: Palette): string {
  return `10px ${palette.font}`;
}

/** The axis of time: seconds before now, or since the begin of a stored session. Its values are seconds before the end. */
export function timeAxis(palette: Palette, spanMs: number, isLive: boolean): uPlot.Axis {
  const spanS = spanMs / 1000;
  const label = (x: number) => {
    if (!isLive) return formatTimeTick(spanMs + x * 1000, spanMs / TIME_TICKS);
    return x > -0.1 ? 'now' : `${Math.round(-x)} s`;
  };
  return {
    ...bottomAxis(palette),
    splits: () => Array.from({ length: TIME_TICKS + 1 }, (_, k) => (k / TIME_TICKS - 1) * spanS),
    values: (_, splits) => splits.map(label),
  };
}

/** The upright axis of frame times, with ticks at multiples of the budget. */
export function valueAxis(palette: Palette, budgetMs: () => number): uPlot.Axis {
  return {
    ...leftAxis(palette),
    splits: (_, __, ___, max) => timeScaleTicks(budgetMs(), max),
    values: (_, splits) => splits.map(tickMs),
  };
}

export function bottomAxis(palette: Palette): uPlot.Axis {
  return { ...leftAxis(palette), size: 20, gap: 6, grid: { show: false } };
}

/** As wide in both charts, so that their plots begin below each other. */
export function leftAxis(palette: Palette): uPlot.Axis {
  return {
    stroke: palette.dim,
    font: axisFont(palette),
    size: 36,
    gap: 4,
    ticks: { show: false },
    grid: { stroke: palette.line, width: 1 },
  };
}

/** One decimal where it says something: 0, 8.3, 16.7, 50, 100. */
export function tickMs(value: number): string {
  return String(value < 100 ? Math.round(value * 10) / 10 : Math.round(value));
}

/** Runs `draw` with a context that takes CSS pixels from the top left of the plotting area. */
export function onPlot(
  plot: uPlot,
  draw: (context: CanvasRenderingContext2D, widthCssPx: number, heightCssPx: number) => void,
): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.translate(bbox.left, bbox.top);
  ctx.scale(ratio, ratio);
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'left';
  draw(ctx, bbox.width / ratio, bbox.height / ratio);
  ctx.restore();
}

/** A line of one pixel, along an axis. */
export function drawLine(
  context: CanvasRenderingContext2D,
  colour: string,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  dash: number[] = [],
): void {
  const crisp = (at: number) => Math.floor(at) + 0.5;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(crisp(x0), crisp(y0));
  context.lineTo(crisp(x1), crisp(y1));
  context.stroke();
}
