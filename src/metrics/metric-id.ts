import { describe, refusal } from './metrics-error.ts';

/** Names a metric: equal namespace, name and labels mean the same metric. Frozen; labels are sorted by name. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Hears of each wrong part of a metric: its name, what it must do, and the value that came. */
export type ReportProblem = (part: string, wanted: string, got: unknown) => void;

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
  checkMetricId(namespace, name, labels, (part, wanted, got) => {
    throw refusal('invalid-operation', `name metric ${describe(name)}`, part, wanted, got);
  });
  // fromEntries defines own properties, so that a label named __proto__ stays a label.
  const sorted = Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  const id = Object.freeze({ namespace, name, labels: Object.freeze(sorted) });
  MADE.add(id);
  return id;
}

const MADE = new WeakSet<object>();

/** Whether `metricId` made it: then it is right, and its labels are in order. */
export function isMade(id: object): boolean {
  return MADE.has(id);
}

/** Reports every wrong part of what is to become an id. */
export function checkMetricId(namespace: unknown, name: unknown, labels: unknown, report: ReportProblem): void {
  for (const [part, value] of Object.entries({ namespace, name })) {
    if (typeof value !== 'string' || value === '') report(part, 'be a non-empty string', value);
  }
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels)) {
    report('labels', 'be an object of strings', labels);
    return;
  }
  for (const [label, value] of Object.entries(labels)) {
    if (!LABEL_NAME.test(label)) report('labels', 'be named by letters, digits and "_", not first a digit', label);
    if (typeof value !== 'string') report(`labels/${label}`, 'be a string', value);
  }
}

/**
 * The text form, `engine:frame.cpu_ms{pass="shadow"}`. Injective: two ids share it only when they are equal, because
 * every character that serves as punctuation is escaped inside the parts. It is the key of registries, columns and files.
 */
export function formatMetricId(id: MetricId): string {
  const known = TEXTS.get(id);
  if (known !== undefined) return known;
  const parts = [escapeText(id.namespace), ':', escapeText(id.name)];
  for (const [label, value] of Object.entries(id.labels))
    parts.push(parts.length === 3 ? '{' : ',', label, '="', escapeText(value), '"');
  if (parts.length > 3) parts.push('}');
  // Joined, because a text that is added up stays a tree of its pieces in memory, five times as large.
  const text = parts.join('');
  if (Object.isFrozen(id) && Object.isFrozen(id.labels)) TEXTS.set(id, text);
  return text;
}

/** What ids that do not change were written as: the registry, its backend and readers ask for the same again and again. */
const TEXTS = new WeakMap<MetricId, string>();

const TEXT = String.raw`((?:[^\\\n":{}=,#]|\\.)*)`;
const ID = new RegExp(`^${TEXT}:${TEXT}(?:{(.*)})?$`, 's');
const LABEL = new RegExp(`(\\w+)="${TEXT}"`, 'gs');

/** The id of a text form; null for any other text. */
export function parseMetricId(text: string): MetricId | null {
  const [, namespace = '', name = '', list = ''] = ID.exec(text) ?? [];
  const labels = Object.fromEntries(
    Array.from(list.matchAll(LABEL), ([, label, value]) => [label, unescapeText(value as string)]),
  );
  const id = { namespace: unescapeText(namespace), name: unescapeText(name), labels };
  // What the patterns leave open, as what stands between labels, shows in the text that this would have.
  return formatMetricId(id) === text ? id : null;
}

function unescapeText(text: string): string {
  return text.replace(/\\(.)/g, (_, character) => (character === 'n' ? '\n' : character));
}

function escapeText(text: string): string {
  return text.replace(SPECIAL, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}
