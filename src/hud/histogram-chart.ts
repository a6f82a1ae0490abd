import uPlot from 'uplot';
import { frameHistogram } from '../analysis/index.ts';
import type { Chart } from './ChartView.tsx';
import { axisFont, baseAxis, tickMs } from './chart-axes.ts';
import { onPlot } from './draw-frame-marks.ts';
import { FrameColumns } from './frame-columns.ts';
import type { HudModel } from './hud-model.ts';
import type { Palette } from './palette.ts';
import { timeScaleMax, timeScaleTicks } from './time-scale.ts';

/** Bins of a budget. Multiples of the budget, where steady frames and dropped ones are, lie in the middle of one. */
const BINS_PER_BUDGET = 10;
/** Ends of the axis of shares, in percent. */
const SHARES = [5, 10, 20, 50, 100];
const LEAST_SHARE_TICKS = [1, 10, 50];
/** Labels of percentiles that are nearer to each other become one. */
const LABEL_CSS_PX = 24;
const NAMES = ['p50', 'p95', 'p99'];

/**
 * The frame times of the window in equal bins, with percentiles and the budget marked. What lies beyond is in the last bin.
 * Heights are square roots of shares: one frame among hundreds is seen, and the order of the bars is kept.
 */
export class HistogramChart implements Chart {
  private readonly hud: HudModel;
  private readonly element: HTMLElement;
  private readonly columns = new FrameColumns();
  private readonly data: [number[], (number | null)[], (number | null)[]] = [[], [], []];
  private halves = new Float64Array(0);
  private plot: uPlot | null = null;
  private maxMs = 0;
  /** End of the axis of shares, in percent. */
  private maxShare = 100;

  constructor(element: HTMLElement, hud: HudModel) {
    this.element = element;
    this.hud = hud;
    this.maxMs = timeScaleMax(hud.budgetMs, 0);
  }

  resize(width: number, height: number): void {
    if (this.plot === null) this.plot = new uPlot(this.options(width, height), this.data, this.element);
    else if (this.plot.width !== width || this.plot.height !== height) this.plot.setSize({ width, height });
  }

  /** Draws the frames that `hud.stats` is of, so that bars and figures agree. */
  draw(): void {
    const { plot, hud, columns, data } = this;
    const { stats } = hud;
    if (plot === null || stats === null) return;
    const source = hud.source.peek();
    columns.read(source.frames, source.window());
    this.maxMs = timeScaleMax(hud.budgetMs, stats.frame.p99 || 0, this.maxMs);
    this.fillBins();
    plot.batch(() => {
      plot.setData(data, false);
      plot.setScale('x', { min: 0, max: this.maxMs });
      plot.setScale('y', { min: 0, max: Math.sqrt(this.maxShare) });
    });
  }

  destroy(): void {
    this.plot?.destroy();
  }

  private fillBins(): void {
    const { hud, maxMs, data, columns } = this;
    const binMs = hud.budgetMs / BINS_PER_BUDGET;
    const count = Math.round(maxMs / binMs) + 1;
    // Halves of bins: the first is the upper half of the bin around 0.
    if (this.halves.length !== 2 * count) this.halves = new Float64Array(2 * count);
    frameHistogram(columns.intervals, { binMs: binMs / 2, maxMs: binMs * count, into: this.halves });
    let highest = 0;
    for (const values of data) values.length = count;
    for (let k = 0; k < count; k++) {
      // Past the last bin there is one half more, which has all the rest.
      const rest = k === count - 1 ? (this.halves[2 * k + 1] as number) : 0;
      const frames = (this.halves[2 * k - 1] ?? 0) + (this.halves[2 * k] as number) + rest;
      const share = (100 * frames) / columns.count;
      const height = share > 0 ? Math.sqrt(share) : null;
      const isOver = k * binMs > hud.overBudgetMs;
      highest = Math.max(highest, share);
      data[0][k] = k * binMs;
      data[1][k] = isOver ? null : height;
      data[2][k] = isOver ? height : null;
    }
    this.maxShare = SHARES.find((share) => share >= highest) ?? 100;
  }

  private options(width: number, height: number): uPlot.Options {
    const palette = this.hud.palette.peek() as Palette;
    const bars = uPlot.paths.bars?.({ size: [1, Infinity], gap: 1 });
    const series = (colour: string) => ({
      fill: colour,
      width: 0,
      points: { show: false },
      ...(bars && { paths: bars }),
    });
    return {
      width,
      height,
      padding: [16, 22, 0, 0],
      legend: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      cursor: { show: false },
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [
        {
          ...baseAxis(palette),
          size: 18,
          grid: { show: false },
          splits: (_, __, ___, max) => timeScaleTicks(this.hud.budgetMs, max),
          values: (_, splits) => splits.map((ms, k) => `${tickMs(ms)}${k === splits.length - 1 ? '+' : ''}`),
        },
        {
          ...baseAxis(palette),
          size: 36,
          splits: () => [...LEAST_SHARE_TICKS.filter((share) => share < this.maxShare), this.maxShare].map(Math.sqrt),
          values: (_, splits) => splits.map((root) => `${Math.round(root * root)}%`),
        },
      ],
      series: [{}, series(palette.bar), series(palette.over)],
      hooks: {
        drawAxes: [(plot) => this.drawPercentiles(plot, palette)],
        draw: [
          (plot) =>
            onPlot(plot, (context, width, height) => {
              context.setLineDash([2, 2]);
              drawLine(context, Math.min(width, plot.valToPos(this.hud.budgetMs, 'x')), height, palette.budget);
            }),
        ],
      },
    };
  }

  /** Behind the bars, which are what the percentiles are of; their names above, joined where they would overlap. */
  private drawPercentiles(plot: uPlot, palette: Palette): void {
    const { stats } = this.hud;
    if (stats === null || stats.frames === 0) return;
    onPlot(plot, (context, width, height) => {
      context.font = axisFont(palette);
      context.fillStyle = palette.text;
      context.textAlign = 'center';
      const { p50, p95, p99 } = stats.frame;
      const marks = [p50, p95, p99].map((ms) => Math.min(width, plot.valToPos(ms, 'x')));
      for (const x of marks) drawLine(context, x, height, palette.dim);
      for (let from = 0; from < marks.length; ) {
        const first = marks[from] as number;
        let to = from + 1;
        while (to < marks.length && (marks[to] as number) - first < LABEL_CSS_PX) to++;
        const label = NAMES.slice(from, to).join('·');
        const half = context.measureText(label).width / 2;
        const middle = (first + (marks[to - 1] as number)) / 2;
        context.fillText(label, Math.min(width + 12 - half, Math.max(half, middle)), -5);
        from = to;
      }
    });
  }
}

function drawLine(context: CanvasRenderingContext2D, at: number, height: number, colour: string): void {
  const x = Math.round(at) + 0.5;
  context.strokeStyle = colour;
  context.beginPath();
  context.moveTo(x, -3);
  context.lineTo(x, height);
  context.stroke();
}
