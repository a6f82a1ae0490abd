import { ROOM_LEFT_CSS_PX } from '../charts/chart-axes.ts';
import type { LinePoints } from '../charts/frame-lines.ts';
import { onPlot, type PlotArea } from '../charts/plot-area.ts';
import { traceLine } from '../charts/trace-line.ts';
import { drawReason, drawValueAxis, drawValueLine } from '../charts/value-plot.ts';
import { valueRange } from '../charts/value-range.ts';
import { limitOf } from '../parts/metric-level.ts';
import type { Palette } from '../parts/palette.ts';
import type { Track } from './track.ts';

/** Height of one with the text above it, and of that text, in CSS pixels, as in the style sheet. */
export const TRACK_CSS_PX = 44;
const TEXT_CSS_PX = 16;
const MARGIN_CSS_PX = 3;

/**
 * Draws a track below the frame times, along their axis: the `k`-th, from so many CSS pixels down.
 *
 * @param values of the track, among the series of `points`; undefined while they are read
 * @param drawBehind in a context that takes CSS pixels from the top left of the track's plot
 * @param reason of a track without a value in what is shown
 */
export function drawTrack(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { width, minX, maxX }: Pick<PlotArea, 'width' | 'minX' | 'maxX'>,
  topCssPx: number,
  { descriptor, kind }: Track,
  { x, length }: LinePoints,
  values: Float64Array | undefined,
  ratio: number,
  drawBehind: (context: CanvasRenderingContext2D, size: { width: number; height: number }) => void,
  reason: () => string,
): void {
  const box = {
    left: ROOM_LEFT_CSS_PX,
    top: topCssPx + TEXT_CSS_PX + MARGIN_CSS_PX,
    width,
    height: TRACK_CSS_PX - TEXT_CSS_PX - 2 * MARGIN_CSS_PX,
  };
  onPlot(context, { ...box, minX, maxX, maxY: 0 }, () => drawBehind(context, box));
  if (values === undefined) return;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < length; k++) {
    const value = values[k] as number;
    // NaN is neither below nor above. Of what is too much for single precision there is no axis.
    if (value < low && value > Number.NEGATIVE_INFINITY) low = value;
    if (value > high && value < Number.POSITIVE_INFINITY) high = value;
  }
  if (low > high) {
    drawReason(context, palette, box, reason());
    return;
  }
  // What is said of a counter's total, or of a rate, is not said of one frame.
  const limit = kind === 'counters' ? Number.NaN : limitOf(descriptor);
  const range = valueRange(low, high, limit);
  drawValueAxis(context, palette, box, descriptor.unit, range);
  drawValueLine(context, palette, box, { minX, maxX }, range, limit, ratio, (place, pen) =>
    traceLine(context, x, values, length, place, pen),
  );
}
