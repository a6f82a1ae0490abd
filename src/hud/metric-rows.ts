import {
  type AnyHandle,
  formatMetricId,
  type MetricDescriptor,
  type MetricsRegistry,
  type MetricType,
} from '../metrics/index.ts';

/** One line of the list of metrics: a group's head, or a metric. */
export type MetricRow =
  | { readonly kind: 'group'; readonly key: string; readonly title: string; readonly columns: readonly string[] }
  | {
      readonly kind: 'metric';
      readonly key: string;
      readonly handle: AnyHandle;
      readonly descriptor: MetricDescriptor;
      /** The name as it is shown; the namespace before it unless it is the engine's, labels behind it. */
      readonly namespace: string;
      readonly labels: string;
      /** The host's own metrics come first, then the engine's, then Framescope's; of each, one context's or device's after the sums of all. */
      readonly rank: number;
      readonly isPinned: boolean;
    };

type OneMetric = Extract<MetricRow, { kind: 'metric' }>;

/** Which metrics are listed, and how. */
export interface MetricFilter {
  /** Words that all occur in a metric's text form, in any case. */
  readonly search: string;
  readonly kind: MetricKind | 'all';
  readonly sort: 'registration' | 'name' | 'value';
}

export type MetricKind = 'gauges' | 'counters' | 'histograms';

export const ALL_METRICS: MetricFilter = { search: '', kind: 'all', sort: 'registration' };

export const METRIC_KINDS: Readonly<
  Record<MetricKind, { title: string; types: readonly MetricType[]; columns: readonly string[] }>
> = {
  gauges: { title: 'Gauges', types: ['gauge'], columns: ['peak', 'now'] },
  counters: { title: 'Counters', types: ['counter', 'rate'], columns: ['per second', 'total'] },
  histograms: { title: 'Histograms', types: ['histogram', 'timer'], columns: ['p50', 'p95'] },
};

/** The pinned metrics, then the others by kind, each sorted as the filter says, without sorting by rank and registration. Empty groups have no head. */
export function metricRows(
  registry: MetricsRegistry,
  handles: readonly AnyHandle[],
  filter: MetricFilter,
  pins: readonly string[],
): MetricRow[] {
  const words = filter.search.toLowerCase().split(/\s+/);
  const metrics = handles.flatMap((handle): OneMetric[] => {
    const key = formatMetricId(handle.id);
    const text = key.toLowerCase();
    const descriptor = words.every((word) => text.includes(word)) ? registry.describe(handle.id) : undefined;
    if (descriptor === undefined) return [];
    const { namespace, labels } = handle.id;
    return [
      {
        kind: 'metric',
        key,
        handle,
        descriptor,
        namespace: namespace === 'engine' ? '' : namespace,
        labels: Object.entries(labels)
          .map(([name, value]) => `${name}=${value}`)
          .join(' '),
        rank: 2 * ['engine', 'framescope'].indexOf(namespace) + Number('context' in labels || 'device' in labels),
        isPinned: pins.includes(key),
      },
    ];
  });
  metrics.sort(orderOf(filter));
  const group = (title: string, columns: readonly string[], rows: OneMetric[]): MetricRow[] =>
    rows.length === 0 ? [] : [{ kind: 'group', key: title, title: `${title} ${rows.length}`, columns }, ...rows];
  const kinds = (Object.keys(METRIC_KINDS) as MetricKind[]).filter((kind) => [kind, 'all'].includes(filter.kind));
  return [
    ...group(
      'Pinned',
      [],
      metrics.filter(({ isPinned }) => isPinned),
    ),
    ...kinds.flatMap((kind) => {
      const { title, types, columns } = METRIC_KINDS[kind];
      return group(
        title,
        columns,
        metrics.filter(({ descriptor, isPinned }) => !isPinned && types.includes(descriptor.type)),
      );
    }),
  ];
}

function orderOf({ sort }: MetricFilter): (a: OneMetric, b: OneMetric) => number {
  if (sort === 'name') return (a, b) => (a.key < b.key ? -1 : 1);
  if (sort === 'registration') return (a, b) => a.rank - b.rank;
  // The largest first, what is missing last.
  return (a, b) => sizeOf(b) - sizeOf(a) || a.rank - b.rank;
}

function sizeOf({ handle }: OneMetric): number {
  const value = handle.read();
  if (value === null) return Number.NEGATIVE_INFINITY;
  const size = 'quantile' in value ? value.quantile(0.95) : 'perSecond' in value ? value.perSecond : value.value;
  return Number.isNaN(size) ? Number.NEGATIVE_INFINITY : size;
}
