import { formatTimeTick } from '../parts/format-value.ts';
import type { Palette } from '../parts/palette.ts';
import type { Tick } from './chart-grid.ts';
import { timeScaleTicks } from './time-scale.ts';
import { timeStep } from './time-step.ts';

const TIME_TICKS = 5;

/** Room for the labels that `createChartGrid` draws; as much in all charts, so that their plots begin below each other. */
export const ROOM_BELOW_CSS_PX = 20;
export const ROOM_LEFT_CSS_PX = 36;

export function axisFont(palette: Palette): string {
  return `10px ${palette.font}`;
}

/** An axis of time: seconds before now, or since the begin of a stored session. Its values are seconds before the end. */
export function timeTicks(spanMs: number, isLive: boolean): readonly Tick[] {
  const stepMs = isLive ? spanMs / TIME_TICKS : timeStep(spanMs);
  const label = (timeMs: number) => {
    if (!isLive) return formatTimeTick(timeMs, stepMs);
    return timeMs > spanMs - 100 ? 'now' : `${Math.round((spanMs - timeMs) / 1000)} s`;
  };
  return Array.from({ length: Math.floor(spanMs / stepMs + 1e-9) + 1 }, (_, k) => k * stepMs).map((timeMs) => ({
    at: (timeMs - spanMs) / 1000,
    label: label(timeMs),
  }));
}

/** An axis of frame times, with ticks at multiples of the budget. */
export function budgetTicks(budgetMs: number, maxMs: number): readonly Tick[] {
  return timeScaleTicks(budgetMs, maxMs).map((at) => ({ at, label: tickMs(at) }));
}

/** One decimal where it says something, three figures below 1: 0, 0.25, 8.3, 16.7, 50, 100. */
export function tickMs(value: number): string {
  if (value < 1) return String(Number(value.toPrecision(3)));
  return String(value < 100 ? Math.round(value * 10) / 10 : Math.round(value));
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
