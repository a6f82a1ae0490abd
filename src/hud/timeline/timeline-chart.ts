import { effect } from '@preact/signals';
import uPlot from 'uplot';
import type { Hitch } from '../../analysis/index.ts';
import { GAP_REASONS } from '../../metrics/index.ts';
import type { Chart } from '../charts/ChartView.tsx';
import { axisFont, budgetTicks, ROOM_BELOW_CSS_PX, ROOM_LEFT_CSS_PX } from '../charts/chart-axes.ts';
import { createChartGrid, type Tick } from '../charts/chart-grid.ts';
import { drawEvents, drawFlag, flagSpacing } from '../charts/draw-events.ts';
import { drawGap } from '../charts/draw-frame-marks.ts';
import { drawPeriods, isRefreshApart } from '../charts/draw-periods.ts';
import { FRAME_SERIES } from '../charts/frame-series.ts';
import { timeScaleMax } from '../charts/time-scale.ts';
import { timeStep } from '../charts/time-step.ts';
import {
  areaOf,
  CHART_OPTIONS,
  onUplot,
  type PlotOptions,
  placeOf,
  renewPlot,
  SERIES_OPTIONS,
  sizePlot,
} from '../charts/uplot-chart.ts';
import type { HudModel } from '../model/hud-model.ts';
import { formatTimeTick } from '../parts/format-value.ts';
import type { Palette } from '../parts/palette.ts';
import { firstIndex } from './first-index.ts';
import { linePath } from './line-path.ts';
import type { TimeRange } from './time-range.ts';
import type { PointData, TimelineGap } from './timeline.ts';
import type { TimelineModel } from './timeline-model.ts';

const COLUMN_CSS_PX = 2;
/** So many of the columns may lie beyond the upper edge: one long frame must not press all others flat. */
const BEYOND = 0.02;

export interface TimelineChart extends Chart {
  /** The time at a distance from the element's left edge, in CSS pixels of the page. */
  timeAt(cssPx: number): number;
}

/** Frame, CPU and GPU times of a range, with gaps, sections, marks, hitches, the selection and the open frame. */
export function createTimelineChart(element: HTMLElement, hud: HudModel, model: TimelineModel): TimelineChart {
  const palette = hud.palette.peek() as Palette;
  const { frames, name, periods } = hud.source.peek();
  const data: PointData = [[], [], [], []];
  // From the last on, as in the live chart, so that the frames lie above.
  const drawn: PointData = [data[0], data[3], data[2], data[1]] as PointData;
  const grid = createChartGrid(element, hud, palette);
  const size = { width: 0, height: 0 };
  let plot: uPlot | null = null;
  let maxMs = 0;

  const startMs = () => model.timeline.peek()?.bounds.fromMs ?? 0;
  /** Where times are in the plot, in CSS pixels. Gaps and hitches are there by the thousand, for each of which uPlot's own would take its time. */
  const toXIn = ({ scales }: uPlot, width: number) => {
    const { min, max } = scales.x as { min: number; max: number };
    const originMs = startMs() + 1000 * min;
    const perMs = width / (1000 * (max - min));
    return (timeMs: number) => (timeMs - originMs) * perMs;
  };
  /** What the reasons of gaps take, measured once. */
  const reasonWidths = new Map<string, number>();

  const drawBehind = (self: uPlot) =>
    onUplot(self, (context, width, height) => {
      const toX = toXIn(self, width);
      const fill = ({ fromMs, toMs }: TimeRange, colour: string) => {
        const from = Math.max(0, toX(fromMs));
        const to = Math.min(width, toX(toMs));
        if (to < 0 || from > width) return;
        context.fillStyle = colour;
        context.fillRect(from, 0, Math.max(1, to - from), height);
      };
      context.font = axisFont(palette);
      context.textAlign = 'center';
      drawGaps(context, toX, width, height);
      const selection = model.selection.peek();
      context.globalAlpha = 0.18;
      if (selection !== null) fill(selection, palette.accent);
      context.globalAlpha = 1;
      const open = model.frame.peek();
      const all = model.timeline.peek();
      if (open !== null && all !== null)
        fill({ fromMs: all.timeOf(Math.max(all.firstFrame, open - 1)), toMs: all.timeOf(open) }, palette.edge);
      const { refreshMs } = periods;
      const refreshY = isRefreshApart(refreshMs, hud.budgetMs) ? placeOf(self, refreshMs, 'y') : Number.NaN;
      drawPeriods(context, palette, width, placeOf(self, hud.budgetMs, 'y'), refreshY);
    });

  /** With their reason where there is room. Those within a pixel that has one are left out. */
  const drawGaps = (
    context: CanvasRenderingContext2D,
    toX: (timeMs: number) => number,
    width: number,
    height: number,
  ) => {
    const gaps = model.timeline.peek()?.gaps ?? [];
    const xOf = (timeMs: number) => Math.max(0, Math.min(width, toX(timeMs)));
    let drawnTo = Number.NEGATIVE_INFINITY;
    for (let k = firstIndex(gaps.length, (at) => toX((gaps[at] as TimelineGap).toMs) >= 0); k < gaps.length; k++) {
      const gap = gaps[k] as TimelineGap;
      if (toX(gap.fromMs) > width) break;
      const from = xOf(gap.fromMs);
      const to = Math.max(from + 1, xOf(gap.toMs));
      if (to < drawnTo + 1) continue;
      drawnTo = to;
      drawGap(context, palette, from, to, height);
      const reason = GAP_REASONS[gap.reason] ?? '';
      const room = reasonWidths.get(reason) ?? context.measureText(reason).width + 6;
      reasonWidths.set(reason, room);
      if (to - from < room) continue;
      context.fillStyle = palette.dim;
      context.fillText(reason, (from + to) / 2, height / 2);
    }
  };

  const drawFlags = (self: uPlot) =>
    onUplot(self, (context, width, height) => {
      const toX = toXIn(self, width);
      drawEvents(context, palette, frames.events, toX, width, height);
      context.fillStyle = palette.over;
      const hitches = model.hitches.peek() ?? [];
      const xOf = (k: number) => {
        const { timeMs, durationMs } = hitches[k] as Hitch;
        return toX(timeMs + durationMs);
      };
      let drawnX = Number.NEGATIVE_INFINITY;
      const first = firstIndex(hitches.length, (at) => xOf(at) >= 0);
      const end = firstIndex(hitches.length, (at) => xOf(at) > width);
      const spacing = flagSpacing(end - first, width);
      for (let k = first; k < end; k++) {
        const x = xOf(k);
        // As with gaps.
        if (x < drawnX + spacing) continue;
        drawnX = x;
        drawFlag(context, x, -11, 7);
      }
    });

  const options: PlotOptions = {
    ...CHART_OPTIONS,
    padding: [14, 14, ROOM_BELOW_CSS_PX, ROOM_LEFT_CSS_PX],
    cursor: { show: false },
    series: [
      {},
      ...FRAME_SERIES.toReversed().map(({ colour, width, dash }) => ({
        stroke: palette[colour],
        width,
        dash,
        ...SERIES_OPTIONS,
        paths: linePath,
      })),
    ],
    hooks: { drawAxes: [drawBehind], draw: [drawFlags] },
  };

  const xTicks = ({ fromMs, toMs }: TimeRange): readonly Tick[] => {
    // Live frames have the page's clock, which others show, too; a session begins at 0.
    const originMs = name === null ? 0 : startMs();
    const stepMs = timeStep(toMs - fromMs);
    const first = Math.ceil((fromMs - originMs) / stepMs);
    const count = Math.max(0, Math.floor((toMs - originMs) / stepMs) - first + 1);
    return Array.from({ length: count }, (_, k) => (first + k) * stepMs).map((atMs) => ({
      at: (atMs + originMs - startMs()) / 1000,
      label: formatTimeTick(atMs, stepMs),
    }));
  };

  const draw = () => {
    const all = model.timeline.peek();
    if (size.width === 0) return;
    plot = sizePlot(plot, element, options, drawn, size, hud.scale);
    if (all === null) return;
    const range = model.range.peek();
    const columns = Math.max(1, (size.width - ROOM_LEFT_CSS_PX) / COLUMN_CSS_PX);
    const longest = all.points(range, (range.toMs - range.fromMs) / columns, data);
    const sorted = new Float64Array(longest).sort();
    const edgeMs = sorted[Math.floor((sorted.length - 1) * (1 - BEYOND))] ?? 0;
    maxMs = timeScaleMax(hud.budgetMs, edgeMs, maxMs);
    renewPlot(plot, drawn, (range.fromMs - startMs()) / 1000, (range.toMs - startMs()) / 1000, maxMs);
    grid.draw(size.width, size.height, areaOf(plot), xTicks(range), budgetTicks(hud.budgetMs, maxMs));
  };

  // Several changes in a row, as a drag makes them, are drawn once.
  let timer = 0;
  const stopEffect = effect(() => {
    for (const part of [model.timeline, model.range, model.selection, model.frame, model.hitches]) part.value;
    timer ||= window.setTimeout(() => {
      timer = 0;
      hud.measure(draw);
    });
  });

  return {
    timeAt(cssPx) {
      const { fromMs, toMs } = model.range.peek();
      if (plot === null) return fromMs;
      // Pixels of the page are the plot's own.
      const x = cssPx - plot.bbox.left / uPlot.pxRatio;
      const timeMs = startMs() + 1000 * plot.posToVal(x, 'x');
      return Math.max(fromMs, Math.min(toMs, timeMs));
    },
    resize(width, height) {
      Object.assign(size, { width, height });
    },
    draw() {
      // Live frames that go on change the timeline, which draws it.
      if (model.isPaused.peek()) draw();
      else model.renew();
    },
    destroy() {
      stopEffect();
      clearTimeout(timer);
      plot?.destroy();
      grid.destroy();
    },
  };
}
