// For tests, in Node and in a browser: programs of random operations on a registry, beside a naive one that they must agree with.
import { METRIC_TYPES, type MetricType } from './metric-descriptor.ts';
import { formatMetricId, metricId } from './metric-id.ts';
import { type AnyHandle, MetricsRegistry } from './metrics-registry.ts';

/** Texts that have tripped up somebody's metrics system before. */
const HOSTILE = [
  'a',
  '"',
  '\\',
  '\n',
  '=',
  ',',
  '{',
  '}',
  ':',
  '#',
  '🧊',
  '__proto__',
  'constructor',
  ' ',
  'é',
  '\u0000',
];

/** What a metric is to the naive registry: all that was ever recorded, added up when it is asked. */
interface Naive {
  type: MetricType;
  updates: number[];
}

/** Runs a program of `operations` steps. @throws Error where registry and model differ */
export function runRegistryModel(seed: number, operations = 1000): void {
  const random = createRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const registry = new MetricsRegistry(undefined, { now: () => 0, warn() {} });
  const model = new Map<string, Naive>();
  const handles = new Map<string, AnyHandle>();
  const ids = Array.from({ length: 24 }, () => {
    const labels = Object.fromEntries(
      ['a', 'b', '__proto__'].filter(() => random() < 0.4).map((label) => [label, pick(HOSTILE)]),
    );
    return metricId(pick(HOSTILE), `${pick(HOSTILE)}${pick(HOSTILE)}`, labels);
  });
  const keys = new Set(ids.map(formatMetricId));
  const distinct = new Set(
    ids.map(({ namespace, name, labels }) => JSON.stringify([namespace, name, Object.entries(labels)])),
  );
  expectEqual(keys.size, distinct.size, seed, 'text ids');

  for (let step = 0; step < operations; step++) {
    const id = pick(ids);
    const key = formatMetricId(id);
    const naive = model.get(key);
    const action = random();
    if (action < 0.25) {
      const type = naive !== undefined && random() < 0.8 ? naive.type : pick(METRIC_TYPES);
      let clashed = false;
      try {
        handles.set(key, registry.register(type, id.namespace, id.name, { labels: id.labels }));
      } catch {
        clashed = true;
      }
      expectEqual(clashed, naive !== undefined && naive.type !== type, seed, `whether registering ${key} clashes`);
      if (naive === undefined) model.set(key, { type, updates: [] });
    } else if (action < 0.32) {
      expectEqual(registry.remove(id), naive !== undefined, seed, `whether ${key} was removed`);
      model.delete(key);
    } else if (action < 0.36) registry.tick(step);
    else if (action < 0.361) {
      registry.clear();
      model.clear();
    } else {
      const value = pick([0, 1, 2.5, 1e6, -1, Number.NaN, Infinity, random() * 100]);
      const handle = handles.get(key);
      if (handle === undefined) continue;
      update(handle, value);
      // The handle of a metric that came back as another type is bound no more.
      if (naive !== undefined && registry.get(id) === handle && isTaken(naive.type, value)) naive.updates.push(value);
    }
    if (step % 50 === 0 || step === operations - 1) compare(registry, model, seed);
  }
}

function update(handle: AnyHandle, value: number): void {
  if ('set' in handle) handle.set(value);
  else if ('increment' in handle) handle.increment(value);
  else if ('mark' in handle) handle.mark(value);
  else handle.record(value);
}

function isTaken(type: MetricType, value: number): boolean {
  return Number.isFinite(value) && (type === 'gauge' || value >= 0);
}

function compare(registry: MetricsRegistry, model: ReadonlyMap<string, Naive>, seed: number): void {
  const own = registry.query().filter(({ id }) => id.namespace !== 'framescope');
  expectEqual(
    own
      .map(({ id }) => formatMetricId(id))
      .sort()
      .join(),
    [...model.keys()].sort().join(),
    seed,
    'the metrics',
  );
  for (const [key, { type, updates }] of model) {
    const value = registry.get(key)?.read();
    const sum = updates.reduce((total, each) => total + each, 0);
    if (value?.type === 'gauge') expectEqual(value.value, updates.at(-1) ?? Number.NaN, seed, key);
    else if (value?.type === 'counter') expectEqual(value.value, sum, seed, key);
    else if (value?.type === 'rate') expectEqual(value.count, sum, seed, key);
    else if (value !== undefined && value !== null && 'quantile' in value) {
      expectEqual(value.type, type, seed, key);
      expectEqual(value.count, updates.length, seed, `${key} count`);
      expectEqual(value.sum, sum, seed, `${key} sum`);
      expectEqual(value.max, updates.length > 0 ? Math.max(...updates) : Number.NaN, seed, `${key} max`);
      const sorted = [...updates].sort((a, b) => a - b);
      const smallest = value.quantile(0);
      expectEqual(smallest, sorted[0] ?? Number.NaN, seed, `${key} smallest`);
    } else expectEqual(value, 'a value', seed, key);
  }
}

function expectEqual(got: unknown, wanted: unknown, seed: number, what: string): void {
  if (!Object.is(got, wanted))
    throw new Error(`Seed ${seed}: ${what} must be ${String(wanted)}, current value is ${String(got)}`);
}

/** mulberry32: the same numbers in every engine. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
