import type { HudModel } from '../model/hud-model.ts';
import type { Palette } from '../parts/palette.ts';
import { axisFont } from './chart-axes.ts';
import { createChartCanvas } from './chart-canvas.ts';
import { type PlotArea, xIn, yIn } from './plot-area.ts';

/** Between a plot and its labels, in CSS pixels. */
const GAP_BELOW = 6;
const GAP_LEFT = 4;
/** Between two labels below a plot. */
const GAP_BETWEEN = 4;

/** Where an axis says what. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** The labels of both axes, and lines at the ticks of the upright one. */
export interface ChartGrid {
  /** Draws the ticks of a plot in an element of that size, unless they were drawn so last. */
  draw(widthCssPx: number, heightCssPx: number, area: PlotArea, xTicks: readonly Tick[], yTicks: readonly Tick[]): void;
  destroy(): void;
}

/** On a canvas of its own below the plot's, because text costs more than lines and stays as it is while they move on. */
export function createChartGrid(element: HTMLElement, hud: Pick<HudModel, 'pixelRatio'>, palette: Palette): ChartGrid {
  const canvas = createChartCanvas(element, hud);
  const { context } = canvas;
  /** What was drawn last: numbers, and the ticks of each axis. */
  const drawn = new Float64Array(10).fill(Number.NaN);
  const wanted = new Float64Array(drawn.length);
  let drawnX: readonly Tick[] = [];
  let drawnY: readonly Tick[] = [];
  const isDrawn = (xTicks: readonly Tick[], yTicks: readonly Tick[]) => {
    for (let k = 0; k < drawn.length; k++) if (drawn[k] !== wanted[k]) return false;
    return areSame(xTicks, drawnX) && areSame(yTicks, drawnY);
  };
  return {
    draw(widthCssPx, heightCssPx, area, xTicks, yTicks) {
      const { left, top, width, height, minX, maxX, maxY } = area;
      wanted.set([widthCssPx, heightCssPx, hud.pixelRatio, left, top, width, height, minX, maxX, maxY]);
      if (isDrawn(xTicks, yTicks)) return;
      drawn.set(wanted);
      drawnX = xTicks;
      drawnY = yTicks;
      canvas.resize(widthCssPx, heightCssPx);
      canvas.begin();
      context.save();
      context.translate(left, top);
      context.font = axisFont(palette);
      context.fillStyle = palette.dim;
      context.strokeStyle = palette.line;
      context.lineWidth = 1;
      context.textAlign = 'center';
      context.textBaseline = 'top';
      let end = Number.NEGATIVE_INFINITY;
      for (const { at, label } of xTicks) {
        const half = context.measureText(label).width / 2;
        // One at the end, of hours, would be cut off.
        const middle = Math.min(xIn(area, at), widthCssPx - left - half);
        // A narrow chart has no room for all of them.
        if (middle - half < end) continue;
        context.fillText(label, middle, height + GAP_BELOW);
        end = middle + half + GAP_BETWEEN;
      }
      context.textAlign = 'right';
      context.textBaseline = 'middle';
      context.beginPath();
      for (const { at, label } of yTicks) {
        const middle = Math.round(yIn(area, at));
        context.fillText(label, -GAP_LEFT, middle);
        context.moveTo(0, middle + 0.5);
        context.lineTo(width, middle + 0.5);
      }
      context.stroke();
      context.restore();
    },
    destroy: canvas.destroy,
  };
}

function areSame(some: readonly Tick[], others: readonly Tick[]): boolean {
  if (some === others) return true;
  if (some.length !== others.length) return false;
  return some.every(({ at, label }, k) => at === others[k]?.at && label === others[k].label);
}
