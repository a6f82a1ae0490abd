import type { Palette } from '../parts/palette.ts';
import { FRAME_SERIES } from './frame-series.ts';
import type { Context2D, PlotArea } from './plot-area.ts';
import { penOf, traceLine } from './trace-line.ts';

/** The points of lines over the same times. */
export interface LinePoints {
  /** How many points the arrays have. */
  readonly length: number;
  /** Seconds, ascending. */
  readonly x: Float64Array;
  /** NaN where a line breaks. */
  readonly series: readonly Float64Array[];
}

const place = { x0: 0, perX: 0, y0: 0, perY: 0 };

/** The lines of frame, CPU and GPU times, in a context that takes CSS pixels from the top left of the plot, `ratio` pixels of the screen each; `lineScale` times as wide. */
export function drawFrameLines(
  context: Context2D,
  { width, height, minX, maxX, maxY }: PlotArea,
  palette: Palette,
  points: LinePoints,
  ratio: number,
  lineScale = 1,
): void {
  place.perX = width / (maxX - minX);
  place.x0 = -minX * place.perX;
  place.perY = -height / maxY;
  place.y0 = height;
  // What is longer than the axis goes on beyond it.
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  // From the last on, so that the frames lie above.
  for (let k = FRAME_SERIES.length - 1; k >= 0; k--) {
    const { colour, width: widthCssPx, dash } = FRAME_SERIES[k] as (typeof FRAME_SERIES)[number];
    const pen = penOf(lineScale * widthCssPx, ratio);
    context.lineWidth = pen.lineWidth;
    context.strokeStyle = context.fillStyle = palette[colour];
    context.setLineDash(dash);
    context.beginPath();
    traceLine(context, points.x, points.series[k] as Float64Array, points.length, place, pen);
    context.stroke();
  }
}
