import type { EventLog } from '../../frames/event-log.ts';
import {
  type AnyHandle,
  type Capability,
  type HandleOf,
  type MetricOptions,
  type MetricsRegistry,
  type MetricType,
  READY,
} from '../../metrics/index.ts';
import type { FrameListener } from '../frame-listener.ts';
import { warnOf } from '../warn.ts';
import type { Simulation } from './animation-error.ts';
import type { Canvas, CanvasUser } from './canvas.ts';
import type { HeapSamples } from './page-memory.ts';
import type { WeakTargets } from './weak-targets.ts';

/** What the probes of a page have of the scope. */
export interface PageProbesOptions {
  readonly view: Window & typeof globalThis;
  readonly registry: MetricsRegistry;
  readonly eventLog: EventLog;
  /** When the scope began, ms of `performance.now()`: what came before is not counted, though the browser kept it. */
  readonly sinceMs: number;
  readonly heap: HeapSamples;
  readonly canvases: WeakTargets<CanvasUser, WeakRef<Canvas>>;
  /** The number of a context or device among the labels; undefined while it has none. */
  readonly numberOf: (user: CanvasUser) => number | undefined;
  readonly wasmMemories: WeakTargets<WebAssembly.Memory, null>;
  readonly simulation: Simulation;
  /** Runs work off the frame's path, as `FrameTasks` does. */
  readonly every: (everyMs: number, run: () => void) => () => void;
  readonly addListener: (listener: FrameListener) => () => void;
  /** Whether somebody looks at the figures or records them. */
  readonly isWatched: () => boolean;
  /** The name of the page's animation frame callback that returned in a span of time, if it was slow; else undefined. */
  readonly slowCallback: (fromMs: number, toMs: number) => string | undefined;
  /** Takes main-thread time that the probes took. */
  readonly reportSelfMs: (durationMs: number) => void;
}

/**
 * What one probe of the page holds: its metrics, its observers and timers. It is over when `stop()` is called, and by itself as soon
 * as something of it throws: its metrics then say so, and the page and the other probes go on.
 */
export class PageProbe {
  readonly options: PageProbesOptions;
  readonly #title: string;
  readonly #metrics: AnyHandle[] = [];
  readonly #undo: (() => void)[] = [];
  #isStopped = false;

  /** @param title begins a sentence: `'The canvas probe'` */
  constructor(title: string, options: PageProbesOptions, start: (probe: PageProbe) => void) {
    this.#title = title;
    this.options = options;
    this.guard(start)(this);
  }

  /** A metric of this probe, in namespace `engine`, kept once a second unless the options say otherwise. */
  metric<T extends MetricType>(type: T, name: string, options: MetricOptions): HandleOf[T] {
    const handle = this.options.registry.register(type, 'engine', name, { history: '1s', ...options });
    this.#metrics.push(handle);
    return handle;
  }

  /** Removes a metric of this probe. */
  remove(metric: AnyHandle): void {
    this.options.registry.remove(metric.id);
    this.#metrics.splice(this.#metrics.indexOf(metric), 1);
  }

  /** Says of all metrics of the probe, or of one, why they have no value. */
  say(status: 'pending' | 'unsupported', reason: string, metric?: AnyHandle): void {
    this.#setCapability({ status, reason }, metric);
  }

  ready(metric?: AnyHandle): void {
    this.#setCapability(READY, metric);
  }

  /** A callback of the probe that never throws, and does nothing once the probe is over. */
  guard<A extends unknown[]>(run: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      if (this.#isStopped) return;
      const startMs = performance.now();
      try {
        run(...args);
      } catch (error) {
        this.fail(error);
      }
      this.options.reportSelfMs(performance.now() - startMs);
    };
  }

  every(everyMs: number, run: () => void): void {
    this.onStop(this.options.every(everyMs, this.guard(run)));
  }

  supports(type: string): boolean {
    return this.options.view.PerformanceObserver?.supportedEntryTypes?.includes(type) === true;
  }

  /** Sees every performance entry of a type since the scope began. */
  observe<E extends PerformanceEntry>(
    type: string,
    onEntry: (entry: E) => void,
    init: { durationThreshold?: number } = {},
  ): void {
    const { view, sinceMs } = this.options;
    const observer = new view.PerformanceObserver(
      this.guard((list: PerformanceObserverEntryList) => {
        for (const entry of list.getEntries()) if (entry.startTime >= sinceMs) onEntry(entry as E);
      }),
    );
    this.onStop(() => observer.disconnect());
    observer.observe({ type, buffered: true, ...init } as PerformanceObserverInit);
  }

  onStop(undo: () => void): void {
    this.#undo.push(undo);
  }

  fail(error: unknown): void {
    this.stop();
    const reason = `${this.#title} failed and is switched off`;
    this.say('unsupported', reason);
    warnOf(this.options.registry, reason, error);
  }

  stop(): void {
    this.#isStopped = true;
    for (const undo of this.#undo.splice(0)) undo();
  }

  #setCapability(capability: Capability, metric?: AnyHandle): void {
    for (const { id } of metric === undefined ? this.#metrics : [metric])
      this.options.registry.setCapability(id, capability);
  }
}
