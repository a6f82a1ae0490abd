import { METRIC_KINDS, type MetricKind } from '../parts/metric-kinds.ts';
import type { MetricEntry } from './metric-entries.ts';

/** One line of the list of metrics: a group's head, or a metric. */
export type MetricRow = GroupRow | MetricEntry;

export interface GroupRow {
  readonly kind: 'group';
  /** No metric's key begins with its colon. */
  readonly key: string;
  readonly title: string;
  readonly count: number;
  readonly columns: readonly string[];
  /** Of the kinds inside of a namespace. */
  readonly isInner: boolean;
  /** Undefined: it cannot be folded. */
  readonly isFolded: boolean | undefined;
}

/** Which metrics are listed, and how. */
export interface MetricFilter {
  /** Words that all occur in a metric's text form, in any case. */
  readonly search: string;
  readonly kind: MetricKind | 'all';
  readonly group: 'kind' | 'namespace';
  readonly sort: 'registration' | 'name' | 'value';
  /** Keys of the groups whose head alone is listed; null: none can be folded. A search looks into all. */
  readonly folded: readonly string[] | null;
}

export const ALL_METRICS: MetricFilter = {
  search: '',
  kind: 'all',
  group: 'kind',
  sort: 'registration',
  folded: null,
};

const KINDS = Object.keys(METRIC_KINDS) as MetricKind[];

/**
 * The pinned metrics, then the others by kind, or by namespace and kind, each sorted as the filter says, without sorting as the
 * entries are. Empty groups have no head, and kinds none in a namespace of a single one.
 */
export function metricRows(
  entries: readonly MetricEntry[],
  filter: MetricFilter,
  pins: readonly string[],
): readonly MetricRow[] {
  const words = filter.search.toLowerCase().split(/\s+/);
  const pinned = new Set(pins);
  const found = entries.filter(({ text }) => words.every((word) => text.includes(word)));
  const sorted = sort(found, filter);
  const listed = sorted.filter(({ key, metricKind }) => !pinned.has(key) && [metricKind, 'all'].includes(filter.kind));
  const folded = filter.search.trim() === '' ? filter.folded : null;
  const group = (key: string, title: string, count: number, columns: readonly string[], rows: readonly MetricRow[]) => {
    const head: GroupRow = {
      kind: 'group',
      key,
      title,
      count,
      columns,
      isInner: false,
      isFolded: folded?.includes(key),
    };
    return count === 0 ? [] : head.isFolded ? [head] : [head, ...rows];
  };
  const kindsOf = (metrics: readonly MetricEntry[], keyOf: (kind: MetricKind) => string) =>
    KINDS.flatMap((kind) => {
      const { title, columns } = METRIC_KINDS[kind];
      const rows = metrics.filter(({ metricKind }) => metricKind === kind);
      return group(keyOf(kind), title, rows.length, columns, rows);
    });

  const top = sorted.filter(({ key }) => pinned.has(key));
  const pinnedRows = group(':Pinned', 'Pinned', top.length, [], top);
  if (filter.group === 'kind') return [...pinnedRows, ...kindsOf(listed, (kind) => `:${kind}`)];
  // Namespaces stay where they are, however their metrics are sorted.
  const byNamespace = new Map<string, MetricEntry[]>(found.map(({ handle }) => [handle.id.namespace, []]));
  for (const entry of listed) byNamespace.get(entry.handle.id.namespace)?.push(entry);
  const namespaceRows = [...byNamespace].flatMap(([namespace, metrics]) => {
    const key = `::${namespace}`;
    const only = metrics[0]?.metricKind ?? 'gauges';
    if (metrics.every(({ metricKind }) => metricKind === only))
      return group(key, namespace, metrics.length, METRIC_KINDS[only].columns, metrics);
    const inner = kindsOf(metrics, (kind) => `${key}:${kind}`).map((row) =>
      row.kind === 'group' ? { ...row, isInner: true, isFolded: undefined } : row,
    );
    return group(key, namespace, metrics.length, [], inner);
  });
  return [...pinnedRows, ...namespaceRows];
}

function sort(entries: readonly MetricEntry[], { sort: by }: MetricFilter): readonly MetricEntry[] {
  if (by === 'registration') return entries;
  if (by === 'name') return [...entries].sort((a, b) => (a.key < b.key ? -1 : 1));
  // The largest first, what is missing last. Read once: a comparison is made many times.
  return entries
    .map((entry) => ({ entry, size: sizeOf(entry) }))
    .sort((a, b) => b.size - a.size || a.entry.rank - b.entry.rank)
    .map(({ entry }) => entry);
}

function sizeOf({ handle }: MetricEntry): number {
  const value = handle.read();
  if (value === null) return Number.NEGATIVE_INFINITY;
  const size = 'quantile' in value ? value.quantile(0.95) : 'perSecond' in value ? value.perSecond : value.value;
  return Number.isNaN(size) ? Number.NEGATIVE_INFINITY : size;
}
