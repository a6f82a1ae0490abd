import { callEvery } from './call-every.ts';
import type { MetricDescriptor } from './metric-descriptor.ts';
import type { MetricValue } from './metric-value.ts';
import { describe, refusal } from './metrics-error.ts';
import type { AnyHandle, MetricsRegistry } from './metrics-registry.ts';

/** What happened to a registry's metrics since the same listener was told last; the first time, since there were none. */
export interface MetricsUpdate {
  /** Ms of the registry's clock. */
  readonly timeMs: number;
  readonly added: readonly { readonly key: string; readonly descriptor: MetricDescriptor }[];
  /** The text ids of metrics that are gone. */
  readonly removed: readonly string[];
  /** Metrics whose value is another one, the added ones included. */
  readonly changed: readonly { readonly key: string; readonly value: MetricValue }[];
}

/** While the promise that it gives is pending, it is not called again. */
export type MetricsListener = (update: MetricsUpdate) => void | PromiseLike<void>;

export interface SubscribeOptions {
  /** Default 1000. */
  everyMs?: number;
}

interface Seen {
  readonly handle: AnyHandle;
  readonly descriptor: MetricDescriptor;
  first: number;
  second: number;
}

/** Tells a listener of a registry's metrics now and then; what it gives stops that. @throws MetricsError `invalid-operation` for no function and for a wrong period */
export function subscribeMetrics(
  registry: MetricsRegistry,
  listener: MetricsListener,
  { everyMs = 1000 }: SubscribeOptions,
): () => void {
  const action = 'subscribe to metrics';
  if (typeof listener !== 'function')
    throw refusal('invalid-operation', action, 'the listener', 'be a function', listener);
  if (!(everyMs > 0)) throw refusal('invalid-operation', action, 'everyMs', 'be above 0', everyMs);
  const seen = new Map<string, Seen>();
  let isBusy = false;
  const fail = (error: unknown) => {
    registry.self.count('listener_errors');
    registry.warnOnce(listener, `A subscriber to metrics failed, and is told on: it threw ${describe(error)}`);
  };
  const tell = async () => {
    // What it misses is in the next update: nothing queues up behind one that is slow.
    if (isBusy) return registry.self.count('updates_skipped');
    isBusy = true;
    try {
      const update = changesOf(registry, seen);
      if (update !== null) await listener(update);
    } catch (error) {
      fail(error);
    }
    isBusy = false;
  };
  return callEvery(everyMs, tell);
}

/** What changed since `seen`, which it brings up to date; null when nothing did. */
function changesOf(registry: MetricsRegistry, seen: Map<string, Seen>): MetricsUpdate | null {
  const added: { key: string; descriptor: MetricDescriptor }[] = [];
  const changed: { key: string; value: MetricValue }[] = [];
  const removed: string[] = [];
  const live = new Set<string>();
  registry.forEach((key, handle, descriptor) => {
    const value = handle.read();
    if (value === null) return;
    live.add(key);
    const [first, second] = figuresOf(value);
    const known = seen.get(key);
    if (known?.handle === handle && known.descriptor === descriptor) {
      if (Object.is(known.first, first) && Object.is(known.second, second)) return;
      Object.assign(known, { first, second });
    } else {
      if (known !== undefined) removed.push(key);
      added.push({ key, descriptor });
      seen.set(key, { handle, descriptor, first, second });
    }
    changed.push({ key, value });
  });
  for (const key of seen.keys()) {
    if (live.has(key)) continue;
    removed.push(key);
    seen.delete(key);
  }
  if (added.length + removed.length + changed.length === 0) return null;
  return { timeMs: registry.now(), added, removed, changed };
}

/** Two numbers of which one changes whenever the value does. */
function figuresOf(value: MetricValue): [number, number] {
  if (value.type === 'rate') return [value.count, value.perSecond];
  return 'quantile' in value ? [value.count, value.sum] : [value.value, 0];
}
