import type { MetricType } from '../../metrics/index.ts';

export type MetricKind = 'gauges' | 'counters' | 'histograms';

/** Types of metrics that are shown alike, and what is said of each. */
export const METRIC_KINDS: Readonly<
  Record<MetricKind, { title: string; types: readonly MetricType[]; columns: readonly string[] }>
> = {
  gauges: { title: 'Gauges', types: ['gauge'], columns: ['peak', 'now'] },
  counters: { title: 'Counters', types: ['counter', 'rate'], columns: ['per second', 'total'] },
  histograms: { title: 'Histograms', types: ['histogram', 'timer'], columns: ['p50', 'p95'] },
};

/** What the figures below a column's name are. */
export const COLUMN_MEANINGS: Readonly<Record<string, string>> = {
  peak: 'The largest value of the last 10 s',
  now: 'The newest value',
  'per second': 'What was counted in the last second',
  total: 'What was counted since the metric was registered',
  p50: 'Half of the values since the metric was registered are less',
  p95: '95 % of the values since the metric was registered are less',
};

export function metricKindOf(type: MetricType): MetricKind {
  const kinds = Object.keys(METRIC_KINDS) as MetricKind[];
  return kinds.find((kind) => METRIC_KINDS[kind].types.includes(type)) as MetricKind;
}
