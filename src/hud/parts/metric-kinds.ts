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

export function metricKindOf(type: MetricType): MetricKind {
  const kinds = Object.keys(METRIC_KINDS) as MetricKind[];
  return kinds.find((kind) => METRIC_KINDS[kind].types.includes(type)) as MetricKind;
}
