import { statisticConfidence } from '../../analysis/index.ts';
import { tickMs } from '../charts/chart-axes.ts';
import { CPU, createFrameColumns, GPU } from '../charts/frame-columns.ts';
import { drawFrameLines } from '../charts/frame-lines.ts';
import { FRAME_SERIES } from '../charts/frame-series.ts';
import { createMinMaxPoints } from '../charts/min-max-points.ts';
import { type Context2D, onPlot, type PlotArea, yIn } from '../charts/plot-area.ts';
import { timeScaleMax } from '../charts/time-scale.ts';
import type { HudModel } from '../model/hud-model.ts';
import { formatFps, formatMs } from '../parts/format-value.ts';
import type { Palette } from '../parts/palette.ts';
import { VERDICT_NAMES } from '../parts/verdict-name.ts';

type Colour = Exclude<keyof Palette, 'font'>;

// The layout has a unit of its own. A canvas of any size shows at least so many of it in both directions.
const WIDTH = 512;
const HEIGHT = 256;
const EDGE = 16;
const COLUMN = 80;
const CHART_TOP = 80;
/** Between the chart and the bottom, for the verdict. */
const CHART_BOTTOM = 48;
/** Beside the chart, for the budget's number. */
const CHART_RIGHT = 50;
/** Of the lines, which are seen from further away. */
const LINE_SCALE = 1.5;

/** What draws a whole HUD, over all of a context's canvas. */
export function createCanvasPainter(context: Context2D, hud: HudModel, palette: Palette): () => void {
  const columns = createFrameColumns(CPU, GPU);
  const points = createMinMaxPoints(FRAME_SERIES.length);
  let maxMs = 0;

  const write = (text: string, x: number, y: number, sizePx: number, colour: Colour, weight = 400) => {
    context.font = `${weight} ${sizePx}px ${palette.font}`;
    context.fillStyle = palette[colour];
    context.fillText(text, x, y);
    return x + context.measureText(text).width;
  };

  const drawFigures = (width: number) => {
    const { recent, stats } = hud;
    const [frameMs, cpuMs, gpuMs] = recent as unknown as readonly [number, number, number];
    const isSure = stats !== null && statisticConfidence(stats.frames).fps.low1;
    const state = frameMs > hud.overBudgetMs ? 'over' : 'text';
    const end = write(formatFps(1000 / frameMs), EDGE, 56, 46, state, 600);
    write('fps', end + 6, 56, 18, 'dim');
    const figures: readonly [label: string, value: string, labelled: Colour, valued: Colour][] = [
      ['Frame ms', formatMs(frameMs), 'dim', state],
      ['1% low', formatFps(stats?.fps.low1 ?? Number.NaN), 'dim', isSure ? 'text' : 'dim'],
      ['CPU ms', formatMs(cpuMs), 'cpu', 'text'],
      ['GPU ms', formatMs(gpuMs), 'gpu', 'text'],
    ];
    figures.forEach(([label, value, labelled, valued], k) => {
      const x = width - EDGE - COLUMN * (figures.length - k);
      write(label, x, 30, 15, labelled);
      write(value, x, 57, 24, valued, 600);
    });
  };

  const drawChart = (width: number, height: number, scale: number) => {
    const { frames, window, spanMs } = hud.source.peek();
    columns.read(frames, window());
    points.read(columns, columns.endMs, spanMs);
    maxMs = timeScaleMax(hud.budgetMs, hud.stats?.frame.p99 || 0, maxMs);
    const right = width - CHART_RIGHT;
    const area: PlotArea = {
      left: EDGE,
      top: CHART_TOP,
      width: right - EDGE,
      height: height - CHART_BOTTOM - CHART_TOP,
      minX: -spanMs / 1000,
      maxX: 0,
      maxY: maxMs,
    };
    context.fillStyle = palette.raised;
    context.fillRect(EDGE, CHART_TOP, area.width, area.height);
    const budgetY = CHART_TOP + yIn(area, hud.budgetMs);
    write(tickMs(hud.budgetMs), right + 6, budgetY + 5, 15, 'budget');
    context.lineWidth = 1.5;
    context.setLineDash([4, 4]);
    context.strokeStyle = palette.budget;
    context.beginPath();
    context.moveTo(EDGE, budgetY);
    context.lineTo(right, budgetY);
    context.stroke();
    onPlot(context, area, () => drawFrameLines(context, area, palette, points, scale, LINE_SCALE));
  };

  const drawVerdict = (width: number, height: number) => {
    const { verdict } = hud;
    if (verdict === null) return;
    const y = height - 18;
    const isGood = verdict.kind === 'vsync' || verdict.kind === 'unknown';
    const end = write(VERDICT_NAMES[verdict.kind], EDGE, y, 17, isGood ? 'text' : 'over', 600) + 10;
    context.font = `15px ${palette.font}`;
    write(fit(context, verdict.reason, width - EDGE - end), end, y, 15, 'dim');
  };

  return () => {
    const { width, height } = context.canvas;
    const scale = Math.min(width / WIDTH, height / HEIGHT);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    // A canvas on a page takes that of the page.
    context.direction = 'ltr';
    context.fillStyle = palette.bg;
    context.fillRect(0, 0, width / scale, height / scale);
    drawFigures(width / scale);
    drawChart(width / scale, height / scale, scale);
    drawVerdict(width / scale, height / scale);
  };
}

/** The text, or as much of its begin as there is room for, in the context's font. */
function fit(context: Context2D, text: string, room: number): string {
  const { width } = context.measureText(text);
  return width <= room ? text : `${text.slice(0, Math.max(0, Math.floor((text.length * room) / width) - 2))}…`;
}
