import type { FrameStamp } from './backend.ts';
import type { GaugeHandle } from './gauge-handle.ts';
import type { MetricType } from './metric-descriptor.ts';
import type { MetricId, ReportProblem } from './metric-id.ts';

/** When a computed gauge is computed: at each frame's end, when it is read, or at frame ends every so many ms. */
export type Evaluate = 'frame' | 'read' | { readonly everyMs: number };

/** Gives a gauge's value; NaN: missing. One made by `computationOf` also says what it reads, so that circles are found. */
export interface Computation {
  (): number;
  readonly dependsOn?: (id: MetricId, type: MetricType) => boolean;
  /** When it is computed unless its registration says. Default `'frame'`. */
  readonly evaluate?: Evaluate;
}

/** Reports what is no `Evaluate`. */
export function checkEvaluate(evaluate: unknown, report: ReportProblem): void {
  const isPeriod = typeof evaluate === 'object' && (evaluate as { everyMs?: number } | null)?.everyMs;
  if (evaluate === 'frame' || evaluate === 'read' || (typeof isPeriod === 'number' && isPeriod > 0)) return;
  report('evaluate', 'be "frame", "read" or { everyMs } above 0', evaluate);
}

/** A gauge whose value is a function's. One that throws leaves the gauge missing, and says so once. */
export class ComputedGauge {
  readonly gauge: GaugeHandle;
  readonly compute: Computation;
  readonly evaluate: Evaluate;
  readonly #onError: (error: unknown) => void;
  #nextMs = Number.NEGATIVE_INFINITY;
  #running = false;

  constructor(gauge: GaugeHandle, compute: Computation, evaluate: Evaluate, onError: (error: unknown) => void) {
    this.gauge = gauge;
    this.compute = compute;
    this.evaluate = evaluate;
    this.#onError = onError;
  }

  endFrame(frame: FrameStamp): void {
    if (this.evaluate === 'read' || frame.timeMs < this.#nextMs) return;
    if (this.evaluate !== 'frame') this.#nextMs = frame.timeMs + this.evaluate.everyMs;
    this.update();
  }

  /** Computes the value now. A function that reads its own gauge gets the value from before. */
  update(): void {
    if (this.#running) return;
    this.#running = true;
    let value = Number.NaN;
    try {
      value = this.compute();
    } catch (error) {
      this.#onError(error);
    }
    this.#running = false;
    // NaN is how a function says "missing"; any other bad value is dropped, and leaves the gauge missing as well.
    this.gauge.clear();
    if (!Number.isNaN(value)) this.gauge.set(value);
  }
}
