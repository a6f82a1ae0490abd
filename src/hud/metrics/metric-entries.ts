import { type AnyHandle, formatMetricId, type MetricDescriptor, type MetricsRegistry } from '../../metrics/index.ts';
import { type MetricKind, metricKindOf } from '../parts/metric-kinds.ts';

/** What the list knows of a metric that does not change while the metric lives. */
export interface MetricEntry {
  readonly kind: 'metric';
  /** Its id as text. */
  readonly key: string;
  /** What a search looks through. */
  readonly text: string;
  readonly handle: AnyHandle;
  readonly descriptor: MetricDescriptor;
  readonly metricKind: MetricKind;
  /** The host's own metrics come first, then the engine's, then Framescope's; of each, one context's or device's after the sums of all. */
  readonly rank: number;
}

/** The metrics of a registry, each entry made once: thousands of metrics must not be described anew twice a second. */
export interface MetricEntries {
  /** By rank, then in the order of registration. The same array until a metric comes or goes. */
  read(): readonly MetricEntry[];
  /** That of a key; undefined where there is no such metric. */
  find(key: string): MetricEntry | undefined;
}

export function createMetricEntries(registry: MetricsRegistry): MetricEntries {
  const known = new WeakMap<AnyHandle, MetricEntry>();
  let revision = -1;
  let entries: readonly MetricEntry[] = [];
  const entryOf = (handle: AnyHandle): MetricEntry => {
    let entry = known.get(handle);
    // A metric that was removed may come back as another one, with its handle.
    if (entry?.descriptor !== handle.descriptor) {
      entry = describe(handle);
      known.set(handle, entry);
    }
    return entry;
  };
  return {
    read() {
      if (registry.revision === revision) return entries;
      entries = registry
        .query()
        .map(entryOf)
        .sort((a, b) => a.rank - b.rank);
      // Only now: where the query throws, the next reading must ask again.
      revision = registry.revision;
      return entries;
    },
    find(key) {
      const handle = registry.get(key);
      const entry = handle && entryOf(handle);
      return entry?.key === key ? entry : undefined;
    },
  };
}

function describe(handle: AnyHandle): MetricEntry {
  const { id, descriptor } = handle;
  const { namespace, labels } = id;
  const key = formatMetricId(id);
  return {
    kind: 'metric',
    key,
    text: key.toLowerCase(),
    handle,
    descriptor,
    metricKind: metricKindOf(descriptor.type),
    rank: 2 * ['engine', 'framescope'].indexOf(namespace) + Number('context' in labels || 'device' in labels),
  };
}
