import type { Chart } from '../charts/ChartView.tsx';
import { budgetTicks, drawLine, ROOM_BELOW_CSS_PX, timeTicks } from '../charts/chart-axes.ts';
import { createChartCanvas } from '../charts/chart-canvas.ts';
import { createChartGrid, type Tick } from '../charts/chart-grid.ts';
import { drawEvents } from '../charts/draw-events.ts';
import { createHitchFlags, drawGapsAndPeriods } from '../charts/draw-frame-marks.ts';
import { CPU, createFrameColumns, GPU } from '../charts/frame-columns.ts';
import { drawFrameLines } from '../charts/frame-lines.ts';
import { FRAME_SERIES } from '../charts/frame-series.ts';
import { createMinMaxPoints } from '../charts/min-max-points.ts';
import { createPlotArea, fitPlot, onPlot, type PlotArea, xIn } from '../charts/plot-area.ts';
import { type GapFrames, NO_GAPS, storedPointSteps } from '../charts/stored-points.ts';
import { timeScaleMax } from '../charts/time-scale.ts';
import type { HudModel } from '../model/hud-model.ts';
import { runInSlices } from '../model/run-in-slices.ts';
import type { Palette } from '../parts/palette.ts';

const ROOM_ABOVE_CSS_PX = 12;
const MARGINS = { right: 14, below: ROOM_BELOW_CSS_PX };

/**
 * The live line of frame times with CPU and GPU times. Drawn by hand, because it is drawn anew all the time, and uPlot takes twice as
 * long for it.
 *
 * @param onPointed told the frame, CPU and GPU time under the pointer; null without
 * @param onFailure told what a stored session could not be read for
 */
export function createFrameChart(
  element: HTMLElement,
  hud: HudModel,
  onPointed: (values: readonly number[] | null) => void,
  onFailure: (error: unknown) => void,
): Chart {
  const palette = hud.palette.peek() as Palette;
  const { frames, window, spanMs, name, periods } = hud.source.peek();
  const columns = createFrameColumns(CPU, GPU);
  const points = createMinMaxPoints(FRAME_SERIES.length);
  /** Those of a stored session. */
  let gaps: GapFrames = NO_GAPS;
  let stopReading: (() => void) | null = null;
  const marks = () => (name === null ? columns : gaps);
  const grid = createChartGrid(element, hud, palette);
  const canvas = createChartCanvas(element, hud);
  const xTicks = timeTicks(spanMs, name === null);
  const area = createPlotArea(ROOM_ABOVE_CSS_PX);
  area.minX = -spanMs / 1000;
  let width = 0;
  let height = 0;
  let yTicks: readonly Tick[] = [];
  let ticksOf = { maxMs: Number.NaN, budgetMs: Number.NaN };
  /** Where the pointer is, in CSS pixels from the plot's left edge; NaN without. */
  let pointed = Number.NaN;
  const abort = new AbortController();

  const flags = createHitchFlags(palette);

  const draw = () => {
    if (area.width <= 0 || area.height <= 0) return;
    canvas.begin();
    const { context } = canvas;
    const { endMs } = marks();
    const toX = (timeMs: number) => xIn(area, (timeMs - endMs) / 1000);
    onPlot(context, area, () => drawGapsAndPeriods(context, area, palette, marks(), hud.budgetMs, periods.refreshMs));
    onPlot(context, area, () => drawFrameLines(context, area, palette, points, canvas.ratio));
    onPlot(context, area, () => {
      drawEvents(context, palette, frames.events, toX, area.width, area.height);
      flags.draw(context, area, hud.hitches, endMs);
      if (!Number.isNaN(pointed)) drawLine(context, palette.faint, pointed, 0, pointed, area.height);
    });
  };

  const tellPointed = () => {
    if (Number.isNaN(pointed)) return onPointed(null);
    const at = nearestPoint(points.x, points.length, area, pointed);
    onPointed(at < 0 ? null : points.series.map((values) => values[at] as number));
  };
  /** A stored session stays as it is: it is read once. */
  const readStored = () =>
    runInSlices(hud, {
      steps: storedPointSteps(frames, window(), spanMs, columns, points),
      onDone(found) {
        gaps = found;
        draw();
      },
      onFailure,
    });

  // Several moves of the pointer are drawn once, and no layout is forced in the page's frame.
  let timer = 0;
  let pointedClientX = Number.NaN;
  const drawPointed = hud.measured(() => {
    timer = 0;
    const cssPx = (pointedClientX - element.getBoundingClientRect().left) / hud.scale - area.left;
    pointed = cssPx >= 0 && cssPx <= area.width ? cssPx : Number.NaN;
    draw();
    tellPointed();
  });
  const point = (clientX: number) => {
    pointedClientX = clientX;
    timer ||= globalThis.window.setTimeout(drawPointed);
  };
  const { signal } = abort;
  element.addEventListener('pointermove', ({ clientX }) => point(clientX), { signal, passive: true });
  element.addEventListener('pointerleave', () => point(Number.NaN), { signal, passive: true });

  return {
    resize(widthCssPx, heightCssPx) {
      width = widthCssPx;
      height = heightCssPx;
      fitPlot(area, width, height, MARGINS);
      canvas.resize(width, height);
    },
    draw() {
      const { budgetMs } = hud;
      area.maxY = timeScaleMax(budgetMs, hud.stats?.frame.p99 || 0, area.maxY);
      if (ticksOf.maxMs !== area.maxY || ticksOf.budgetMs !== budgetMs) {
        ticksOf = { maxMs: area.maxY, budgetMs };
        yTicks = budgetTicks(budgetMs, area.maxY);
      }
      if (name === null) {
        columns.read(frames, window());
        points.read(columns, columns.endMs, spanMs);
      } else stopReading ??= readStored();
      draw();
      grid.draw(width, height, area, xTicks, yTicks);
      if (!Number.isNaN(pointed)) tellPointed();
    },
    destroy() {
      // No pointer leaves what is taken off.
      if (!Number.isNaN(pointed)) onPointed(null);
      abort.abort();
      clearTimeout(timer);
      stopReading?.();
      canvas.destroy();
      grid.destroy();
    },
  };
}

/** The point that lies nearest to so many CSS pixels from the plot's left edge; -1 without points. */
function nearestPoint(xs: Float64Array, count: number, area: PlotArea, cssPx: number): number {
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    const distance = Math.abs(xIn(area, xs[k] as number) - cssPx);
    if (distance >= least) continue;
    least = distance;
    nearest = k;
  }
  return nearest;
}
