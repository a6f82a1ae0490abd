import type { MetricValue } from '../../metrics/index.ts';
import { levelOf, type MetricLevel } from '../parts/metric-level.ts';
import type { MetricEntry } from './metric-entries.ts';
import type { MetricReading } from './metric-line.ts';

/** The two figures of a metric, as the heads of the groups name them, and how each stands to the metric's limits. */
export interface MetricFigures {
  readonly values: readonly [first: number, second: number];
  readonly levels: readonly [first: MetricLevel, second: MetricLevel];
  /** That of the figure that the metric is judged by. */
  readonly level: MetricLevel;
}

/**
 * Gauges and counters are judged by their value, rates by the last second, histograms by p95.
 *
 * @param reading what the history says
 */
export function metricFigures(
  { descriptor, metricKind }: Pick<MetricEntry, 'descriptor' | 'metricKind'>,
  value: MetricValue | null,
  reading: Pick<MetricReading, 'recent' | 'newest'>,
): MetricFigures {
  // By index: to take a pair apart costs objects.
  const values = valuesOf(value, reading);
  const first = values[0];
  const second = values[1];
  const isRate = descriptor.type === 'rate';
  // A peak is bad where less is better; how fast a counter grows its budget does not say.
  const judgesFirst =
    isRate || metricKind === 'histograms' || (metricKind === 'gauges' && descriptor.better !== 'higher');
  const levels = [judgesFirst ? levelOf(descriptor, first) : '', isRate ? '' : levelOf(descriptor, second)] as const;
  return { values, levels, level: levels[isRate ? 0 : 1] };
}

function valuesOf(
  value: MetricValue | null,
  { recent, newest }: Pick<MetricReading, 'recent' | 'newest'>,
): [number, number] {
  if (value === null) return [Number.NaN, Number.NaN];
  if ('quantile' in value) return [value.quantile(0.5), value.quantile(0.95)];
  if ('perSecond' in value) return [value.perSecond, value.count];
  return [recent, Number.isNaN(value.value) ? newest : value.value];
}
