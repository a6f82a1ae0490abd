import type { GaugeHandle } from './gauge-handle.ts';

/** When a computed gauge is computed: at each frame's end, when it is read, or at frame ends every so many ms. */
export type Evaluate = 'frame' | 'read' | { everyMs: number };

/** A gauge whose value is a function's. One that throws leaves the gauge missing, and says so once. */
export class ComputedGauge {
  readonly evaluate: Evaluate;
  private readonly gauge: GaugeHandle;
  private readonly compute: () => number;
  private readonly onError: (error: unknown) => void;
  private nextMs = Number.NEGATIVE_INFINITY;
  private running = false;

  constructor(gauge: GaugeHandle, compute: () => number, evaluate: Evaluate, onError: (error: unknown) => void) {
    this.gauge = gauge;
    this.compute = compute;
    this.evaluate = evaluate;
    this.onError = onError;
  }

  endFrame(timeMs: number): void {
    if (this.evaluate === 'read') return;
    if (this.evaluate !== 'frame') {
      if (timeMs < this.nextMs) return;
      this.nextMs = timeMs + this.evaluate.everyMs;
    }
    this.update();
  }

  /** Computes the value now. A function that reads its own gauge gets the value from before. */
  update(): void {
    if (this.running) return;
    this.running = true;
    try {
      const value = this.compute();
      // NaN is how a function says "missing".
      if (value !== value) this.gauge.clear();
      else this.gauge.set(value);
    } catch (error) {
      this.gauge.clear();
      this.onError(error);
    } finally {
      this.running = false;
    }
  }
}
