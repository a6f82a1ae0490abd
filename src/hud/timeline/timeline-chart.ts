import { effect } from '@preact/signals';
import type { Hitch } from '../../analysis/index.ts';
import type { FrameWindow } from '../../frames/index.ts';
import type { Chart } from '../charts/ChartView.tsx';
import { budgetTicks, ROOM_BELOW_CSS_PX, timeTicks } from '../charts/chart-axes.ts';
import { createChartCanvas } from '../charts/chart-canvas.ts';
import { createChartGrid, type Tick } from '../charts/chart-grid.ts';
import { drawEvents, drawFlag, flagSpacing } from '../charts/draw-events.ts';
import { drawPeriods, isRefreshApart } from '../charts/draw-periods.ts';
import { CPU, createFrameColumns, GPU } from '../charts/frame-columns.ts';
import { drawFrameLines, type LinePoints } from '../charts/frame-lines.ts';
import { FRAME_SERIES } from '../charts/frame-series.ts';
import { createMinMaxPoints } from '../charts/min-max-points.ts';
import { createPlotArea, fitPlot, onPlot, xIn, yIn } from '../charts/plot-area.ts';
import { timeScaleMax } from '../charts/time-scale.ts';
import { timeStep } from '../charts/time-step.ts';
import { drawReason } from '../charts/value-plot.ts';
import type { HudModel } from '../model/hud-model.ts';
import { formatTimeTick } from '../parts/format-value.ts';
import { missingReason } from '../parts/missing-reason.ts';
import type { Palette } from '../parts/palette.ts';
import type { OutOfSight } from '../parts/use-out-of-sight.ts';
import { drawTrack, TRACK_CSS_PX, trackBox } from './draw-tracks.ts';
import { firstIndex } from './first-index.ts';
import { createTimelinePoints, type TimelineGap } from './timeline.ts';
import { createTimelineBands } from './timeline-bands.ts';
import { LIVE_SPAN_MS, type TimelineModel } from './timeline-model.ts';
import { createTrackReader, recentOf, type Track } from './track.ts';
import type { TrackModel } from './track-model.ts';

const COLUMN_CSS_PX = 2;
/** Of the points, two a column, so many may lie beyond the upper edge: one long frame must not press all others flat. */
const BEYOND = 0.01;
const MARGINS = { right: 14, below: ROOM_BELOW_CSS_PX };
const ROOM_ABOVE_CSS_PX = 14;

export interface TimelineChart extends Chart {
  /** The time at a distance from the element's left edge, in CSS pixels of the page. */
  timeAt(cssPx: number): number;
  /** What a CSS pixel of the page is of the range, in ms. */
  readonly msPerCssPx: number;
}

/**
 * Frame, CPU and GPU times of a range, with gaps, sections, marks, hitches, the selection and the open frame; and the tracks below them, all on one
 * canvas: what is seen of a frame is drawn together.
 *
 * @param outOfSight 0 are the frame times, and then come the tracks: what cannot be seen stays as it was drawn
 */
export function createTimelineChart(
  element: HTMLElement,
  hud: HudModel,
  model: TimelineModel,
  { tracks, pyramids, recent, arrivals, failures }: TrackModel,
  outOfSight: OutOfSight,
): TimelineChart {
  const palette = hud.palette.peek() as Palette;
  const { frames, name, periods } = hud.source.peek();
  const grid = createChartGrid(element, hud, palette);
  let timer = 0;
  /** Several changes in a row, as a drag makes them, are drawn once. */
  const drawSoon = () => {
    timer ||= window.setTimeout(() => {
      timer = 0;
      hud.measure(draw);
    });
  };
  /** What goes on is drawn now and then, what stands still as often as the user moves it. */
  const createCanvas = (isLive: boolean) => createChartCanvas(element, hud, isLive ? undefined : drawSoon);
  let isDrawnLive = !model.isPaused.peek();
  let canvas = createCanvas(isDrawnLive);
  const stillPoints = createTimelinePoints();
  const columns = createFrameColumns(CPU, GPU);
  /** Of as many columns as the still ones: nothing jumps when live frames are stopped. */
  let livePoints = createMinMaxPoints(FRAME_SERIES.length, 0);
  const reader = createTrackReader();
  /** What live tracks were in each frame of the window. */
  let liveValues: Float64Array[] = [];
  const liveTicks = timeTicks(LIVE_SPAN_MS, true);
  const liveGaps: TimelineGap[] = [];
  const area = createPlotArea(ROOM_ABOVE_CSS_PX);
  let width = 0;
  /** Of the frame times with their axis, and with the tracks below them. */
  let height = 0;
  let fullHeight = 0;
  /** The tracks that there was room for when it was sized: those of the rows that the texts stand in. */
  let drawn: readonly Track[] = [];
  let columnCount = 1;
  /** What x counts from, in ms. */
  let originMs = 0;
  let points: LinePoints = stillPoints;
  let gaps: readonly TimelineGap[] = liveGaps;
  let sorted = new Float64Array(0);
  /** What frames were measured against in the last drawing. */
  let drawnBudgetMs = Number.NaN;
  let drawnRefreshMs = Number.NaN;

  const toX = (timeMs: number) => xIn(area, (timeMs - originMs) / 1000);
  const bands = createTimelineBands(palette, model);
  const drawBehind = (context: CanvasRenderingContext2D) => {
    bands.draw(context, area, toX, gaps, true);
    const { refreshMs } = periods;
    const refreshY = isRefreshApart(refreshMs, hud.budgetMs) ? yIn(area, refreshMs) : Number.NaN;
    drawPeriods(context, palette, area.width, yIn(area, hud.budgetMs), refreshY);
  };

  const drawFlags = (context: CanvasRenderingContext2D) => {
    drawEvents(context, palette, frames.events, toX, area.width, area.height);
    context.fillStyle = palette.over;
    const hitches = model.hitches.peek() ?? [];
    const xOf = (k: number) => {
      const { timeMs, durationMs } = hitches[k] as Hitch;
      return toX(timeMs + durationMs);
    };
    let drawnX = Number.NEGATIVE_INFINITY;
    const first = firstIndex(hitches.length, (at) => xOf(at) >= 0);
    const end = firstIndex(hitches.length, (at) => xOf(at) > area.width);
    const spacing = flagSpacing(end - first, area.width);
    for (let k = first; k < end; k++) {
      const x = xOf(k);
      // As with gaps.
      if (x < drawnX + spacing) continue;
      drawnX = x;
      drawFlag(context, x, -11, 7);
    }
  };

  /** One array a track, as long as the columns are, and the newest frame, whose interval has not ended, behind them. */
  const readLiveTracks = ({ from, to }: FrameWindow) => {
    const length = columns.timeMs.length + 1;
    if (liveValues.length !== drawn.length || liveValues[0]?.length !== length)
      liveValues = drawn.map(() => new Float64Array(length));
    drawn.forEach((track, k) => {
      const values = liveValues[k] as Float64Array;
      reader.read(frames, track, { from, to: to + 1 }, values);
      if (!recent.has(track.descriptor)) arrivals.value++;
      recent.set(track.descriptor, recentOf(track, values, columns));
    });
    return liveValues;
  };
  /** The last frames of a live source, as the chart of the overview draws them. */
  const readLive = () => {
    const window = model.liveWindow();
    columns.read(frames, window);
    const { count, gap, timeMs } = columns;
    const series = drawn.length === 0 ? columns.series : [...columns.series, ...readLiveTracks(window)];
    if (livePoints.series.length !== series.length) livePoints = createMinMaxPoints(series.length, columnCount);
    livePoints.read({ count, gap, timeMs, series }, columns.endMs, LIVE_SPAN_MS);
    points = livePoints;
    originMs = columns.endMs;
    area.minX = -LIVE_SPAN_MS / 1000;
    area.maxX = 0;
    liveGaps.length = 0;
    for (let k = 1; k < count; k++) {
      const reason = gap[k] as number;
      if (reason > 0) liveGaps.push({ fromMs: timeMs[k - 1] as number, toMs: timeMs[k] as number, reason });
    }
    gaps = liveGaps;
  };
  /** What is shown of frames that stand still; false while they are read. */
  const readStill = () => {
    const all = model.timeline.peek();
    if (all === null) return false;
    const range = model.range.peek();
    all.points(range, (range.toMs - range.fromMs) / columnCount, stillPoints, pyramids.peek() ?? []);
    points = stillPoints;
    originMs = all.bounds.fromMs;
    area.minX = (range.fromMs - originMs) / 1000;
    area.maxX = (range.toMs - originMs) / 1000;
    gaps = all.gaps;
    return true;
  };

  /** What but a few of the frames do not pass. */
  const edgeMs = () => {
    const { length, series } = points;
    const intervals = series[0] as Float64Array;
    if (sorted.length < length) sorted = new Float64Array(length);
    let count = 0;
    for (let k = 0; k < length; k++) {
      const interval = intervals[k] as number;
      if (interval === interval) sorted[count++] = interval;
    }
    return count === 0 ? 0 : (sorted.subarray(0, count).sort()[Math.floor((count - 1) * (1 - BEYOND))] as number);
  };

  const stillTicks = (): readonly Tick[] => {
    const { fromMs, toMs } = model.range.peek();
    // Live frames have the page's clock, which others show, too; a session begins at 0.
    const zeroMs = name === null ? 0 : originMs;
    const stepMs = timeStep(toMs - fromMs);
    const first = Math.ceil((Math.max(fromMs, originMs) - zeroMs) / stepMs);
    const count = Math.max(0, Math.floor((toMs - zeroMs) / stepMs) - first + 1);
    return Array.from({ length: count }, (_, k) => (first + k) * stepMs).map((atMs) => ({
      at: (atMs + zeroMs - originMs) / 1000,
      label: formatTimeTick(atMs, stepMs),
    }));
  };

  const drawTracks = (context: CanvasRenderingContext2D, isLive: boolean) => {
    const reasonOf = ({ descriptor }: Track) => {
      const { id, history } = descriptor;
      const failure = failures.get(descriptor);
      if (failure !== undefined) return `Cannot be read: ${failure}`;
      if (!isLive) return 'No value in what is shown';
      return history === 'none' ? 'No history of it is kept' : missingReason(hud, id);
    };
    const isRead = isLive || (drawn === tracks.peek() && pyramids.peek() !== null);
    drawn.forEach((track, k) => {
      if (outOfSight.peek().has(k + 1)) return;
      context.clearRect(0, height + k * TRACK_CSS_PX, width, TRACK_CSS_PX);
      const box = trackBox(height, k, area.width);
      onPlot(context, box, () => bands.draw(context, box, toX, gaps, false));
      const values = isRead ? points.series[FRAME_SERIES.length + k] : undefined;
      if (values === undefined) return;
      const isDrawn = drawTrack(context, palette, box, track, area, points, values, canvas.ratio);
      if (!isDrawn) drawReason(context, palette, box, reasonOf(track));
    });
  };

  function draw(): void {
    if (area.width <= 0 || area.height <= 0) return;
    const isLive = !model.isPaused.peek();
    if (tracks.peek().length === drawn.length) drawn = tracks.peek();
    if (isLive) readLive();
    else if (!readStill()) return;
    area.maxY = timeScaleMax(hud.budgetMs, edgeMs(), area.maxY);
    if (isLive !== isDrawnLive) {
      isDrawnLive = isLive;
      canvas.destroy();
      canvas = createCanvas(isLive);
      canvas.resize(width, fullHeight);
    }
    drawnBudgetMs = hud.budgetMs;
    drawnRefreshMs = periods.refreshMs;
    canvas.begin(false);
    const { context } = canvas;
    if (!outOfSight.peek().has(0)) {
      context.clearRect(0, 0, width, height);
      onPlot(context, area, drawBehind);
      onPlot(context, area, () => drawFrameLines(context, area, palette, points, canvas.ratio));
      onPlot(context, area, drawFlags);
      grid.draw(width, height, area, isLive ? liveTicks : stillTicks(), budgetTicks(hud.budgetMs, area.maxY));
    }
    drawTracks(context, isLive);
  }

  // What goes on is drawn with all other charts.
  const stopEffect = effect(() => {
    outOfSight.value;
    if (model.isPaused.value)
      for (const part of [model.timeline, model.range, model.selection, model.frame, model.hitches, tracks, pyramids])
        part.value;
    drawSoon();
  });

  return {
    timeAt(cssPx) {
      const { fromMs, toMs } = model.range.peek();
      const part = (cssPx / hud.scale - area.left) / area.width;
      return Math.max(fromMs, Math.min(toMs, fromMs + part * (toMs - fromMs)));
    },
    get msPerCssPx() {
      const { fromMs, toMs } = model.range.peek();
      return (toMs - fromMs) / (area.width * hud.scale);
    },
    resize(widthCssPx, heightCssPx) {
      width = widthCssPx;
      fullHeight = heightCssPx;
      drawn = tracks.peek();
      height = fullHeight - drawn.length * TRACK_CSS_PX;
      fitPlot(area, width, height, MARGINS);
      canvas.resize(width, fullHeight);
      columnCount = Math.max(1, Math.floor(area.width / COLUMN_CSS_PX));
      livePoints = createMinMaxPoints(FRAME_SERIES.length + drawn.length, columnCount);
    },
    draw() {
      // What changes of frames that stand still is drawn by the effect.
      const isSame = Object.is(drawnRefreshMs, periods.refreshMs) && drawnBudgetMs === hud.budgetMs;
      if (!model.isPaused.peek() || !isSame || canvas.ratio !== hud.pixelRatio) draw();
    },
    destroy() {
      stopEffect();
      clearTimeout(timer);
      canvas.destroy();
      grid.destroy();
    },
  };
}
