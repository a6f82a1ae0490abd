import type { FrameStamp } from './backend.ts';
import type { GaugeHandle } from './gauge-handle.ts';

/** When a computed gauge is computed: at each frame's end, when it is read, or at frame ends every so many ms. */
export type Evaluate = 'frame' | 'read' | { everyMs: number };

/** A gauge whose value is a function's. One that throws leaves the gauge missing, and says so once. */
export class ComputedGauge {
  readonly gauge: GaugeHandle;
  private readonly compute: () => number;
  private readonly evaluate: Evaluate;
  private readonly onError: (error: unknown) => void;
  private nextMs = Number.NEGATIVE_INFINITY;
  private running = false;

  constructor(gauge: GaugeHandle, compute: () => number, evaluate: Evaluate, onError: (error: unknown) => void) {
    this.gauge = gauge;
    this.compute = compute;
    this.evaluate = evaluate;
    this.onError = onError;
  }

  endFrame(frame: FrameStamp): void {
    if (this.evaluate === 'read' || frame.timeMs < this.nextMs) return;
    if (this.evaluate !== 'frame') this.nextMs = frame.timeMs + this.evaluate.everyMs;
    this.update();
  }

  /** Computes the value now. A function that reads its own gauge gets the value from before. */
  update(): void {
    if (this.running) return;
    this.running = true;
    let value = Number.NaN;
    try {
      value = this.compute();
    } catch (error) {
      this.onError(error);
    }
    this.running = false;
    // NaN is how a function says "missing"; any other bad value is dropped, and leaves the gauge missing as well.
    this.gauge.clear();
    if (!Number.isNaN(value)) this.gauge.set(value);
  }
}
