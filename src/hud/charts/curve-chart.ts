import type uPlot from 'uplot';
import type { HudModel } from '../model/hud-model.ts';
import type { Palette } from '../parts/palette.ts';
import type { Chart } from './ChartView.tsx';
import { drawLine, ROOM_BELOW_CSS_PX, ROOM_LEFT_CSS_PX } from './chart-axes.ts';
import { createChartGrid, type Tick } from './chart-grid.ts';
import {
  areaOf,
  CHART_OPTIONS,
  onUplot,
  type PlotOptions,
  placeOf,
  renewPlot,
  SERIES_OPTIONS,
  sizePlot,
} from './uplot-chart.ts';

/** One line over an axis, or two, with their scales. */
export interface Curve {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** A second line over the same `x`, dashed. */
  readonly other?: ArrayLike<number>;
  readonly xRange: readonly [min: number, max: number];
  readonly yMax: number;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** Where the budget lies, on one of the axes. */
  readonly budget: { readonly x: number } | { readonly y: number };
}

/** A curve, read anew for each drawing; null while there is nothing to draw. With `isPair` it has another to be compared with. */
export function createCurveChart(element: HTMLElement, hud: HudModel, read: () => Curve | null, isPair = false): Chart {
  const palette = hud.palette.peek() as Palette;
  const grid = createChartGrid(element, hud, palette);
  let curve: Curve | null = null;
  let plot: uPlot | null = null;
  const drawBudget = (self: uPlot) =>
    onUplot(self, (context, width, height) => {
      if (curve === null) return;
      const { budget } = curve;
      const [x0, y0, x1, y1] =
        'x' in budget
          ? [placeOf(self, budget.x, 'x'), 0, placeOf(self, budget.x, 'x'), height]
          : [0, placeOf(self, budget.y, 'y'), width, placeOf(self, budget.y, 'y')];
      drawLine(context, palette.budget, x0, y0, x1, y1, [2, 2]);
    });
  const options: PlotOptions = {
    ...CHART_OPTIONS,
    padding: [8, 14, ROOM_BELOW_CSS_PX, ROOM_LEFT_CSS_PX],
    cursor: { show: false },
    series: [
      {},
      { stroke: isPair ? palette.accent : palette.text, width: isPair ? 2 : 1.5, ...SERIES_OPTIONS },
      ...(isPair ? [{ stroke: palette.gpu, width: 2, dash: [5, 3], ...SERIES_OPTIONS }] : []),
    ],
    hooks: { drawAxes: [drawBudget] },
  };
  const size = { width: 0, height: 0 };
  return {
    resize(width, height) {
      Object.assign(size, { width, height });
    },
    draw() {
      curve = read();
      if (curve === null) {
        plot?.destroy();
        plot = null;
      }
      if (curve === null || size.width === 0) return;
      const { x, y, other = [], xRange, yMax, xTicks, yTicks } = curve;
      plot = sizePlot(plot, element, options, isPair ? [[], [], []] : [[], []], size, hud.pixelRatio);
      const lines = isPair ? [y, other] : [y];
      renewPlot(plot, [Array.from(x), ...lines.map((line) => Array.from(line))], xRange[0], xRange[1], yMax);
      grid.draw(size.width, size.height, areaOf(plot), xTicks, yTicks);
    },
    destroy() {
      plot?.destroy();
      grid.destroy();
    },
  };
}
