import uPlot from 'uplot';
import type { Tick } from './chart-grid.ts';
import { formatTimeTick } from './format-value.ts';
import type { Palette } from './palette.ts';
import { timeScaleTicks } from './time-scale.ts';

const TIME_TICKS = 5;

/** Room for the labels that `createChartGrid` draws; as much in all charts, so that their plots begin below each other. */
export const ROOM_BELOW_CSS_PX = 20;
export const ROOM_LEFT_CSS_PX = 36;

/** What all charts have in common: scales that are set from outside, and nothing but the plot. */
export const CHART_OPTIONS = {
  legend: { show: false },
  select: { show: false, left: 0, top: 0, width: 0, height: 0 },
  scales: { x: { time: false, auto: false }, y: { auto: false } },
  axes: [{ show: false }, { show: false }],
} satisfies Partial<uPlot.Options>;

/** Of each series: its scale is set from outside, so that its values are not looked through. */
export const SERIES_OPTIONS = { auto: false, points: { show: false } } satisfies uPlot.Series;

/** Where uPlot puts a plot: it would not know an element of another window for one. */
export function plotIn(element: HTMLElement): ConstructorParameters<typeof uPlot>[2] {
  return (plot, init) => {
    element.append(plot.root);
    init();
  };
}

/** Shows the data, which have changed, under scales from `minX` and from 0. */
export function renewPlot(plot: uPlot, data: uPlot.AlignedData, minX: number, maxX: number, maxY: number): void {
  plot.batch(() => {
    plot.setData(data, false);
    plot.setScale('x', { min: minX, max: maxX });
    if (plot.scales.y?.max !== maxY) plot.setScale('y', { min: 0, max: maxY });
  });
}

export function axisFont(palette: Palette): string {
  return `10px ${palette.font}`;
}

/** An axis of time: seconds before now, or since the begin of a stored session. Its values are seconds before the end. */
export function timeTicks(spanMs: number, isLive: boolean): readonly Tick[] {
  const spanS = spanMs / 1000;
  const label = (at: number) => {
    if (!isLive) return formatTimeTick(spanMs + at * 1000, spanMs / TIME_TICKS);
    return at > -0.1 ? 'now' : `${Math.round(-at)} s`;
  };
  return Array.from({ length: TIME_TICKS + 1 }, (_, k) => (k / TIME_TICKS - 1) * spanS).map((at) => ({
    at,
    label: label(at),
  }));
}

/** An axis of frame times, with ticks at multiples of the budget. */
export function budgetTicks(budgetMs: number, maxMs: number): readonly Tick[] {
  return timeScaleTicks(budgetMs, maxMs).map((at) => ({ at, label: tickMs(at) }));
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
