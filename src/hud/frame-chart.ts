import uPlot from 'uplot';
import type { Chart } from './ChartView.tsx';
import {
  budgetTicks,
  CHART_OPTIONS,
  plotIn,
  ROOM_BELOW_CSS_PX,
  ROOM_LEFT_CSS_PX,
  renewPlot,
  SERIES_OPTIONS,
  timeTicks,
} from './chart-axes.ts';
import { createChartGrid } from './chart-grid.ts';
import { drawFlags, drawGapsAndBudget } from './draw-frame-marks.ts';
import { CPU, createFrameColumns, GPU } from './frame-columns.ts';
import { FRAME_SERIES } from './frame-series.ts';
import type { HudModel } from './hud-model.ts';
import { linePath } from './line-path.ts';
import { createMinMaxPoints } from './min-max-points.ts';
import type { Palette } from './palette.ts';
import { timeScaleMax } from './time-scale.ts';

/**
 * The live line of frame times with CPU and GPU times.
 *
 * @param onPointed told the frame, CPU and GPU time under the pointer; null without
 */
export function createFrameChart(
  element: HTMLElement,
  hud: HudModel,
  onPointed: (values: readonly number[] | null) => void,
): Chart {
  const palette = hud.palette.peek() as Palette;
  const { frames, window, spanMs, name } = hud.source.peek();
  const columns = createFrameColumns(CPU, GPU);
  const points = createMinMaxPoints(FRAME_SERIES.length);
  const grid = createChartGrid(element, palette);
  const xTicks = timeTicks(spanMs, name === null);
  let plot: uPlot | null = null;
  let maxMs = 0;
  const tellPointed = () => {
    const index = plot?.cursor.idx;
    onPointed(index == null ? null : points.data.slice(1).map((values) => values[index] ?? Number.NaN));
  };
  const options: Omit<uPlot.Options, 'width' | 'height'> = {
    ...CHART_OPTIONS,
    padding: [12, 14, ROOM_BELOW_CSS_PX, ROOM_LEFT_CSS_PX],
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { show: false },
      // uPlot takes pixels of the page for its own.
      move: ({ over, cursor }, left, top) => {
        if (hud.scale === 1 || !cursor.event) return [left, top];
        const box = over.getBoundingClientRect();
        return [(cursor.event.clientX - box.left) / hud.scale, (cursor.event.clientY - box.top) / hud.scale];
      },
    },
    series: [
      {},
      ...FRAME_SERIES.map(({ colour, width, ...rest }) => ({
        stroke: palette[colour],
        width,
        ...('dash' in rest && { dash: [...rest.dash] }),
        ...SERIES_OPTIONS,
        paths: linePath,
      })),
    ],
    hooks: {
      drawAxes: [(self) => drawGapsAndBudget(self, palette, columns, hud.budgetMs)],
      draw: [(self) => drawFlags(self, palette, columns, frames.events, hud.hitches)],
      setCursor: [tellPointed],
    },
  };
  return {
    resize(width, height) {
      if (plot === null) plot = new uPlot({ ...options, width, height }, points.data, plotIn(element));
      else if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
    },
    draw() {
      columns.read(frames, window());
      points.read(columns, columns.endMs, spanMs);
      maxMs = timeScaleMax(hud.budgetMs, hud.stats?.frame.p99 || 0, maxMs);
      if (plot === null) return;
      renewPlot(plot, points.data, -spanMs / 1000, 0, maxMs);
      grid.draw(plot, xTicks, budgetTicks(hud.budgetMs, maxMs));
      if (plot.cursor.idx != null) tellPointed();
    },
    destroy() {
      plot?.destroy();
      grid.destroy();
    },
  };
}
