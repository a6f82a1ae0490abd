import type { HandleOwner } from './handle.ts';
import { createDescriptor, type MetricDescriptor, type MetricOptions, type MetricType } from './metric-descriptor.ts';
import { checkMetricId, metricId, type ReportProblem } from './metric-id.ts';
import { describe, mismatch } from './metrics-error.ts';
import type { AnyHandle, HandleOf, MetricsRegistry } from './metrics-registry.ts';

/** `with` takes so many values, one by one: an array of them would be garbage in each call. */
const MAX_LABELS = 8;
const DEFAULT_MAX_SERIES = 1000;
/** The one label of the series that takes what the limit does not let have a series of its own. */
const OVERFLOW = { overflow: 'true' } as const;

/** A value of a label, as a host has it at hand; the series is named by its text. */
export type LabelValue = string | number | boolean;

export interface FamilyOptions extends Omit<MetricOptions, 'labels'> {
  /** The names of the labels, in the order in which `with` takes their values; 1 to 8. */
  readonly labels: readonly string[];
  /** So many series at most, 1 or more. Default 1,000. What comes later shares the series `{overflow="true"}`. */
  readonly maxSeries?: number;
}

/** Reports every wrong part of what is to be a family, besides what makes a metric. */
export function checkFamilyOptions({ labels, maxSeries = 1 }: Record<string, unknown>, report: ReportProblem): void {
  const isList = Array.isArray(labels) && labels.length > 0 && labels.length <= MAX_LABELS;
  if (!isList || new Set(labels).size < labels.length)
    report('labels', `be 1 to ${MAX_LABELS} different names`, labels);
  else checkMetricId('-', '-', Object.fromEntries(labels.map((label) => [label, ''])), report);
  if (!(typeof maxSeries === 'number' && maxSeries >= 1)) report('maxSeries', 'be 1 or more', maxSeries);
}

/** A level of the tree, under one value of the label before: label values, and for the last label handles. */
class Level extends Map<LabelValue, Level | AnyHandle> implements HandleOwner {
  readonly #family: MetricFamily;
  readonly #above: Level | null;
  readonly #value: string;

  constructor(family: MetricFamily, above: Level | null, value: string) {
    super();
    this.#family = family;
    this.#above = above;
    this.#value = value;
  }

  get registry(): MetricsRegistry {
    return this.#family.registry;
  }

  describeSeries(last: string): MetricDescriptor {
    const values = [last];
    for (let level: Level = this; level.#above !== null; level = level.#above) values.unshift(level.#value);
    return this.#family.describe(values);
  }
}

/**
 * The series of one metric, told apart by the values of its labels. A series is found by a map for each label, so that no
 * string is built; it is registered when it is first asked for.
 *
 *     with('axe', 'north')    weapon ─► axe ─► zone ─► north ─► handle of game:kills{weapon="axe",zone="north"}
 */
export class MetricFamily<T extends MetricType = MetricType> {
  readonly type: T;
  readonly namespace: string;
  readonly name: string;
  readonly labels: readonly string[];
  readonly maxSeries: number;
  /** @internal */
  readonly registry: MetricsRegistry;
  /** What each series is registered with. */
  readonly options: Omit<MetricOptions, 'labels'>;
  readonly #root: Level = new Level(this, null, '');
  readonly #depth: number;
  #series = 0;
  #unnamed: HandleOf[T] | null = null;

  /** Families come from a registry. @internal */
  constructor(registry: MetricsRegistry, type: T, namespace: string, name: string, options: FamilyOptions) {
    const { labels, maxSeries = DEFAULT_MAX_SERIES, ...rest } = options;
    this.registry = registry;
    this.type = type;
    this.namespace = namespace;
    this.name = name;
    this.labels = Object.freeze([...labels]);
    this.maxSeries = maxSeries;
    this.#depth = labels.length;
    this.options = { history: '1s', ...rest };
  }

  /** How many series there are, without the one for the overflow. */
  get size(): number {
    return this.#series;
  }

  /**
   * Hot: the handle of the series with these label values, in the order of `labels`. Keep it where the values do not change.
   * Never throws: a value that is missing or no text, number or boolean gives a handle that does nothing, and one warning.
   */
  with(
    a: LabelValue,
    b?: LabelValue,
    c?: LabelValue,
    d?: LabelValue,
    e?: LabelValue,
    f?: LabelValue,
    g?: LabelValue,
    h?: LabelValue,
  ): HandleOf[T] {
    const depth = this.#depth;
    let found: Level | AnyHandle | undefined = this.#root.get(a);
    if (depth > 1) {
      found = (found as Level | undefined)?.get(b as LabelValue);
      if (depth > 2) {
        found = (found as Level | undefined)?.get(c as LabelValue);
        if (depth > 3) {
          for (let k = 3; k < depth; k++) {
            const value = k === 3 ? d : k === 4 ? e : k === 5 ? f : k === 6 ? g : h;
            found = (found as Level | undefined)?.get(value as LabelValue);
          }
        }
      }
    }
    return (found ?? this.#add(a, b, c, d, e, f, g, h)) as HandleOf[T];
  }

  /** The handles of all series, by their labels. */
  all(): HandleOf[T][] {
    return this.registry
      .query({ namespace: this.namespace, name: this.name, type: this.type })
      .filter(({ id }) => this.labels.every((label) => Object.hasOwn(id.labels, label))) as HandleOf[T][];
  }

  /** The handle of the series with these labels; undefined when it was not asked for yet. @internal */
  find(labels: Readonly<Record<string, string>>): HandleOf[T] | undefined {
    if (Object.keys(labels).length !== this.#depth) return undefined;
    return this.#find(this.labels.map((label) => (Object.hasOwn(labels, label) ? labels[label] : undefined)));
  }

  /** What the series with these values is. @throws MetricsError `invalid-operation` where one cannot be of a label @internal */
  describe(values: readonly string[]): MetricDescriptor {
    return createDescriptor(metricId(this.namespace, this.name, this.#labelsOf(values)), this.type, this.options);
  }

  /** The series of these labels was removed. @internal */
  forget(labels: Readonly<Record<string, string>>): void {
    if (this.find(labels) === undefined) return;
    this.#prune(this.#root, labels, 0);
    this.#series--;
  }

  #add(...given: (LabelValue | undefined)[]): HandleOf[T] {
    const values = given.slice(0, this.#depth) as LabelValue[];
    try {
      const texts = values.map(textOf);
      const last = texts.at(-1) as string;
      let handle = this.#find(texts);
      if (handle === undefined) {
        // Off the hot path unless the family overflows, and then it must not keep what the limit is there to save.
        if (this.#series >= this.maxSeries) return this.#overflow();
        const level = this.#levelOf(texts);
        handle = this.registry.registerSeries(this.describe(texts), this.options, level, last) as HandleOf[T];
        level.set(last, handle);
        this.#series++;
      }
      // 1 and "1" are one series, found by either.
      this.#levelOf(values).set(values.at(-1) as LabelValue, handle);
      return handle;
    } catch (error) {
      const message = `Cannot update a series of family ${describe(this.name)}, so this does nothing: ${describe(error)}`;
      this.registry.warnOnce(this, message);
      this.#unnamed ??= this.registry.unbound(this.type, metricId(this.namespace, this.name));
      return this.#unnamed;
    }
  }

  #find(texts: readonly (string | undefined)[]): HandleOf[T] | undefined {
    let found: Level | undefined = this.#root;
    for (const text of texts) found = found?.get(text as string) as Level | undefined;
    return found as HandleOf[T] | undefined;
  }

  #labelsOf(values: readonly string[]): Record<string, string> {
    return Object.fromEntries(this.labels.map((label, k) => [label, values[k] as string]));
  }

  /** The level of the tree that has the handle of a series. */
  #levelOf(values: readonly LabelValue[]): Level {
    let level = this.#root;
    for (const value of values.slice(0, -1)) {
      const next = (level.get(value) as Level | undefined) ?? new Level(this, level, String(value));
      level.set(value, next);
      level = next;
    }
    return level;
  }

  #overflow(): HandleOf[T] {
    const { registry, type, namespace, name, options } = this;
    const handle = registry.get({ namespace, name, labels: OVERFLOW }) as HandleOf[T] | undefined;
    registry.self.count('series_overflowed');
    if (handle !== undefined) return handle;
    const [label, values] = this.#widest();
    registry.warnOnce(
      this.#root,
      `Family ${describe(name)} has ${this.maxSeries} series, as many as it may: what is new goes to {overflow="true"}. Its label "${label}" has ${values} values`,
    );
    return registry.register(type, namespace, name, { ...options, labels: OVERFLOW });
  }

  /** The label with the most values, and how many they are. */
  #widest(): [label: string, values: number] {
    const distinct = this.labels.map(() => new Set<LabelValue>());
    const visit = (level: Level, k: number) => {
      for (const [value, next] of level) {
        distinct[k]?.add(value);
        if (next instanceof Level) visit(next, k + 1);
      }
    };
    visit(this.#root, 0);
    const counts = distinct.map(({ size }) => size);
    const most = Math.max(...counts);
    return [this.labels[counts.indexOf(most)] as string, most];
  }

  /** Takes a series out of the tree, under whatever spelling of its values; true: nothing is left of the level. */
  #prune(level: Level, labels: Readonly<Record<string, string>>, k: number): boolean {
    for (const [value, next] of level) {
      if (String(value) !== labels[this.labels[k] as string]) continue;
      if (!(next instanceof Level) || this.#prune(next, labels, k + 1)) level.delete(value);
    }
    return level.size === 0;
  }
}

function textOf(value: LabelValue): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError(mismatch('the value of each label', 'be a text, number or boolean', value));
}

/** What stands for a family that is not there. */
export class NoFamily<T extends MetricType> extends MetricFamily<T> {
  readonly #handle = this.registry.unbound(this.type, metricId(this.namespace, this.name));

  override with(): HandleOf[T] {
    return this.#handle;
  }
}
