import { Handle } from './handle.ts';

/** A number that is set. It keeps its value until it is set again, unless the metric is declared `reset: 'frame'`. */
export class GaugeHandle extends Handle {
  /** Computes the value of a gauge that is evaluated on reading. @internal */
  beforeRead: (() => void) | null = null;

  /** Hot. A non-finite value is dropped and counted in `framescope:dropped_updates`. */
  set(value: number): void {
    // Only of a finite number is this difference 0, one comparison for all three bad cases.
    if (typeof value === 'number' && value - value === 0) this.values[this.slot] = value;
    else this.drop(value);
  }

  /** Hot: adds to the gauge; to a missing one as if it were 0. */
  add(n: number): void {
    // The type comes first: adding a number to a BigInt throws.
    this.set(typeof n === 'number' ? (this.values[this.slot] || 0) + n : n);
  }

  /** Hot: subtracts from the gauge; from a missing one as if it were 0. */
  subtract(n: number): void {
    this.add(typeof n === 'number' ? -n : n);
  }

  /** The gauge becomes missing, with nothing dropped. */
  clear(): void {
    this.values[this.slot] = Number.NaN;
  }

  /**
   * Gives the gauge its value for a frame that has ended, for results that come late (GPU timers). For gauges declared
   * `reset: 'frame'`: any other repeats the value in the frames that follow.
   */
  setForFrame(frame: number, value: number): void {
    if (!Number.isFinite(value)) this.drop(value);
    else if (this.cell !== null) this.owner.registry.backend.setLate(this.cell, frame, value);
  }

  override read() {
    this.beforeRead?.();
    return super.read();
  }

  /** The current value, or for a gauge that resets each frame that of the last frame; NaN when missing. */
  get value(): number {
    const value = this.read();
    return value?.type === 'gauge' ? value.value : Number.NaN;
  }
}
