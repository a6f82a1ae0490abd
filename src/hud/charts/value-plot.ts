import type { Unit } from '../../metrics/index.ts';
import { type ValueFormatter, valueFormatter } from '../parts/format-value.ts';
import type { Palette } from '../parts/palette.ts';
import { axisFont, drawLine } from './chart-axes.ts';
import { type LinePlace, type Pen, penOf } from './trace-line.ts';
import { valueRange } from './value-range.ts';

/** Between the plot and the labels of its axis, which have all the room beside it: wider ones are condensed. */
const GAP_CSS_PX = 4;
const DASH = [2, 2];

/** Where a small chart of one metric is drawn, in CSS pixels. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ValueRange {
  readonly low: number;
  readonly high: number;
  /** Before the value, where the range goes on. */
  readonly lowSign?: string;
  readonly highSign?: string;
}

const place: LinePlace = { x0: 0, perX: 0, y0: 0, perY: 0 };

/** The greatest and the least value beside a plot, and the line that it stands on. */
export function drawValueAxis(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { left, top, width, height }: PlotBox,
  unit: Unit,
  { low, high, lowSign = '', highSign = '' }: ValueRange,
): void {
  const format = valueFormatter(unit);
  const room = left - GAP_CSS_PX;
  context.font = axisFont(palette);
  context.fillStyle = palette.dim;
  context.textAlign = 'right';
  context.textBaseline = 'top';
  context.fillText(highSign + labelOf(format, high), room, top - 1, room);
  context.textBaseline = 'bottom';
  context.fillText(lowSign + labelOf(format, low), room, top + height + 1, room);
  drawLine(context, palette.line, left, top + height, left + width, top + height);
}

/** The metric's own unit stands in the text above. A larger one, of what is too much for it, is said here. */
function labelOf(format: ValueFormatter, value: number): string {
  const { text, unit } = format(value);
  const own = format(1).unit;
  if (value === 0 || unit === own) return text;
  // Of `M particles` the prefix.
  return `${text} ${own !== '' && unit.endsWith(` ${own}`) ? unit.slice(0, -own.length - 1) : unit}`;
}

/** What there is instead of a line. */
export function drawReason(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { left, top, width, height }: PlotBox,
  reason: string,
): void {
  context.font = axisFont(palette);
  context.fillStyle = palette.dim;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(reason, left, top + height / 2, width);
}

/** The line of one metric. */
export interface ValueLine {
  readonly unit: Unit;
  /** Of what is drawn. */
  readonly low: number;
  readonly high: number;
  /** Drawn where it is near; NaN: none. */
  readonly limit: number;
  /** The x that the plot begins and ends at. */
  readonly minX: number;
  readonly maxX: number;
  /** Adds it to the path. */
  readonly trace: (place: LinePlace, pen: Pen) => void;
}

/**
 * The line of one metric beside its axis.
 *
 * @param ratio pixels of the screen of a CSS pixel
 */
export function drawValueLine(
  context: CanvasRenderingContext2D,
  palette: Palette,
  box: PlotBox,
  line: ValueLine,
  ratio: number,
): void {
  const { left, top, width, height } = box;
  const { limit, minX } = line;
  const range = valueRange(line.low, line.high, limit);
  drawValueAxis(context, palette, box, line.unit, range);
  const { low, high } = range;
  place.perX = width / (line.maxX - minX);
  place.x0 = left - minX * place.perX;
  place.perY = -height / (high - low);
  place.y0 = top + height - low * place.perY;
  const limitY = place.y0 + limit * place.perY;
  if (limit >= low && limit <= high) drawLine(context, palette.budget, left, limitY, left + width, limitY, DASH);
  const pen = penOf(1, ratio);
  context.save();
  // Lines go on over the edges; and there is room for their width.
  context.beginPath();
  context.rect(left, top - 2, width, height + 4);
  context.clip();
  context.setLineDash([]);
  context.strokeStyle = context.fillStyle = palette.text;
  context.lineWidth = pen.lineWidth;
  context.beginPath();
  line.trace(place, pen);
  context.stroke();
  context.restore();
}
