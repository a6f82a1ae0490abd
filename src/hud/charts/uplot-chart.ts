import uPlot from 'uplot';
import { onPlot, type PlotArea } from './plot-area.ts';

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

/** Where uPlot has put its plot. */
export function areaOf({ bbox, scales }: uPlot): PlotArea {
  const ratio = uPlot.pxRatio;
  return {
    left: bbox.left / ratio,
    top: bbox.top / ratio,
    width: bbox.width / ratio,
    height: bbox.height / ratio,
    minX: scales.x?.min ?? 0,
    maxX: scales.x?.max ?? 0,
    maxY: scales.y?.max ?? 0,
  };
}

/** Runs `draw`, a hook of a plot's, with a context that takes CSS pixels from the top left of the plotting area. */
export function onUplot(
  plot: uPlot,
  draw: (context: CanvasRenderingContext2D, widthCssPx: number, heightCssPx: number) => void,
): void {
  const area = areaOf(plot);
  plot.ctx.save();
  plot.ctx.scale(uPlot.pxRatio, uPlot.pxRatio);
  onPlot(plot.ctx, area, (context) => draw(context, area.width, area.height));
  plot.ctx.restore();
}
