import type { Computation } from './computed-gauge.ts';
import { type ComputedSpec, checkComputedSpec, queryOf, selectionsOf } from './computed-spec.ts';
import { matchesQuery } from './metric-query.ts';
import { refusal } from './metrics-error.ts';
import type { MetricsRegistry } from './metrics-registry.ts';
import { SelectedMetrics } from './selected-metrics.ts';

const DEFAULT_RATE_WINDOW_MS = 1000;
/** How often what looks back over a window is computed, unless its registration says: it reads the whole window. */
const WINDOW_EVERY_MS = 500;

/**
 * What a spec comes to over a registry's metrics, for `registerComputedGauge`; NaN where nothing matches or the history has nothing.
 *
 * @throws MetricsError `invalid-operation` for a wrong spec
 */
export function computationOf(registry: MetricsRegistry, spec: ComputedSpec): Computation {
  checkComputedSpec({ ...spec }, (part, wanted, got) => {
    throw refusal('invalid-operation', 'compute a gauge', part, wanted, got);
  });
  const queries = selectionsOf(spec).map(queryOf);
  const windowMs = spec.windowMs ?? (spec.op === 'rate' ? DEFAULT_RATE_WINDOW_MS : Number.NaN);
  const [first, second] = queries.map((query) => new SelectedMetrics(registry, query, windowMs));
  return Object.assign(compute(spec, first as SelectedMetrics, second as SelectedMetrics), {
    dependsOn: ((id, type) => queries.some((query) => matchesQuery(query, id, type))) as Computation['dependsOn'],
    evaluate: Number.isNaN(windowMs) ? ('frame' as const) : { everyMs: WINDOW_EVERY_MS },
  }) as Computation;
}

function compute({ op, q = 0.5 }: ComputedSpec, first: SelectedMetrics, second: SelectedMetrics): () => number {
  switch (op) {
    case 'sum':
      return () => first.sum();
    case 'average':
      return () => first.totals().sum / first.totals().count;
    case 'minimum':
      return () => first.totals().min;
    case 'maximum':
      return () => first.totals().max;
    case 'quantile':
      return () => first.quantile(q);
    case 'rate':
      return () => first.perSecond();
    case 'difference':
      return () => first.sum() - second.sum();
    case 'ratio':
      return () => {
        const ratio = first.sum() / second.sum();
        return Number.isFinite(ratio) ? ratio : Number.NaN;
      };
  }
}
