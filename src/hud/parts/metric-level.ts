import type { MetricDescriptor } from '../../metrics/index.ts';
import { formatValue } from './format-value.ts';

/** How a value stands to what its metric should keep to: well or unknown, worth a look, bad. */
export type MetricLevel = '' | 'warning' | 'over';

/** What each level is called, for those who do not see its colour. */
export const LEVEL_NAMES: Readonly<Record<MetricLevel, string>> = {
  '': '',
  warning: 'Near its limit',
  over: 'Over budget',
};

/** By the budget of a metric, which a value may reach, and by its thresholds, which it may not. */
export function levelOf({ budget, better, thresholds }: MetricDescriptor, value: number): MetricLevel {
  const sign = better === 'higher' ? -1 : 1;
  // Nothing is above what is not there.
  if (sign * value > sign * (budget ?? Number.NaN) || sign * value >= sign * (thresholds?.critical ?? Number.NaN))
    return 'over';
  return sign * value >= sign * (thresholds?.warning ?? Number.NaN) ? 'warning' : '';
}

/** What a metric should keep to, in words; empty where nothing is asked of it. */
export function limitsText({ budget, better, thresholds = {}, unit }: MetricDescriptor): string {
  const bound = better === 'higher' ? 'at least' : 'at most';
  const from = better === 'higher' ? 'at or below' : 'from';
  return [
    budget !== undefined && `Budget: ${bound} ${formatValue(budget, unit)}`,
    thresholds.warning !== undefined && `Warning ${from} ${formatValue(thresholds.warning, unit)}`,
    thresholds.critical !== undefined && `Critical ${from} ${formatValue(thresholds.critical, unit)}`,
  ]
    .filter((text) => text !== false)
    .join('\n');
}

/** What a chart of the metric draws as its limit; NaN where nothing is asked of it. */
export function limitOf({ budget, thresholds }: MetricDescriptor): number {
  return budget ?? thresholds?.critical ?? Number.NaN;
}
