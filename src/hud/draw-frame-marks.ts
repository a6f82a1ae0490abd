import type { Hitch } from '../analysis/index.ts';
import type { FrameEvent } from '../frames/index.ts';
import { GAP_REASONS } from '../metrics/index.ts';
import { axisFont, drawLine } from './chart-axes.ts';
import { drawEvents, drawFlag } from './draw-events.ts';
import { formatMs } from './format-value.ts';
import type { FrameColumns } from './frame-columns.ts';
import { hitchCauseName } from './hitch-cause-name.ts';
import { placeLabels } from './hitch-labels.ts';
import type { Palette } from './palette.ts';
import { type PlotArea, xIn, yIn } from './plot-area.ts';

/** Behind the lines: spans of time that are not measured, with their reason where there is room, and the budget. */
export function drawGapsAndBudget(
  context: CanvasRenderingContext2D,
  area: PlotArea,
  palette: Palette,
  { count, gap: gaps, timeMs, endMs }: FrameColumns,
  budgetMs: number,
): void {
  for (let i = 1; i < count; i++) {
    const gap = gaps[i] as number;
    if (gap === 0) continue;
    const from = Math.max(0, xIn(area, ((timeMs[i - 1] as number) - endMs) / 1000));
    const to = xIn(area, ((timeMs[i] as number) - endMs) / 1000);
    const reason = GAP_REASONS[gap] ?? '';
    context.fillStyle = palette.raised;
    context.fillRect(from, 0, Math.max(1, to - from), area.height);
    context.font = axisFont(palette);
    context.textAlign = 'center';
    context.fillStyle = palette.dim;
    if (to - from > context.measureText(reason).width + 6) context.fillText(reason, (from + to) / 2, area.height / 2);
  }
  const y = yIn(area, budgetMs);
  drawLine(context, palette.budget, 0, y, area.width, y, [2, 2]);
}

/**
 * In front of the lines: the events of the page, and a flag at each hitch, with its duration, because the line itself may end at the chart's edge, and at the
 * longest with what it was due to.
 */
export function drawFlags(
  context: CanvasRenderingContext2D,
  area: PlotArea,
  palette: Palette,
  { endMs }: FrameColumns,
  events: readonly FrameEvent[],
  hitches: readonly Hitch[],
): void {
  const { width, height } = area;
  const toX = (timeMs: number) => xIn(area, (timeMs - endMs) / 1000);
  drawEvents(context, palette, events, toX, width, height);
  if (hitches.length === 0) return;
  // The chart has moved on since they were looked for.
  const shown = hitches.filter(({ timeMs, durationMs }) => toX(timeMs + durationMs) >= 0);
  const at = shown.map(({ timeMs, durationMs }) => toX(timeMs + durationMs));
  const durationsMs = shown.map(({ durationMs }) => durationMs);
  context.textAlign = 'left';
  context.font = axisFont(palette);
  context.fillStyle = palette.over;
  const labels = durationsMs.map(formatMs);
  const longest = durationsMs.indexOf(Math.max(...durationsMs));
  if (longest >= 0) {
    const label = `${labels[longest]} ${hitchCauseName(shown[longest] as Hitch)}`.trimEnd();
    // Wherever its flag is, one side of it then has room.
    if (context.measureText(label).width + 7 <= width / 2) labels[longest] = label;
  }
  const widths = labels.map((label) => context.measureText(label).width);
  const placed = placeLabels(at, durationsMs, widths, width);
  for (const middle of at) {
    const x = Math.round(middle) + 0.5;
    // Only the longest hitch's label may lie over a flag, which then is a line alone.
    if (!placed.some(([, left, right]) => x > left - 4 && x < right + 4)) drawFlag(context, x, -8, 7);
    context.globalAlpha = 0.35;
    drawLine(context, palette.over, x, 0, x, height);
    context.globalAlpha = 1;
  }
  for (const [k, left] of placed) context.fillText(labels[k] as string, left, -1);
}
