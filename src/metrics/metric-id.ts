import { MetricsError } from './metrics-error.ts';

/** Names a metric: equal namespace, name and labels mean the same metric. Frozen; labels are sorted by name. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** What the text form uses as punctuation, and so escapes with a backslash wherever it stands inside a part. */
const SPECIAL = /[\\\n":{}=,#]/g;

/**
 * Makes a metric id.
 *
 * Namespace and name are any text but the empty one; a label name is a letter or `_` followed by letters, digits and `_`
 * (what Prometheus and OTLP accept); a label value is any text.
 *
 * @throws MetricsError `invalid-operation` for an empty or non-text part and for a wrong label name or value
 */
export function metricId(namespace: string, name: string, labels: Readonly<Record<string, string>> = {}): MetricId {
  requireText('namespace', namespace);
  requireText('name', name);
  const entries = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [label, value] of entries) {
    const wrong = (what: string, wanted: string, got: unknown) =>
      new MetricsError(
        'invalid-operation',
        `Cannot name metric "${namespace}:${name}": ${what} must be ${wanted}, current value is ${describe(got)}`,
      );
    if (!LABEL_NAME.test(label))
      throw wrong('a label name', 'letters, digits and "_", not starting with a digit', label);
    if (typeof value !== 'string') throw wrong(`label "${label}"`, 'a string', value);
  }
  // fromEntries defines own properties, so that a label named __proto__ stays a label.
  return Object.freeze({ namespace, name, labels: Object.freeze(Object.fromEntries(entries)) });
}

/**
 * The text form, `engine:frame.cpu_ms{pass="shadow"}`. Injective: two ids share it only when they are equal, because
 * every character that serves as punctuation is escaped inside the parts. It is the key of registries, columns and files.
 */
export function formatMetricId(id: MetricId): string {
  const labels = Object.entries(id.labels).map(([label, value]) => `${label}="${escape(value)}"`);
  return `${escape(id.namespace)}:${escape(id.name)}${labels.length > 0 ? `{${labels.join(',')}}` : ''}`;
}

/** How any value appears in an error message: text quoted, objects by their kind, and never a second error. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 120 ? `${value.slice(0, 120)}…` : value);
  return typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : String(value);
}

function requireText(what: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') return;
  throw new MetricsError(
    'invalid-operation',
    `Cannot name a metric: ${what} must be a non-empty string, current value is ${describe(value)}`,
  );
}

function escape(text: string): string {
  return text.replace(SPECIAL, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}
