/// <reference lib="esnext.disposable" preserve="true" />
import { HistogramHandle } from './histogram-handle.ts';
import { PER_MS } from './unit.ts';

/** A running span: calling it, its `stop()`, or leaving its `using` block records it once and gives the milliseconds. */
export type TimerSpan = (() => number) & { stop(): number } & Disposable;

/** Durations in the metric's unit of time, ms by default and where it is none, counted like a histogram's samples. The only handle that reads a clock. */
export class TimerHandle extends HistogramHandle {
  /** Starts a span, which is an object: where nothing may be allocated, `record` the difference of two times. Spans may overlap, and are told in ms. */
  start(): TimerSpan {
    const { now } = this.owner.registry;
    const startedMs = now();
    let durationMs = Number.NaN;
    const stop = (): number => {
      if (Number.isNaN(durationMs)) {
        durationMs = now() - startedMs;
        this.record(durationMs * (PER_MS.get(this.descriptor.unit) ?? 1));
      }
      return durationMs;
    };
    return Object.assign(stop, {
      stop,
      [Symbol.dispose ?? Symbol.for('Symbol.dispose')]: () => void stop(),
    }) as TimerSpan;
  }

  /**
   * Runs `fn` and records how long it took; when it gives a promise, until that settles, and a promise of the same comes
   * back. What `fn` throws passes through.
   */
  time<T>(fn: () => T): T {
    const stop = this.start();
    let result: T | undefined;
    try {
      result = fn();
    } finally {
      if (!(result instanceof Promise)) stop();
    }
    // The promise that comes back is the one that stop() waits in: to wait beside it would hide a rejection that nobody handles.
    return result instanceof Promise ? (result.finally(stop) as T) : result;
  }
}
