import type { CounterHandle } from './counter-handle.ts';
import type { DropReason } from './dropped-updates.ts';
import type { MetricsRegistry } from './metrics-registry.ts';

const DESCRIPTIONS = {
  dropped_updates: 'Updates that were dropped because the value was bad',
  series_overflowed: 'Updates of new label values that went to the series {overflow="true"}',
  listener_errors: 'Errors that callbacks of the host threw, computed gauges and subscribers',
  updates_skipped: 'Times that a subscriber was left out because it was still busy',
} as const;

/** What the metrics system counts about itself, in namespace `framescope`. A counter is registered when it first counts. */
export class SelfMetrics {
  readonly #registry: MetricsRegistry;
  readonly #counters = new Map<string, CounterHandle>();

  constructor(registry: MetricsRegistry) {
    this.#registry = registry;
  }

  /** Never throws, though somebody's own backend may, or have a metric of this name: hot calls come here. */
  count(name: keyof typeof DESCRIPTIONS, reason?: DropReason): void {
    try {
      const key = reason ?? name;
      let counter = this.#counters.get(key);
      if (!counter?.isBound) {
        counter = this.#registry.registerCounter('framescope', name, {
          ...(reason && { labels: { reason } }),
          description: DESCRIPTIONS[name],
        });
        this.#counters.set(key, counter);
      }
      counter.increment();
    } catch {
      // Not counted.
    }
  }
}
