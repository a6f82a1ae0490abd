import { ROOM_LEFT_CSS_PX } from '../charts/chart-axes.ts';
import type { LinePoints } from '../charts/frame-lines.ts';
import type { PlotArea } from '../charts/plot-area.ts';
import { type LinePlace, type Pen, traceLine } from '../charts/trace-line.ts';
import { drawValueLine, type PlotBox } from '../charts/value-plot.ts';
import { extremesOf } from '../charts/value-range.ts';
import { limitOf } from '../parts/metric-level.ts';
import type { Palette } from '../parts/palette.ts';
import type { Track } from './track.ts';

/** Height of one with the text above it, and of that text, in CSS pixels, as in the style sheet. */
export const TRACK_CSS_PX = 44;
const TEXT_CSS_PX = 16;
const MARGIN_CSS_PX = 3;

/** Where the `k`-th track below the frame times has its plot, in CSS pixels of their element. */
export function trackBox(frameTimesCssPx: number, k: number, widthCssPx: number): PlotBox {
  const top = frameTimesCssPx + k * TRACK_CSS_PX + TEXT_CSS_PX + MARGIN_CSS_PX;
  return { left: ROOM_LEFT_CSS_PX, top, width: widthCssPx, height: TRACK_CSS_PX - TEXT_CSS_PX - 2 * MARGIN_CSS_PX };
}

const extremes = new Float64Array(2);

/**
 * Draws a track's line along the axis of the frame times.
 *
 * @param values its own among the series of `points`
 * @returns false where it has no value in what is shown
 */
export function drawTrack(
  context: CanvasRenderingContext2D,
  palette: Palette,
  box: PlotBox,
  { descriptor, kind }: Track,
  { minX, maxX }: Pick<PlotArea, 'minX' | 'maxX'>,
  { x, length }: LinePoints,
  values: Float64Array,
  ratio: number,
): boolean {
  extremesOf(values, length, extremes);
  const low = extremes[0] as number;
  const high = extremes[1] as number;
  if (low > high) return false;
  const line = {
    unit: descriptor.unit,
    low,
    high,
    // What is said of a counter's total, or of a rate, is not said of one frame.
    limit: kind === 'counters' ? Number.NaN : limitOf(descriptor),
    minX,
    maxX,
    trace: (place: LinePlace, pen: Pen) => traceLine(context, x, values, length, place, pen),
  };
  drawValueLine(context, palette, box, line, ratio);
  return true;
}
