import type { Hitch } from '../../analysis/index.ts';
import { GAP_REASONS } from '../../metrics/index.ts';
import { formatMs } from '../parts/format-value.ts';
import { hitchCauseName } from '../parts/hitch-cause-name.ts';
import type { Palette } from '../parts/palette.ts';
import { axisFont, drawLine } from './chart-axes.ts';
import { drawFlag, flagSpacing } from './draw-events.ts';
import { drawPeriods, isRefreshApart } from './draw-periods.ts';
import type { FrameColumns } from './frame-columns.ts';
import { meetsLabel, placeLabels } from './hitch-labels.ts';
import { type PlotArea, xIn, yIn } from './plot-area.ts';

const LEAST_EDGED_CSS_PX = 4;

/** Behind the lines: spans of time that are not measured, with their reason where there is room, the budget and the refresh period. */
export function drawGapsAndPeriods(
  context: CanvasRenderingContext2D,
  area: PlotArea,
  palette: Palette,
  { count, gap: gaps, timeMs, endMs }: Pick<FrameColumns, 'count' | 'gap' | 'timeMs' | 'endMs'>,
  budgetMs: number,
  refreshMs: number,
): void {
  let drawnTo = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < count; i++) {
    const gap = gaps[i] as number;
    if (gap === 0) continue;
    const from = Math.max(0, xIn(area, ((timeMs[i - 1] as number) - endMs) / 1000));
    const to = Math.max(from + 1, xIn(area, ((timeMs[i] as number) - endMs) / 1000));
    // A stored session may have thousands in a pixel.
    if (to < drawnTo + 1) continue;
    drawnTo = to;
    const reason = GAP_REASONS[gap] ?? '';
    drawGap(context, palette, from, to, area.height);
    context.font = axisFont(palette);
    context.textAlign = 'center';
    context.fillStyle = palette.dim;
    if (to - from > context.measureText(reason).width + 6) context.fillText(reason, (from + to) / 2, area.height / 2);
  }
  const refreshY = isRefreshApart(refreshMs, budgetMs) ? yIn(area, refreshMs) : Number.NaN;
  drawPeriods(context, palette, area.width, yIn(area, budgetMs), refreshY);
}

/** A span that is not measured. Its edges tell it from the plot in themes whose ground for it is nearly the plot's. */
export function drawGap(
  context: CanvasRenderingContext2D,
  palette: Palette,
  from: number,
  to: number,
  height: number,
): void {
  context.fillStyle = palette.raised;
  context.fillRect(from, 0, Math.max(1, to - from), height);
  if (to - from < LEAST_EDGED_CSS_PX) return;
  for (const x of [from, to - 1]) drawLine(context, palette.line, x, 0, x, height);
}

/** The flags of hitches, each with its duration, because the line itself may end at the chart's edge, and the longest with what it was due to. */
export interface HitchFlags {
  draw(context: CanvasRenderingContext2D, area: PlotArea, hitches: readonly Hitch[], endMs: number): void;
}

/** Keeps the labels of the hitches that it drew last: their text is made and measured once, not each time the chart moves on. */
export function createHitchFlags(palette: Palette): HitchFlags {
  let labelled: readonly Hitch[] = [];
  let labels: string[] = [];
  let widths: number[] = [];
  let durationsMs: number[] = [];
  const label = (context: CanvasRenderingContext2D, hitches: readonly Hitch[], width: number) => {
    labelled = hitches;
    durationsMs = hitches.map(({ durationMs }) => durationMs);
    labels = durationsMs.map(formatMs);
    // No spread: a session of hours has more of them than a call takes arguments.
    const longest = durationsMs.indexOf(durationsMs.reduce((a, b) => Math.max(a, b), 0));
    const named = `${labels[longest]} ${hitchCauseName(hitches[longest] as Hitch)}`.trimEnd();
    // Wherever its flag is, one side of it then has room.
    if (context.measureText(named).width + 7 <= width / 2) labels[longest] = named;
    widths = labels.map((text) => context.measureText(text).width);
  };
  return {
    draw(context, area, hitches, endMs) {
      if (hitches.length === 0) return;
      context.textAlign = 'left';
      context.font = axisFont(palette);
      context.fillStyle = palette.over;
      if (hitches !== labelled) label(context, hitches, area.width);
      const at = hitches.map(({ timeMs, durationMs }) => xIn(area, (timeMs + durationMs - endMs) / 1000));
      // The chart has moved on since they were looked for.
      const gone = at.findIndex((x) => x >= 0);
      if (gone < 0) return;
      const shown = gone === 0 ? at : at.slice(gone);
      const placed = placeLabels(shown, durationsMs.slice(gone), widths.slice(gone), area.width);
      const spacing = flagSpacing(shown.length, area.width);
      let drawnX = Number.NEGATIVE_INFINITY;
      for (const middle of shown) {
        const x = Math.round(middle) + 0.5;
        // As with gaps.
        if (x < drawnX + spacing) continue;
        drawnX = x;
        // Only the longest hitch's label may lie over a flag, which then is a line alone.
        if (!meetsLabel(placed, x - 4, x + 4)) drawFlag(context, x, -8, 7);
        // Lines that close would hide the chart.
        if (spacing > 1) continue;
        context.globalAlpha = 0.35;
        drawLine(context, palette.over, x, 0, x, area.height);
        context.globalAlpha = 1;
      }
      for (const { flag, left } of placed) context.fillText(labels[gone + flag] as string, left, -1);
    },
  };
}
