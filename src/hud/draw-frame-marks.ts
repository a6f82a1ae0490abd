import uPlot from 'uplot';
import { GAP_REASONS } from '../metrics/index.ts';
import { axisFont } from './chart-axes.ts';
import { formatMs } from './format-value.ts';
import type { FrameColumns } from './frame-columns.ts';
import type { Palette } from './palette.ts';

export interface FrameMarks {
  readonly palette: Palette;
  readonly columns: FrameColumns;
  readonly budgetMs: number;
  /** Indices into the columns. */
  readonly hitches: readonly number[];
}

/** Runs `draw` with a context that takes CSS pixels from the top left of the plotting area. */
export function onPlot(
  plot: uPlot,
  draw: (context: CanvasRenderingContext2D, widthCssPx: number, heightCssPx: number) => void,
): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.translate(bbox.left, bbox.top);
  ctx.scale(ratio, ratio);
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'left';
  draw(ctx, bbox.width / ratio, bbox.height / ratio);
  ctx.restore();
}

/** Behind the lines: spans of time that are not measured, with their reason, and the budget. */
export function drawGapsAndBudget(plot: uPlot, { palette, columns, budgetMs }: FrameMarks): void {
  onPlot(plot, (context, width) => {
    const { count, gap, timeMs, endMs } = columns;
    context.font = axisFont(palette);
    context.textAlign = 'center';
    for (let i = 1; i < count; i++) {
      if (gap[i] === 0) continue;
      const from = Math.max(0, plot.valToPos(((timeMs[i - 1] as number) - endMs) / 1000, 'x'));
      const to = plot.valToPos(((timeMs[i] as number) - endMs) / 1000, 'x');
      drawGap(context, palette, from, to, plot.valToPos(0, 'y'), GAP_REASONS[gap[i] as number] ?? '');
    }
    const y = Math.round(plot.valToPos(budgetMs, 'y')) + 0.5;
    context.strokeStyle = palette.budget;
    context.setLineDash([2, 2]);
    context.beginPath();
    context.moveTo(0, y);
    context.lineTo(width, y);
    context.stroke();
  });
}

function drawGap(
  context: CanvasRenderingContext2D,
  palette: Palette,
  from: number,
  to: number,
  height: number,
  reason: string,
): void {
  context.fillStyle = palette.gap;
  context.fillRect(from, 0, Math.max(1, to - from), height);
  if (to - from < context.measureText(reason).width + 6) return;
  context.fillStyle = palette.dim;
  context.fillText(reason, (from + to) / 2, height / 2);
}

/** In front of the lines: a flag at each hitch, with its duration, because the line itself may end at the chart's edge. */
export function drawHitches(plot: uPlot, { palette, columns, hitches }: FrameMarks): void {
  if (hitches.length === 0) return;
  onPlot(plot, (context, width, height) => {
    context.font = axisFont(palette);
    context.fillStyle = palette.over;
    context.strokeStyle = palette.over;
    context.lineWidth = 1;
    context.setLineDash([]);
    const at = hitches.map((index) => plot.valToPos(((columns.timeMs[index] as number) - columns.endMs) / 1000, 'x'));
    let freeFrom = 0;
    for (let k = 0; k < hitches.length; k++) {
      const x = Math.round(at[k] as number) + 0.5;
      context.beginPath();
      context.moveTo(x - 4, -8);
      context.lineTo(x + 4, -8);
      context.lineTo(x, -1);
      context.fill();
      context.globalAlpha = 0.35;
      context.beginPath();
      context.moveTo(x, 0);
      context.lineTo(x, height);
      context.stroke();
      context.globalAlpha = 1;
      const label = formatMs(columns.intervals[hitches[k] as number] as number);
      const labelWidth = context.measureText(label).width;
      const fitsRight = x + 7 + labelWidth < Math.min(width, (at[k + 1] ?? Infinity) - 6);
      const left = fitsRight ? x + 7 : x - 7 - labelWidth;
      if (left >= freeFrom) {
        context.fillText(label, left, -1);
        freeFrom = left + labelWidth + 6;
      }
      freeFrom = Math.max(freeFrom, x + 6);
    }
  });
}
