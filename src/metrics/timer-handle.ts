import type { OnDrop } from './dropped-updates.ts';
import { HistogramHandle } from './histogram-handle.ts';
import type { MetricId } from './metric-id.ts';

/** A running span: calling it, its `stop()`, or leaving its `using` block records it once and gives the milliseconds. */
export type TimerSpan = (() => number) & { stop(): number } & Disposable;

/** Durations in milliseconds, counted like a histogram's samples. The only handle that reads a clock. */
export class TimerHandle extends HistogramHandle {
  private readonly now: () => number;

  /** @internal */
  constructor(id: MetricId, onDrop: OnDrop, now: () => number) {
    super(id, onDrop);
    this.now = now;
  }

  /** Starts a span. Spans may overlap. */
  start(): TimerSpan {
    const startedMs = this.now();
    let durationMs = Number.NaN;
    const stop = (): number => {
      if (durationMs !== durationMs) {
        durationMs = this.now() - startedMs;
        this.record(durationMs);
      }
      return durationMs;
    };
    return Object.assign(stop, {
      stop,
      [Symbol.dispose ?? Symbol.for('Symbol.dispose')]: () => void stop(),
    }) as TimerSpan;
  }

  /** Runs `fn` and records how long it took, until its promise settles when it gives one. What it throws passes through. */
  time<T>(fn: () => T): T {
    const stop = this.start();
    let pending = false;
    try {
      const result = fn();
      if (result instanceof Promise) {
        pending = true;
        result.then(stop, stop);
      }
      return result;
    } finally {
      if (!pending) stop();
    }
  }
}
