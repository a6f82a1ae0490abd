import { sortedPercentiles } from '../../analysis/percentile-curve.ts';
import { sortedTimeAbove } from '../../analysis/time-above.ts';
import { budgetTicks } from '../charts/chart-axes.ts';
import type { Curve } from '../charts/curve-chart.ts';
import { MAX_STEP, timeScaleMax } from '../charts/time-scale.ts';
import type { Spread } from './distribution.ts';

const POINTS = 96;
/** Where the axis of percentiles ends, in nines: 99.9 %. */
const NINES = 3;
const PERCENT_TICKS = [50, 90, 99, 99.9];
const SHARE_TICKS = [0, 50, 100];

/** As many nines as a percentile has: 0 for p0, 1 for p90, 2 for p99. */
const ninesOf = (percent: number) => -Math.log10(1 - percent / 100);
const percents = Float64Array.from({ length: POINTS + 1 }, (_, k) => 100 * (1 - 10 ** ((-NINES * k) / POINTS)));
const nines = Float64Array.from(percents, ninesOf);

/** The percentile curve over an axis of nines, where the tail that matters has as much room as the rest; with that of another under the same scales. */
export function percentiles(spread: Spread, budgetMs: number, other?: Spread): Curve | null {
  if (!spread.stats?.frames) return null;
  const ms = sortedPercentiles(spread.sorted, percents);
  const otherMs = other && sortedPercentiles(other.sorted, percents);
  const yMax = timeScaleMax(budgetMs, Math.max(ms[POINTS] as number, otherMs?.[POINTS] || 0));
  return {
    x: nines,
    y: ms,
    ...(otherMs && { other: otherMs }),
    xRange: [0, NINES],
    yMax,
    xTicks: PERCENT_TICKS.map((percent) => ({ at: ninesOf(percent), label: `p${percent}` })),
    yTicks: budgetTicks(budgetMs, yMax),
    budget: { y: budgetMs },
  };
}

/** How much of the time goes into frames longer than each threshold: the L-shape, the nearer to its corner the better. */
export function timesAbove(spread: Spread, budgetMs: number): Curve | null {
  const { stats } = spread;
  if (!stats?.frames) return null;
  const xMax = Math.min(MAX_STEP * budgetMs, timeScaleMax(budgetMs, stats.frame.p99));
  const thresholds = Float64Array.from({ length: POINTS + 1 }, (_, k) => (xMax * k) / POINTS);
  return {
    x: thresholds,
    y: sortedTimeAbove(spread.sorted, thresholds),
    xRange: [0, xMax],
    yMax: 100,
    xTicks: budgetTicks(budgetMs, xMax),
    yTicks: SHARE_TICKS.map((at) => ({ at, label: `${at}%` })),
    budget: { x: budgetMs },
  };
}
