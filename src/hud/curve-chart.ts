import uPlot from 'uplot';
import type { Chart } from './ChartView.tsx';
import { bottomAxis, CHART_OPTIONS, drawLine, leftAxis, onPlot } from './chart-axes.ts';
import type { HudModel } from './hud-model.ts';
import type { Palette } from './palette.ts';

/** One line over an axis, with its scales. */
export interface Curve {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly xRange: readonly [min: number, max: number];
  readonly yMax: number;
  readonly xTicks: readonly { readonly at: number; readonly label: string }[];
  readonly yTicks: readonly { readonly at: number; readonly label: string }[];
  /** Where the budget lies, on one of the axes. */
  readonly budget: { readonly x: number } | { readonly y: number };
}

/** A curve, read anew for each drawing; null while there is nothing to draw. */
export function createCurveChart(element: HTMLElement, hud: HudModel, read: () => Curve | null): Chart {
  const palette = hud.palette.peek() as Palette;
  let curve: Curve | null = null;
  let plot: uPlot | null = null;
  const drawBudget = (self: uPlot) =>
    onPlot(self, (context, width, height) => {
      if (curve === null) return;
      const { budget } = curve;
      const [x0, y0, x1, y1] =
        'x' in budget
          ? [self.valToPos(budget.x, 'x'), 0, self.valToPos(budget.x, 'x'), height]
          : [0, self.valToPos(budget.y, 'y'), width, self.valToPos(budget.y, 'y')];
      drawLine(context, palette.budget, x0, y0, x1, y1, [2, 2]);
    });
  const ticks = (name: 'xTicks' | 'yTicks'): Pick<uPlot.Axis, 'splits' | 'values'> => ({
    splits: () => curve?.[name].map(({ at }) => at) ?? [],
    values: () => curve?.[name].map(({ label }) => label) ?? [],
  });
  const options: Omit<uPlot.Options, 'width' | 'height'> = {
    ...CHART_OPTIONS,
    padding: [8, 14, 0, 0],
    cursor: { show: false },
    axes: [
      { ...bottomAxis(palette), ...ticks('xTicks') },
      { ...leftAxis(palette), ...ticks('yTicks') },
    ],
    series: [{}, { stroke: palette.text, width: 1.5, points: { show: false } }],
    hooks: { drawAxes: [drawBudget] },
  };
  return {
    resize(width, height) {
      if (plot === null) plot = new uPlot({ ...options, width, height }, [[], []], element);
      else if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
    },
    draw() {
      curve = read();
      if (curve === null) return;
      const { x, y, xRange, yMax } = curve;
      plot?.batch((self: uPlot) => {
        self.setData([Array.from(x), Array.from(y)], false);
        self.setScale('x', { min: xRange[0], max: xRange[1] });
        self.setScale('y', { min: 0, max: yMax });
      });
    },
    destroy: () => plot?.destroy(),
  };
}
