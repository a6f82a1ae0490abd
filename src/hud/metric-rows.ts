import { type AnyHandle, formatMetricId, type MetricDescriptor, type MetricType } from '../metrics/index.ts';
import type { HudModel } from './hud-model.ts';

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
    };

const GROUPS: readonly { title: string; types: readonly MetricType[]; columns: readonly string[] }[] = [
  { title: 'Gauges', types: ['gauge'], columns: ['peak', 'now'] },
  { title: 'Counters', types: ['counter', 'rate'], columns: ['per second', 'total'] },
  { title: 'Histograms', types: ['histogram', 'timer'], columns: ['p50', 'p95'] },
];

/** All metrics by kind, then by rank, then in the order of their registration. Empty kinds have no head. */
export function metricRows(hud: HudModel, handles: readonly AnyHandle[]): MetricRow[] {
  const { registry } = hud.host.metrics;
  const metrics = handles.flatMap((handle): Extract<MetricRow, { kind: 'metric' }>[] => {
    const descriptor = registry.describe(handle.id);
    if (descriptor === undefined) return [];
    const { namespace, labels } = handle.id;
    const text = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
    return [
      {
        kind: 'metric',
        key: formatMetricId(handle.id),
        handle,
        descriptor,
        namespace: namespace === 'engine' ? '' : namespace,
        labels: text.join(' '),
        rank: 2 * ['engine', 'framescope'].indexOf(namespace) + Number('context' in labels || 'device' in labels),
      },
    ];
  });
  metrics.sort((a, b) => a.rank - b.rank);
  return GROUPS.flatMap(({ title, types, columns }): MetricRow[] => {
    const rows = metrics.filter(({ descriptor }) => types.includes(descriptor.type));
    return rows.length === 0 ? [] : [{ kind: 'group', key: title, title: `${title} ${rows.length}`, columns }, ...rows];
  });
}
