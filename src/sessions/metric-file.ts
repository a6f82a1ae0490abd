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

/** The keys of a metric's columns: two of a histogram or timer, one of all else. */
export function columnKeys({ id, type }: MetricDescriptor): readonly [string] | readonly [string, string] {
  const text = formatMetricId(id);
  return type === 'histogram' || type === 'timer' ? [`${text}#count`, `${text}#sum`] : [text];
}

/** The columns of metrics by their keys. */
export function columnsOf(descriptors: Iterable<MetricDescriptor>): Map<string, FrameColumn> {
  const columns = new Map<string, FrameColumn>();
  for (const descriptor of descriptors) {
    for (const key of columnKeys(descriptor)) columns.set(key, { key, descriptor });
  }
  return columns;
}

/** The histogram or timer of an id; in files that have no such metric, whatever has the id. */
export function histogramMetricOf(id: string, columns: ReadonlyMap<string, FrameColumn>): MetricDescriptor | undefined {
  return (columns.get(`${id}#count`) ?? columns.get(id))?.descriptor;
}

/**
 * The metrics of columns, each once, in their order, by the first key of each: a metric that was removed and came back as another type
 * is two of one id, for the columns of both are there.
 */
export function metricsOf({ columns }: FrameLayout): Map<string, MetricDescriptor> {
  const metrics = new Map<string, MetricDescriptor>();
  for (const column of columns) {
    if (column !== null) metrics.set(columnKeys(column.descriptor)[0], column.descriptor);
  }
  return metrics;
}
