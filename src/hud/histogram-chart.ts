import uPlot from 'uplot';
import { frameHistogram } from '../analysis/index.ts';
import type { Chart } from './ChartView.tsx';
import { axisFont, bottomAxis, CHART_OPTIONS, drawLine, leftAxis, onPlot, tickMs } from './chart-axes.ts';
import { createFrameColumns } from './frame-columns.ts';
import type { HudModel } from './hud-model.ts';
import type { Palette } from './palette.ts';
import { MAX_STEP, timeScaleMax, timeScaleTicks } from './time-scale.ts';

/** Bins of a budget. Multiples of the budget, where steady frames and dropped ones are, lie in the middle of one. */
const BINS_PER_BUDGET = 10;
/** Where the axis of shares may end, and what is ticked before that, in percent. */
const ENDS = [5, 10, 20, 50, 100];
const TICKS = [1, 10, 50];
/** Labels of percentiles that are nearer to each other become one. */
const LABEL_CSS_PX = 24;
const NAMES = ['p50', 'p95', 'p99'];

/**
 * The frame times of the window in equal bins, with percentiles and the budget marked. What lies beyond is in the last bin.
 * Heights are square roots of shares: one frame among hundreds is seen, and the order of the bars is kept.
 */
export function createHistogramChart(element: HTMLElement, hud: HudModel): Chart {
  const palette = hud.palette.peek() as Palette;
  const { frames, window } = hud.source.peek();
  const columns = createFrameColumns();
  const data: [number[], (number | null)[], (number | null)[]] = [[], [], []];
  let halves = new Float64Array(0);
  let plot: uPlot | null = null;
  let maxMs = 0;
  let maxShare = 100;

  const fillBins = () => {
    const binMs = hud.budgetMs / BINS_PER_BUDGET;
    const count = Math.round(maxMs / binMs) + 1;
    // Halves of bins: the first is the upper half of the bin around 0, the last has all the rest.
    if (halves.length !== 2 * count) halves = new Float64Array(2 * count);
    frameHistogram(columns.intervals, { binMs: binMs / 2, maxMs: binMs * count, into: halves });
    let highest = 0;
    for (const values of data) values.length = count;
    for (let k = 0; k < count; k++) {
      const rest = k === count - 1 ? (halves[2 * k + 1] as number) : 0;
      const inBin = (halves[2 * k - 1] ?? 0) + (halves[2 * k] as number) + rest;
      const share = (100 * inBin) / columns.count;
      const height = share > 0 ? Math.sqrt(share) : null;
      const isOver = k * binMs > hud.overBudgetMs;
      highest = Math.max(highest, share);
      data[0][k] = k * binMs;
      data[1][k] = isOver ? null : height;
      data[2][k] = isOver ? height : null;
    }
    maxShare = ENDS.find((share) => share >= highest) ?? 100;
  };

  /** Behind the bars, which are what the percentiles are of; their names above, joined where they would overlap. */
  const drawPercentiles = (self: uPlot) =>
    onPlot(self, (context, width, height) => {
      const { stats } = hud;
      if (stats === null || stats.frames === 0) return;
      context.font = axisFont(palette);
      context.fillStyle = palette.text;
      context.textAlign = 'center';
      const { p50, p95, p99 } = stats.frame;
      const marks = [p50, p95, p99].map((ms) => Math.min(width, self.valToPos(ms, 'x')));
      for (const x of marks) drawLine(context, palette.dim, x, -3, x, height);
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

  const drawBudget = (self: uPlot) =>
    onPlot(self, (context, _, height) => {
      const x = self.valToPos(hud.budgetMs, 'x');
      drawLine(context, palette.budget, x, -3, x, height, [2, 2]);
    });

  const bars = uPlot.paths.bars?.({ size: [1, Infinity], gap: 1 });
  const options: Omit<uPlot.Options, 'width' | 'height'> = {
    ...CHART_OPTIONS,
    padding: [16, 22, 0, 0],
    cursor: { show: false },
    axes: [
      {
        ...bottomAxis(palette),
        splits: (_, __, ___, max) => timeScaleTicks(hud.budgetMs, max),
        values: (_, splits) => splits.map((ms, k) => `${tickMs(ms)}${k === splits.length - 1 ? '+' : ''}`),
      },
      {
        ...leftAxis(palette),
        splits: () => [...TICKS.filter((share) => share < maxShare), maxShare].map(Math.sqrt),
        values: (_, splits) => splits.map((root) => `${Math.round(root * root)}%`),
      },
    ],
    series: [
      {},
      ...[palette.bar, palette.over].map((fill) => ({
        fill,
        width: 0,
        points: { show: false },
        ...(bars && { paths: bars }),
      })),
    ],
    hooks: { drawAxes: [drawPercentiles], draw: [drawBudget] },
  };
  return {
    resize(width, height) {
      if (plot === null) plot = new uPlot({ ...options, width, height }, data, element);
      else if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
    },
    /** Draws the frames that `hud.stats` is of, so that bars and figures agree. */
    draw() {
      if (hud.stats === null) return;
      columns.read(frames, window());
      // Beyond that there would be bins by the million, after one frame of an hour.
      maxMs = Math.min(MAX_STEP * hud.budgetMs, timeScaleMax(hud.budgetMs, hud.stats.frame.p99 || 0, maxMs));
      fillBins();
      plot?.batch((self: uPlot) => {
        self.setData(data, false);
        self.setScale('x', { min: 0, max: maxMs });
        self.setScale('y', { min: 0, max: Math.sqrt(maxShare) });
      });
    },
    destroy: () => plot?.destroy(),
  };
}
