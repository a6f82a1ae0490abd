import type { MetricsRegistry, Unit } from '../../metrics/index.ts';

/** Of the statistics that are no times, by their dots or by their first part. */
const STATISTIC_UNITS: Readonly<Record<string, Unit>> = {
  fps: 'fps',
  'dropped.count': 'count',
  'dropped.pct': 'percent',
  'hitch.ratioMsPerS': 'ms/s',
  'hitch.count': 'count',
  mvp: 'percent',
  overBudget: 'percent',
  'stutter.timePct': 'percent',
};

/** Whether a figure is a metric's id; otherwise it is a statistic. */
export function isMetric(figure: string): boolean {
  return figure.includes(':');
}

/** The unit of the statistic at these dots. */
export function statisticUnit(figure: string): Unit {
  return STATISTIC_UNITS[figure] ?? STATISTIC_UNITS[figure.split('.')[0] as string] ?? 'ms';
}

/** The unit of a statistic or a metric, `''` for a metric without one; undefined for a metric that is not there. */
export function figureUnit(figure: string, registry: MetricsRegistry): Unit | undefined {
  return isMetric(figure) ? registry.describe(figure)?.unit : statisticUnit(figure);
}
