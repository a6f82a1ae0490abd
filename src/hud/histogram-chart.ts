import uPlot from 'uplot';
import type { Chart } from './ChartView.tsx';
import { axisFont, budgetTicks, drawLine, ROOM_BELOW_CSS_PX, ROOM_LEFT_CSS_PX, tickMs } from './chart-axes.ts';
import { createChartGrid, type Tick } from './chart-grid.ts';
import type { Distribution, Spread } from './distribution.ts';
import { fillBins, leastMs } from './histogram-bins.ts';
import type { HudModel } from './hud-model.ts';
import type { Palette } from './palette.ts';
import { stepPath } from './step-path.ts';
import { MAX_STEP, timeScaleMax } from './time-scale.ts';
import { areaOf, CHART_OPTIONS, onUplot, plotIn, renewPlot, SERIES_OPTIONS } from './uplot-chart.ts';

/** Where the axis of shares may end, and what is ticked before that, in percent. */
const ENDS = [5, 10, 20, 50, 100];
const TICKS = [1, 10, 50];
/** Labels of percentiles that are nearer to each other become one. */
const LABEL_CSS_PX = 24;
const NAMES = ['p50', 'p95', 'p99'];

/**
 * The times of a distribution in equal bins, with percentiles and the budget marked. What lies beyond is in the last bin.
 * Heights are square roots of shares: one frame among hundreds is seen, and the order of the bars is kept.
 *
 * @param other drawn over it in the same bins, as an outline; then there are no percentiles, and no colour says what is over budget
 */
export function createHistogramChart(
  element: HTMLElement,
  hud: HudModel,
  distribution: Distribution,
  other: Spread | null = null,
): Chart {
  const palette = hud.palette.peek() as Palette;
  type Heights = (number | null)[];
  const data: [number[], Heights, Heights, ...Heights[]] = [[], [], [], ...(other === null ? [] : [[]])];
  const bins = { x: data[0], share: [] as number[] };
  const otherBins = { x: data[0], share: [] as number[] };
  const grid = createChartGrid(element, palette);
  let plot: uPlot | null = null;
  let minMs = 1;
  let maxMs = 0;
  let maxShare = 100;
  const isLog = () => distribution.settings.peek().scale === 'log';
  /** Where a time is on the axis. */
  const toX = (ms: number) => (isLog() ? Math.log2(Math.max(minMs, ms)) : ms);

  const readBins = () => {
    const { budgetMs } = distribution;
    fillBins(bins, distribution.values, distribution.settings.peek(), budgetMs, minMs, maxMs);
    const overX = other === null ? toX(distribution.overBudgetMs) : Number.POSITIVE_INFINITY;
    let highest = 0;
    data[1].length = data[2].length = bins.share.length;
    bins.share.forEach((share, k) => {
      const height = share > 0 ? Math.sqrt(share) : null;
      const isOver = (bins.x[k] as number) > overX;
      highest = Math.max(highest, share);
      data[1][k] = isOver ? null : height;
      data[2][k] = isOver ? height : null;
    });
    if (other !== null) {
      fillBins(otherBins, other.values, distribution.settings.peek(), budgetMs, minMs, maxMs);
      highest = Math.max(highest, ...otherBins.share);
      data[3] = otherBins.share.map(Math.sqrt);
    }
    maxShare = ENDS.find((share) => share >= highest) ?? 100;
  };

  /** Behind the bars, which are what the percentiles are of; their names above, joined where they would overlap. */
  const drawPercentiles = (self: uPlot) =>
    onUplot(self, (context, width, height) => {
      const { stats } = distribution;
      if (stats === null || stats.frames === 0 || other !== null) return;
      context.font = axisFont(palette);
      context.fillStyle = palette.text;
      context.textAlign = 'center';
      const { p50, p95, p99 } = stats.frame;
      const marks = [p50, p95, p99].map((ms) => Math.min(width, self.valToPos(toX(ms), 'x')));
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
    onUplot(self, (context, _, height) => {
      const x = self.valToPos(toX(distribution.budgetMs), 'x');
      drawLine(context, palette.budget, x, -3, x, height, [2, 2]);
    });

  const bars = uPlot.paths.bars?.({ size: [1, Infinity], gap: 1 });
  const options: Omit<uPlot.Options, 'width' | 'height'> = {
    ...CHART_OPTIONS,
    padding: [16, 22, ROOM_BELOW_CSS_PX, ROOM_LEFT_CSS_PX],
    cursor: { show: false },
    series: [
      {},
      ...[other === null ? palette.bar : palette.accent, palette.over].map((fill) => ({
        fill,
        width: 0,
        ...SERIES_OPTIONS,
        ...(bars && { paths: bars }),
      })),
      ...(other === null ? [] : [{ stroke: palette.gpu, width: 2, ...SERIES_OPTIONS, paths: stepPath }]),
    ],
    hooks: { drawAxes: [drawPercentiles], draw: [drawBudget] },
  };
  return {
    resize(width, height) {
      if (plot === null) plot = new uPlot({ ...options, width, height }, data, plotIn(element));
      else if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
    },
    draw() {
      distribution.renew();
      const { stats } = distribution;
      if (stats === null || plot === null) return;
      // Beyond that there would be bins by the million, after one frame of an hour.
      const { budgetMs } = distribution;
      const p99 = Math.max(stats.frame.p99 || 0, other?.stats?.frame.p99 || 0);
      maxMs = Math.min(MAX_STEP * budgetMs, timeScaleMax(budgetMs, p99, maxMs));
      minMs = leastMs(stats.frame.min, budgetMs);
      readBins();
      const minX = isLog() ? toX(0) : 0;
      renewPlot(plot, data, minX, toX(maxMs), Math.sqrt(maxShare));
      const shares = [...TICKS.filter((share) => share < maxShare), maxShare];
      grid.draw(
        plot.width,
        plot.height,
        areaOf(plot),
        isLog() ? octaves(minX, toX(maxMs)) : withRest(budgetTicks(budgetMs, maxMs)),
        shares.map((share) => ({ at: Math.sqrt(share), label: `${share}%` })),
      );
    },
    destroy() {
      plot?.destroy();
      grid.destroy();
    },
  };
}

/** Whole powers of two milliseconds, each or every second one. */
function octaves(min: number, max: number): readonly Tick[] {
  const step = max - min > 6 ? 2 : 1;
  const first = Math.ceil(min / step) * step;
  return Array.from({ length: Math.floor((max - first) / step) + 1 }, (_, k) => first + k * step).map((at) => ({
    at,
    label: tickMs(2 ** at),
  }));
}

/** The last bin has all that is longer. */
function withRest(ticks: readonly Tick[]): readonly Tick[] {
  return ticks.map(({ at, label }, k) => ({ at, label: k === ticks.length - 1 ? `${label}+` : label }));
}
