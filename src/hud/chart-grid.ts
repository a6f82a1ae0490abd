import uPlot from 'uplot';
import { axisFont } from './chart-axes.ts';
import { createChartCanvas } from './chart-canvas.ts';
import type { Palette } from './palette.ts';

/** Between a plot and its labels, in CSS pixels. */
const GAP_BELOW = 6;
const GAP_LEFT = 4;

/** Where an axis says what. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** The labels of both axes, and lines at the ticks of the upright one. */
export interface ChartGrid {
  /** Draws the ticks under the scales of the plot, unless they were drawn so last. */
  draw(plot: uPlot, xTicks: readonly Tick[], yTicks: readonly Tick[]): void;
  destroy(): void;
}

/** On a canvas of its own below the plot's, because text costs more than lines and stays as it is while they move on. */
export function createChartGrid(element: HTMLElement, palette: Palette): ChartGrid {
  const canvas = createChartCanvas(element);
  const { context } = canvas;
  let drawn = '';
  return {
    draw(plot, xTicks, yTicks) {
      const { x, y } = plot.scales;
      const { left, top, width, height } = plot.bbox;
      const ratio = uPlot.pxRatio;
      const wanted = [
        plot.width,
        plot.height,
        ratio,
        x?.min,
        x?.max,
        y?.max,
        ...[...xTicks, ...yTicks].map(nameOf),
      ].join();
      if (wanted === drawn) return;
      drawn = wanted;
      canvas.resize(plot.width, plot.height);
      canvas.begin();
      context.save();
      context.translate(left / ratio, top / ratio);
      context.font = axisFont(palette);
      context.fillStyle = palette.dim;
      context.strokeStyle = palette.line;
      context.lineWidth = 1;
      context.textAlign = 'center';
      context.textBaseline = 'top';
      for (const { at, label } of xTicks) {
        context.fillText(label, plot.valToPos(at, 'x'), height / ratio + GAP_BELOW);
      }
      context.textAlign = 'right';
      context.textBaseline = 'middle';
      context.beginPath();
      for (const { at, label } of yTicks) {
        const middle = Math.round(plot.valToPos(at, 'y'));
        context.fillText(label, -GAP_LEFT, middle);
        context.moveTo(0, middle + 0.5);
        context.lineTo(width / ratio, middle + 0.5);
      }
      context.stroke();
      context.restore();
    },
    destroy: canvas.destroy,
  };
}

const nameOf = ({ at, label }: Tick) => `${at} ${label}`;
