import type { Chart } from '../charts/ChartView.tsx';
import { axisFont, budgetTicks, drawLine, ROOM_BELOW_CSS_PX, tickMs } from '../charts/chart-axes.ts';
import { createChartCanvas } from '../charts/chart-canvas.ts';
import { createChartGrid, type Tick } from '../charts/chart-grid.ts';
import { createPlotArea, fitPlot, onPlot, xIn, yIn } from '../charts/plot-area.ts';
import { MAX_STEP, timeScaleMax } from '../charts/time-scale.ts';
import type { HudModel } from '../model/hud-model.ts';
import type { Palette } from '../parts/palette.ts';
import type { Distribution, Spread } from './distribution.ts';
import { fillBins, type HistogramBins, leastMs, timePercentiles } from './histogram-bins.ts';

const ROOM_ABOVE_CSS_PX = 16;
const MARGINS = { right: 22, below: ROOM_BELOW_CSS_PX };
/** Where the axis of shares may end, and what is ticked before that, in percent. */
const ENDS = [5, 10, 20, 50, 100];
const TICKS = [1, 10, 50];
/** Labels of percentiles that are nearer to each other become one. */
const LABEL_CSS_PX = 24;
const PERCENTS = [50, 95, 99];
const NAMES = PERCENTS.map((percent) => `p${percent}`);
/** Between two bars, and what a bar has at the least, in CSS pixels. */
const GAP_CSS_PX = 1;

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
  const bins: HistogramBins = { x: [], share: [] };
  const otherBins: HistogramBins = { x: [], share: [] };
  const grid = createChartGrid(element, hud, palette);
  const canvas = createChartCanvas(element, hud);
  const area = createPlotArea(ROOM_ABOVE_CSS_PX);
  let width = 0;
  let height = 0;
  let minMs = 1;
  let maxMs = 0;
  /** What was drawn last. */
  let drawn: Pick<Spread, 'values' | 'stats'> | null = null;
  const isLog = () => distribution.settings.peek().scale === 'log';
  /** Where a time is on the axis. */
  const toX = (ms: number) => (isLog() ? Math.log2(Math.max(minMs, ms)) : ms);

  const readBins = () => {
    const { budgetMs, values } = distribution;
    const settings = distribution.settings.peek();
    fillBins(bins, values, settings, budgetMs, minMs, maxMs);
    if (other !== null) fillBins(otherBins, other.values, settings, budgetMs, minMs, maxMs);
    let highest = 0;
    for (let k = 0; k < bins.share.length; k++) highest = Math.max(highest, bins.share[k] as number);
    if (other !== null) for (const share of otherBins.share) highest = Math.max(highest, share);
    return ENDS.find((share) => share >= highest) ?? 100;
  };

  /** Behind the bars, which are what the percentiles are of; their names above, joined where they would overlap. */
  const drawPercentiles = (context: CanvasRenderingContext2D) => {
    const { stats } = distribution;
    if (stats === null || stats.frames === 0 || other !== null) return;
    context.font = axisFont(palette);
    context.fillStyle = palette.text;
    context.textAlign = 'center';
    const { p50, p95, p99 } = stats.frame;
    const isByTime = distribution.settings.peek().weight === 'time';
    const places = isByTime ? timePercentiles(distribution.sorted, PERCENTS) : [p50, p95, p99];
    const marks = places.map((ms) => Math.min(area.width, xIn(area, toX(ms))));
    for (const x of marks) drawLine(context, palette.dim, x, -3, x, area.height);
    for (let from = 0; from < marks.length; ) {
      const first = marks[from] as number;
      let to = from + 1;
      while (to < marks.length && (marks[to] as number) - first < LABEL_CSS_PX) to++;
      const label = NAMES.slice(from, to).join('·');
      const half = context.measureText(label).width / 2;
      const middle = (first + (marks[to - 1] as number)) / 2;
      context.fillText(label, Math.min(area.width + 12 - half, Math.max(half, middle)), -5);
      from = to;
    }
  };

  /** From one bin's middle to the next, in CSS pixels. */
  const binCssPx = () =>
    bins.x.length > 1 ? xIn(area, bins.x[1] as number) - xIn(area, bins.x[0] as number) : area.width;

  const drawBars = (context: CanvasRenderingContext2D) => {
    const size = Math.max(GAP_CSS_PX, binCssPx() - GAP_CSS_PX);
    const overX = other === null ? toX(distribution.overBudgetMs) : Number.POSITIVE_INFINITY;
    for (let k = 0; k < bins.share.length; k++) {
      const share = bins.share[k] as number;
      if (share === 0) continue;
      const x = bins.x[k] as number;
      const top = yIn(area, Math.sqrt(share));
      context.fillStyle = x > overX ? palette.over : other === null ? palette.bar : palette.accent;
      context.fillRect(xIn(area, x) - size / 2, top, size, area.height - top);
    }
  };

  /** The other side as one line along the tops of its bars. */
  const drawOutline = (context: CanvasRenderingContext2D) => {
    const half = binCssPx() / 2;
    // The first bin's lower half lies before the axis.
    context.beginPath();
    context.rect(0, 0, area.width + half, area.height + 1);
    context.clip();
    context.strokeStyle = palette.gpu;
    context.lineWidth = 2;
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(xIn(area, otherBins.x[0] as number) - half, area.height);
    for (let k = 0; k < otherBins.share.length; k++) {
      const x = xIn(area, otherBins.x[k] as number);
      const y = yIn(area, Math.sqrt(otherBins.share[k] as number));
      context.lineTo(x - half, y);
      context.lineTo(x + half, y);
    }
    context.stroke();
  };

  return {
    resize(widthCssPx, heightCssPx) {
      width = widthCssPx;
      height = heightCssPx;
      fitPlot(area, width, height, MARGINS);
      canvas.resize(width, height);
      drawn = null;
    },
    draw() {
      distribution.renew();
      const { stats, budgetMs, values } = distribution;
      if (stats === null || area.width <= 0 || area.height <= 0) return;
      if (values === drawn?.values && stats === drawn.stats && canvas.ratio === hud.pixelRatio) return;
      drawn = { values, stats };
      // Beyond that there would be bins by the million, after one frame of an hour.
      const p99 = Math.max(stats.frame.p99 || 0, other?.stats?.frame.p99 || 0);
      maxMs = Math.min(MAX_STEP * budgetMs, timeScaleMax(budgetMs, p99, maxMs));
      minMs = leastMs(stats.frame.min, budgetMs);
      const maxShare = readBins();
      area.minX = isLog() ? toX(0) : 0;
      area.maxX = toX(maxMs);
      area.maxY = Math.sqrt(maxShare);
      canvas.begin();
      onPlot(canvas.context, area, (context) => {
        drawPercentiles(context);
        drawBars(context);
        const budgetX = xIn(area, toX(budgetMs));
        drawLine(context, palette.budget, budgetX, -3, budgetX, area.height, [2, 2]);
        if (other !== null) drawOutline(context);
      });
      const shares = [...TICKS.filter((share) => share < maxShare), maxShare];
      grid.draw(
        width,
        height,
        area,
        withRest(isLog() ? octaves(area.minX, area.maxX) : budgetTicks(budgetMs, maxMs)),
        shares.map((share) => ({ at: Math.sqrt(share), label: `${share}%` })),
      );
    },
    destroy() {
      canvas.destroy();
      grid.destroy();
    },
  };
}

/** Whole powers of two milliseconds, each or every second one, and where the axis ends. */
function octaves(min: number, max: number): readonly Tick[] {
  const step = max - min > 6 ? 2 : 1;
  const first = Math.ceil(min / step) * step;
  const powers = Array.from({ length: Math.max(0, Math.ceil((max - first) / step)) }, (_, k) => first + k * step);
  // Labels are as wide as half a step.
  return [...powers.filter((at) => at < max - step / 2), max].map((at) => ({ at, label: tickMs(2 ** at) }));
}

/** The last bin has all that is longer. */
function withRest(ticks: readonly Tick[]): readonly Tick[] {
  return ticks.map(({ at, label }, k) => ({ at, label: k === ticks.length - 1 ? `${label}+` : label }));
}
