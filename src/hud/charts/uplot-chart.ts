import uPlot from 'uplot';
import { onPlot, type PlotArea } from './plot-area.ts';

/** What all charts have in common: scales that are set from outside, and nothing but the plot. */
export const CHART_OPTIONS = {
  legend: { show: false },
  select: { show: false, left: 0, top: 0, width: 0, height: 0 },
  scales: { x: { time: false, auto: false }, y: { auto: false } },
  axes: [{ show: false }, { show: false }],
} satisfies Partial<uPlot.Options>;

/** Of a plot, in CSS pixels of the HUD. */
export type PlotOptions = Omit<uPlot.Options, 'width' | 'height' | 'padding'> & { readonly padding: readonly number[] };

/** Of each series: its scale is set from outside, so that its values are not looked through. */
export const SERIES_OPTIONS = { auto: false, points: { show: false } } satisfies uPlot.Series;

/** How many of a plot's own pixels one of the HUD's is. */
const scales = new WeakMap<uPlot, number>();
const scaleOf = (plot: uPlot) => scales.get(plot) ?? 1;

/**
 * Makes a plot, or has it of another size. uPlot draws at the resolution of the page's screen and takes no other: under the HUD's scale, or
 * in a window on another screen, it is made larger by as much, and shown as much smaller.
 *
 * @param pixelRatio that of the HUD
 */
export function sizePlot(
  before: uPlot | null,
  element: HTMLElement,
  options: PlotOptions,
  data: uPlot.AlignedData,
  size: { readonly width: number; readonly height: number },
  pixelRatio: number,
): uPlot {
  const scale = pixelRatio / uPlot.pxRatio;
  const [width, height] = [size.width * scale, size.height * scale];
  if (before !== null && scaleOf(before) === scale) {
    if (before.width !== width || before.height !== height) before.setSize({ width, height });
    return before;
  }
  before?.destroy();
  const { padding, series, ...rest } = options;
  const scaled = {
    ...rest,
    width,
    height,
    padding: padding.map((px) => px * scale) as uPlot.Padding,
    series: series.map(({ width: line, dash, ...other }) => ({
      ...other,
      ...(line !== undefined && { width: line * scale }),
      ...(dash !== undefined && { dash: dash.map((px) => px * scale) }),
    })),
  };
  // Where uPlot would put it: it would not know an element of another window for one.
  const plot = new uPlot(scaled, data, (made, init) => {
    scales.set(made, scale);
    made.root.style.zoom = String(1 / scale);
    element.append(made.root);
    init();
  });
  return plot;
}

/** Shows the data, which have changed, under scales from `minX` and from 0. */
export function renewPlot(plot: uPlot, data: uPlot.AlignedData, minX: number, maxX: number, maxY: number): void {
  plot.batch(() => {
    plot.setData(data, false);
    plot.setScale('x', { min: minX, max: maxX });
    if (plot.scales.y?.max !== maxY) plot.setScale('y', { min: 0, max: maxY });
  });
}

/** Where a value lies in CSS pixels of the HUD from the plot's left or upper edge. */
export function placeOf(plot: uPlot, value: number, scale: 'x' | 'y'): number {
  return plot.valToPos(value, scale) / scaleOf(plot);
}

/** Where uPlot has put its plot. */
export function areaOf(plot: uPlot): PlotArea {
  const { bbox, scales } = plot;
  const ratio = uPlot.pxRatio * scaleOf(plot);
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
  const ratio = uPlot.pxRatio * scaleOf(plot);
  plot.ctx.scale(ratio, ratio);
  onPlot(plot.ctx, area, (context) => draw(context, area.width, area.height));
  plot.ctx.restore();
}
