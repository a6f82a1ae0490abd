import uPlot from 'uplot';
import { hitches } from '../analysis/index.ts';
import type { Chart } from './ChartView.tsx';
import { timeAxis, valueAxis } from './chart-axes.ts';
import { drawGapsAndBudget, drawHitches } from './draw-frame-marks.ts';
import { CPU, FrameColumns, GPU } from './frame-columns.ts';
import type { HudModel } from './hud-model.ts';
import { MinMaxPoints } from './min-max-points.ts';
import type { Palette } from './palette.ts';
import { timeScaleMax } from './time-scale.ts';
import { traceLine } from './trace-line.ts';

/** Frame, CPU and GPU: told apart by width and dash as well as by colour. */
const SERIES = [
  { colour: 'frame', width: 1.5 },
  { colour: 'cpu', width: 1 },
  { colour: 'gpu', width: 1, dash: [4, 3] },
] as const;

/** The live line of frame times with CPU and GPU times. */
export class FrameChart implements Chart {
  private readonly hud: HudModel;
  private readonly element: HTMLElement;
  private readonly onPointed: (values: readonly number[] | null) => void;
  private readonly columns = new FrameColumns(CPU, GPU);
  private readonly points = new MinMaxPoints(SERIES.length);
  private plot: uPlot | null = null;
  private hitches: readonly number[] = [];
  private maxMs = 0;

  /** @param onPointed told the frame, CPU and GPU time under the pointer */
  constructor(element: HTMLElement, hud: HudModel, onPointed: (values: readonly number[] | null) => void) {
    this.element = element;
    this.hud = hud;
    this.onPointed = onPointed;
    this.maxMs = timeScaleMax(hud.budgetMs, 0);
  }

  resize(width: number, height: number): void {
    if (this.plot === null) this.plot = new uPlot(this.options(width, height), this.points.data, this.element);
    else if (this.plot.width !== width || this.plot.height !== height) this.plot.setSize({ width, height });
  }

  draw(): void {
    const { plot, hud, columns, points } = this;
    if (plot === null) return;
    const source = hud.source.peek();
    columns.read(source.frames, source.window());
    points.read(columns, columns.endMs, source.spanMs);
    this.maxMs = timeScaleMax(hud.budgetMs, hud.stats?.frame.p99 || 0, this.maxMs);
    this.hitches = hitches(columns.intervals, hud.stats === null ? {} : { medianMs: hud.stats.frame.p50 });
    plot.batch(() => {
      plot.setData(points.data, false);
      plot.setScale('x', { min: -source.spanMs / 1000, max: 0 });
      plot.setScale('y', { min: 0, max: this.maxMs });
    });
    if (plot.cursor.idx != null) this.tellPointed();
  }

  destroy(): void {
    this.plot?.destroy();
  }

  private options(width: number, height: number): uPlot.Options {
    const palette = this.hud.palette.peek() as Palette;
    const { spanMs, name } = this.hud.source.peek();
    const marks = () => ({ palette, columns: this.columns, budgetMs: this.hud.budgetMs, hitches: this.hitches });
    return {
      width,
      height,
      padding: [12, 14, 0, 0],
      legend: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [timeAxis(palette, spanMs, name === null), valueAxis(palette, () => this.hud.budgetMs)],
      series: [
        {},
        ...SERIES.map(({ colour, width, ...rest }) => ({
          stroke: palette[colour],
          width,
          ...('dash' in rest && { dash: [...rest.dash] }),
          points: { show: false },
          paths: linePath,
        })),
      ],
      hooks: {
        drawAxes: [(plot) => drawGapsAndBudget(plot, marks())],
        draw: [(plot) => drawHitches(plot, marks())],
        setCursor: [() => this.tellPointed()],
      },
    };
  }

  /** The values under the pointer; null without. */
  private tellPointed(): void {
    const index = this.plot?.cursor.idx;
    this.onPointed(index == null ? null : this.points.data.slice(1).map((values) => values[index] ?? Number.NaN));
  }
}

/** Lines that break at null by moving instead of by clipping, which is what uPlot's own would do, at several times the cost. */
function linePath(plot: uPlot, seriesIdx: number): uPlot.Series.Paths {
  const stroke = new Path2D();
  const { left, top, width, height } = plot.bbox;
  const { min, max } = plot.scales.x as { min: number; max: number };
  const perX = width / (max - min);
  const perY = height / (plot.scales.y?.max as number);
  traceLine(
    stroke,
    plot.data[0] as number[],
    plot.data[seriesIdx] as (number | null)[],
    (x) => left + (x - min) * perX,
    (y) => top + height - y * perY,
  );
  return { stroke, flags: 0 };
}
