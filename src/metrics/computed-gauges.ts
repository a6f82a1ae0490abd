import type { FrameStamp } from './backend.ts';
import { type Computation, ComputedGauge, checkEvaluate, type Evaluate } from './computed-gauge.ts';
import type { GaugeHandle } from './gauge-handle.ts';
import type { MetricOptions } from './metric-descriptor.ts';
import { formatMetricId, type ReportProblem } from './metric-id.ts';
import { describe, refusal } from './metrics-error.ts';
import type { MetricsRegistry } from './metrics-registry.ts';

/** The computed gauges of a registry, each after those that it is computed from. */
export class ComputedGauges {
  readonly #registry: MetricsRegistry;
  #all: readonly ComputedGauge[] = [];
  #cost: GaugeHandle | null = null;

  constructor(registry: MetricsRegistry) {
    this.#registry = registry;
  }

  /** @throws MetricsError as `MetricsRegistry.registerComputedGauge` */
  register(
    namespace: string,
    name: string,
    compute: Computation,
    { evaluate, ...options }: MetricOptions & { evaluate?: Evaluate },
  ): GaugeHandle {
    const registry = this.#registry;
    const report: ReportProblem = (part, wanted, got) => {
      throw refusal('invalid-operation', `register computed gauge ${describe(name)}`, part, wanted, got);
    };
    if (typeof compute !== 'function') report('compute', 'be a function', compute);
    if (evaluate !== undefined) checkEvaluate(evaluate, report);
    const size = registry.revision;
    const gauge = registry.registerGauge(namespace, name, options);
    const computed = new ComputedGauge(gauge, compute, evaluate ?? compute.evaluate ?? 'frame', (error) => {
      registry.self.count('listener_errors');
      const message = `Cannot compute gauge ${describe(name)}, which is missing for now: it threw ${describe(error)}`;
      registry.warnOnce(compute, message);
    });
    const others = this.#all.filter((other) => other.gauge !== gauge);
    try {
      this.#all = this.#inOrder([computed, ...others], report);
    } catch (error) {
      if (registry.revision > size) registry.remove(gauge.id);
      throw error;
    }
    gauge.beforeRead = computed.evaluate === 'read' ? () => computed.update() : null;
    this.#cost ??= registry.registerGauge('framescope', 'self_ms', {
      unit: 'ms',
      labels: { part: 'computed' },
      description: 'Time that computed gauges took at the end of the frame',
    });
    return gauge;
  }

  stop(gauge: GaugeHandle): void {
    if (!this.#all.some((computed) => computed.gauge === gauge)) return;
    this.#all = this.#all.filter((computed) => computed.gauge !== gauge);
    gauge.beforeRead = null;
  }

  endFrame(frame: FrameStamp): void {
    const all = this.#all;
    const registry = this.#registry;
    if (all.length === 0) return;
    const startMs = registry.now();
    for (let k = 0; k < all.length; k++) (all[k] as ComputedGauge).endFrame(frame);
    this.#cost?.set(registry.now() - startMs);
  }

  /** Sorted so that what others are computed from comes first; a circle is reported. */
  #inOrder(all: readonly ComputedGauge[], report: ReportProblem): ComputedGauge[] {
    const ordered = new Set<ComputedGauge>();
    const visit = (computed: ComputedGauge, path: readonly string[]) => {
      if (ordered.has(computed)) return;
      const id = formatMetricId(computed.gauge.id);
      if (path.includes(id)) report('what it is computed from', 'not come back to it', [...path, id].join(' → '));
      for (const other of all) if (computed.compute.dependsOn?.(other.gauge.id, 'gauge')) visit(other, [...path, id]);
      ordered.add(computed);
    };
    for (const computed of all) visit(computed, []);
    return [...ordered];
  }
}
