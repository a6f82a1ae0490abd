import {
  createDescriptor,
  type FrameColumn,
  type FrameLayout,
  formatMetricId,
  type MetricDescriptor,
  metricId,
} from '../metrics/index.ts';
import type { SnapshotMetric } from './snapshot-parts.ts';

/** A descriptor as plain data: what files and the store keep of a metric. */
export function metricToFile({ id, boundaries, ...rest }: MetricDescriptor): SnapshotMetric {
  return {
    namespace: id.namespace,
    name: id.name,
    labels: { ...id.labels },
    ...rest,
    ...(boundaries && { boundaries: [...boundaries] }),
  };
}

/** @throws MetricsError `invalid-operation` for a name, label or option that no metric has */
export function metricFromFile({ namespace, name, labels, type, ...options }: SnapshotMetric): MetricDescriptor {
  return createDescriptor(metricId(namespace, name, labels), type, options);
}

/** The columns of metrics by their keys: two of a histogram or timer, one of all else. */
export function columnsOf(descriptors: Iterable<MetricDescriptor>): Map<string, FrameColumn> {
  const columns = new Map<string, FrameColumn>();
  for (const descriptor of descriptors) {
    const id = formatMetricId(descriptor.id);
    const isPair = descriptor.type === 'histogram' || descriptor.type === 'timer';
    for (const key of isPair ? [`${id}#count`, `${id}#sum`] : [id]) columns.set(key, { key, descriptor });
  }
  return columns;
}

/** The metrics of columns, each once, in their order. */
export function metricsOf({ columns }: FrameLayout): Map<string, MetricDescriptor> {
  const metrics = new Map<string, MetricDescriptor>();
  for (const column of columns) {
    if (column !== null) metrics.set(formatMetricId(column.descriptor.id), column.descriptor);
  }
  return metrics;
}
