import { effect } from '@preact/signals';
import uPlot from 'uplot';
import { GAP_REASONS } from '../../metrics/index.ts';
import type { Chart } from '../charts/ChartView.tsx';
import { axisFont, budgetTicks, ROOM_BELOW_CSS_PX, ROOM_LEFT_CSS_PX } from '../charts/chart-axes.ts';
import { createChartGrid, type Tick } from '../charts/chart-grid.ts';
import { drawEvents, drawFlag, spacedFlags } from '../charts/draw-events.ts';
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
import { linePath } from './line-path.ts';
import type { TimeRange } from './time-range.ts';
import type { PointData } from './timeline.ts';
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
  const toX = (self: uPlot, timeMs: number) => placeOf(self, (timeMs - startMs()) / 1000, 'x');

  const drawBehind = (self: uPlot) =>
    onUplot(self, (context, width, height) => {
      const fill = ({ fromMs, toMs }: TimeRange, colour: string, top: number, tall: number) => {
        const from = Math.max(0, toX(self, fromMs));
        const to = Math.min(width, toX(self, toMs));
        if (to < 0 || from > width) return;
        context.fillStyle = colour;
        context.fillRect(from, top, Math.max(1, to - from), tall);
      };
      context.font = axisFont(palette);
      context.textAlign = 'center';
      for (const gap of model.timeline.peek()?.gaps ?? []) {
        const reason = GAP_REASONS[gap.reason] ?? '';
        const [from, to] = [Math.max(0, toX(self, gap.fromMs)), Math.min(width, toX(self, gap.toMs))];
        if (to < 0 || from > width) continue;
        drawGap(context, palette, from, to, height);
        const room = to - from;
        if (room < context.measureText(reason).width + 6) continue;
        context.fillStyle = palette.dim;
        context.fillText(reason, (from + to) / 2, height / 2);
      }
      const selection = model.selection.peek();
      context.globalAlpha = 0.18;
      if (selection !== null) fill(selection, palette.accent, 0, height);
      context.globalAlpha = 1;
      const open = model.frame.peek();
      const all = model.timeline.peek();
      if (open !== null && all !== null)
        fill(
          { fromMs: all.timeOf(Math.max(all.firstFrame, open - 1)), toMs: all.timeOf(open) },
          palette.edge,
          0,
          height,
        );
      const { refreshMs } = periods;
      const refreshY = isRefreshApart(refreshMs, hud.budgetMs) ? placeOf(self, refreshMs, 'y') : Number.NaN;
      drawPeriods(context, palette, width, placeOf(self, hud.budgetMs, 'y'), refreshY);
    });

  const drawFlags = (self: uPlot) =>
    onUplot(self, (context, width, height) => {
      drawEvents(context, palette, frames.events, (timeMs) => toX(self, timeMs), width, height);
      context.fillStyle = palette.over;
      const at = model.hitches.peek().map(({ timeMs, durationMs }) => toX(self, timeMs + durationMs));
      const shown = at.filter((x) => x >= 0 && x <= width);
      for (const x of spacedFlags(shown, width)) drawFlag(context, x, -11, 7);
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
    const sorted = Float64Array.from(longest).sort();
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
