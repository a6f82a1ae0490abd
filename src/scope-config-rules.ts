import type { EngineMetrics } from './metrics/index.ts';
import type { Warn } from './probes/index.ts';
import type { LazyFlight } from './scope-flight.ts';

/**
 * Watches the rules that the metrics' configurations have, now and whenever they change. A rule whose text is wrong is warned about
 * and left out: the metrics beside it are right. What it gives ends all.
 */
export function watchConfigRules(
  metrics: EngineMetrics,
  flight: Pick<LazyFlight, 'parse' | 'watch'>,
  warn: Warn,
): () => void {
  type ConfigRule = EngineMetrics['rules'][number];
  const watched = new Map<ConfigRule, () => void>();
  const start = (rule: ConfigRule) => {
    try {
      return flight.watch(flight.parse(rule), 'configuration');
    } catch (error) {
      const { when } = typeof rule === 'string' ? { when: rule } : rule;
      warn(`Rule ${JSON.stringify(when)} of the metrics configuration is not watched`, error);
      return () => undefined;
    }
  };
  const renew = () => {
    const rules = new Set(metrics.rules);
    for (const [rule, stop] of watched) {
      if (rules.has(rule)) continue;
      watched.delete(rule);
      stop();
    }
    for (const rule of rules) if (!watched.has(rule)) watched.set(rule, start(rule));
  };
  renew();
  const unsubscribe = metrics.onRules(renew);
  return () => {
    unsubscribe();
    for (const stop of watched.values()) stop();
    watched.clear();
  };
}
