import { ROOM_LEFT_CSS_PX } from './chart-axes.ts';

export type Context2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Where a plot lies in its chart's element, in CSS pixels, and what its axes span; the upright one begins at 0. */
export interface PlotArea {
  left: number;
  top: number;
  width: number;
  height: number;
  minX: number;
  maxX: number;
  maxY: number;
}

/** A plot that is not placed yet, beside labels. */
export function createPlotArea(topCssPx: number): PlotArea {
  return { left: ROOM_LEFT_CSS_PX, top: topCssPx, width: 0, height: 0, minX: 0, maxX: 0, maxY: 0 };
}

/** Gives the plot of a chart of that size what is left between its margins. */
export function fitPlot(
  area: PlotArea,
  widthCssPx: number,
  heightCssPx: number,
  margins: { readonly right: number; readonly below: number },
): void {
  area.width = widthCssPx - area.left - margins.right;
  area.height = heightCssPx - area.top - margins.below;
}

/** CSS pixels from the plot's left edge. */
export function xIn({ width, minX, maxX }: PlotArea, x: number): number {
  return ((x - minX) * width) / (maxX - minX);
}

/** CSS pixels from the plot's upper edge. */
export function yIn({ height, maxY }: PlotArea, y: number): number {
  return height * (1 - y / maxY);
}

/** Runs `draw` with a context that takes CSS pixels from the top left of the plot. */
export function onPlot<C extends Context2D>(
  context: C,
  { left, top }: Pick<PlotArea, 'left' | 'top'>,
  draw: (context: C) => void,
): void {
  context.save();
  context.translate(left, top);
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  draw(context);
  context.restore();
}
