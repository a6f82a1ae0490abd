import { GAP_REASONS } from '../../metrics/index.ts';
import { axisFont } from '../charts/chart-axes.ts';
import { drawGap } from '../charts/draw-frame-marks.ts';
import type { Palette } from '../parts/palette.ts';
import { firstIndex } from './first-index.ts';
import type { TimeRange } from './time-range.ts';
import type { TimelineGap } from './timeline.ts';
import type { TimelineModel } from './timeline-model.ts';

/** What lies behind the lines of all plots of a timeline: gaps, the selection, the open frame. */
export interface TimelineBands {
  /**
   * In a context that takes CSS pixels from the top left of a plot.
   *
   * @param hasReasons whether gaps say theirs, where there is room
   */
  draw(
    context: CanvasRenderingContext2D,
    size: { readonly width: number; readonly height: number },
    toX: (timeMs: number) => number,
    gaps: readonly TimelineGap[],
    hasReasons: boolean,
  ): void;
}

export function createTimelineBands(palette: Palette, model: TimelineModel): TimelineBands {
  /** What the reasons of gaps take, measured once. */
  const reasonWidths = new Map<string, number>();
  return {
    draw(context, { width, height }, toX, gaps, hasReasons) {
      context.font = axisFont(palette);
      context.textAlign = 'center';
      const xOf = (timeMs: number) => Math.max(0, Math.min(width, toX(timeMs)));
      let drawnTo = Number.NEGATIVE_INFINITY;
      for (let k = firstIndex(gaps.length, (at) => toX((gaps[at] as TimelineGap).toMs) >= 0); k < gaps.length; k++) {
        const gap = gaps[k] as TimelineGap;
        if (toX(gap.fromMs) > width) break;
        const from = xOf(gap.fromMs);
        const to = Math.max(from + 1, xOf(gap.toMs));
        // Those within a pixel that has one are left out.
        if (to < drawnTo + 1) continue;
        drawnTo = to;
        drawGap(context, palette, from, to, height);
        if (!hasReasons) continue;
        const reason = GAP_REASONS[gap.reason] ?? '';
        const room = reasonWidths.get(reason) ?? context.measureText(reason).width + 6;
        reasonWidths.set(reason, room);
        if (to - from < room) continue;
        context.fillStyle = palette.dim;
        context.fillText(reason, (from + to) / 2, height / 2);
      }
      const fill = ({ fromMs, toMs }: TimeRange, colour: string) => {
        const from = Math.max(0, toX(fromMs));
        const to = Math.min(width, toX(toMs));
        if (to < 0 || from > width) return;
        context.fillStyle = colour;
        context.fillRect(from, 0, Math.max(1, to - from), height);
      };
      const selection = model.selection.peek();
      context.globalAlpha = 0.18;
      if (selection !== null) fill(selection, palette.accent);
      context.globalAlpha = 1;
      const open = model.frame.peek();
      const all = model.timeline.peek();
      if (open !== null && all !== null)
        fill({ fromMs: all.timeOf(Math.max(all.firstFrame, open - 1)), toMs: all.timeOf(open) }, palette.edge);
    },
  };
}
