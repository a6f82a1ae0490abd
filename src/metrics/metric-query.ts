import type { MetricType } from './metric-descriptor.ts';
import type { MetricId } from './metric-id.ts';
import { refusal } from './metrics-error.ts';

/** What a query asks for; every part that is given must match. */
export interface MetricQuery {
  readonly namespace?: string;
  readonly type?: MetricType;
  /** Labels that the metric must carry with these values; it may carry more. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The name, or a pattern that it must match somewhere. */
  readonly name?: string | RegExp;
}

/** @throws MetricsError `invalid-operation` for what is no query */
export function checkQuery(query: unknown): void {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null;
  const refuse = (part: string, got: unknown) =>
    refusal('invalid-operation', 'query metrics', part, 'be an object', got);
  if (!isObject(query)) throw refuse('the query', query);
  const { labels = {} } = query as MetricQuery;
  if (!isObject(labels)) throw refuse('labels', labels);
}

export function matchesQuery(
  { namespace, type, labels = {}, name }: MetricQuery,
  id: MetricId,
  its: MetricType,
): boolean {
  return (
    (namespace === undefined || id.namespace === namespace) &&
    (type === undefined || its === type) &&
    (name === undefined || (typeof name === 'string' ? id.name === name : id.name.search(name) >= 0)) &&
    Object.entries(labels).every(([label, value]) => Object.hasOwn(id.labels, label) && id.labels[label] === value)
  );
}
