import { type FrameHistory, lastWindow, windowIntervals } from '../../frames/index.ts';
import type { EngineMetrics, FrameSample, GapReason } from '../../metrics/index.ts';
import type { FrameListener } from '../frame-listener.ts';
import type { Refresh } from '../refresh.ts';
import { AnimationFrameHook } from './animation-frame-hook.ts';
import { fitRefreshPeriod } from './refresh-fit.ts';

/** A page that asks for no frame for so long renders on demand: it was idle, not slow. */
const IDLE_AFTER_MS = 100;

export interface FrameProbeOptions {
  readonly metrics: EngineMetrics;
  readonly frames: FrameHistory;
  /** The page; null where there is none: then only manual frames are seen. */
  readonly view: (Window & typeof globalThis) | null;
  /** `'manual'`: animation frames are not hooked, frames are what `manualBegin` and `manualEnd` say. */
  readonly clock: 'raf' | 'manual';
  /** Called after each frame's row is written. */
  readonly afterFrame: (nowMs: number) => void;
}

/** The one hook into the frame loop: times each frame, drives the other probes, updates the default metrics and ends the frame. */
export class FrameProbe {
  readonly refresh: Refresh = { periodMs: Number.NaN, method: 'pending' };
  private readonly options: FrameProbeOptions;
  private readonly hook: AnimationFrameHook | null = null;
  private readonly listeners: FrameListener[] = [];
  private readonly self;
  /** Reused each frame. Its numbers start fractional, so that the engine keeps them as doubles from the first frame on. */
  private readonly sample: Required<FrameSample> = {
    timeMs: 0.5,
    frameTimeMs: 0.5,
    gap: 'none',
    cpuTimeMs: 0.5,
    gpuTimeMs: Number.NaN,
    drawCalls: 0.5,
    triangles: 0.5,
    memoryMb: 0.5,
  };
  private gap: GapReason = 'start';
  private lastTimeMs = 0.5;
  private startMs = 0.5;
  private beginSelfMs = 0.5;
  private otherSelfMs = 0.5;
  private idleSinceMs = Number.NaN;
  private memoryMb = Number.NaN;
  private manual = false;
  private hidden = false;

  constructor(options: FrameProbeOptions) {
    this.options = options;
    const { view, metrics } = options;
    this.self = {
      collect: metrics.registry.registerGauge('framescope', 'self_ms', {
        unit: 'ms',
        labels: { part: 'collect' },
        description: 'Main-thread time that Framescope took in the frame itself',
      }),
      total: metrics.registry.registerGauge('framescope', 'self_ms', {
        unit: 'ms',
        description: 'Main-thread time that Framescope took since the frame before, all its parts together',
      }),
    };
    if (view === null) return;
    view.document.addEventListener('visibilitychange', this.onVisibilityChange);
    this.hidden = view.document.hidden;
    if (options.clock === 'manual') return;
    this.hook = new AnimationFrameHook(view, {
      frameStart: (timestampMs) => this.begin(timestampMs),
      frameEnd: (endMs) => this.end(endMs),
      frameRequested: () => this.leaveIdle(),
    });
  }

  addListener(listener: FrameListener): () => void {
    this.listeners.push(listener);
    return () => {
      const index = this.listeners.indexOf(listener);
      if (index >= 0) this.listeners.splice(index, 1);
    };
  }

  /** Counts main-thread time that another part of Framescope took between frames. */
  addSelfMs(durationMs: number): void {
    this.otherSelfMs += durationMs;
  }

  setMemory(memoryMb: number): void {
    this.memoryMb = memoryMb;
  }

  /** From the first call on, frames are what the host says they are, and animation frames are not looked at. */
  manualBegin(timeMs = performance.now()): void {
    this.manual = true;
    this.start(timeMs);
  }

  manualEnd(): void {
    if (this.manual) this.finish(performance.now());
  }

  /** Fits the refresh period anew, once a second, off the frame's path; not where it is measured or given. */
  fitRefresh(): void {
    const { refresh, options } = this;
    if (refresh.method !== 'pending' && refresh.method !== 'fit') return;
    const { intervals } = windowIntervals(options.frames, lastWindow(options.frames, 10_000));
    const periodMs = fitRefreshPeriod(intervals, refresh.periodMs);
    if (!(periodMs > 0)) return;
    refresh.periodMs = periodMs;
    refresh.method = 'fit';
  }

  destroy(): void {
    this.hook?.destroy();
    this.options.view?.document.removeEventListener('visibilitychange', this.onVisibilityChange);
    this.listeners.length = 0;
  }

  private begin(timestampMs: number): void {
    if (!this.manual) this.start(timestampMs);
  }

  private end(endMs: number): void {
    if (!this.manual) this.finish(endMs);
  }

  private start(timestampMs: number): void {
    const arrivedMs = performance.now();
    const { sample, options } = this;
    // Microseconds are what the clock can tell at best; quantised here, live, stored and exported figures agree.
    const timeMs = Math.round(timestampMs * 1000) / 1000;
    sample.timeMs = timeMs;
    if (this.hidden) this.gap = 'hidden';
    sample.gap = this.gap;
    sample.frameTimeMs = this.gap === 'none' ? Math.round((timeMs - this.lastTimeMs) * 1000) / 1000 : Number.NaN;
    this.lastTimeMs = timeMs;
    this.gap = 'none';
    const frame = options.frames.nextFrame;
    for (let k = 0; k < this.listeners.length; k++) (this.listeners[k] as FrameListener).frameBegin(frame);
    this.startMs = performance.now();
    this.beginSelfMs = this.startMs - arrivedMs;
  }

  private finish(endMs: number): void {
    const { sample, options, self } = this;
    sample.cpuTimeMs = Math.round((endMs - this.startMs) * 1000) / 1000;
    sample.drawCalls = Number.NaN;
    sample.triangles = Number.NaN;
    sample.memoryMb = this.memoryMb;
    const frame = options.frames.nextFrame;
    for (let k = 0; k < this.listeners.length; k++) (this.listeners[k] as FrameListener).frameEnd(frame, sample);
    options.metrics.updateFrame(sample);
    if (this.hook?.isFramePending === false) this.idleSinceMs = endMs;
    options.afterFrame(endMs);
    // What the row of this frame costs is known once it is written, so the cost stands in the next row.
    const collectMs = this.beginSelfMs + performance.now() - endMs;
    self.collect.set(collectMs);
    self.total.set(collectMs + this.otherSelfMs);
    this.otherSelfMs = 0;
  }

  private leaveIdle(): void {
    if (this.gap === 'none' && performance.now() - this.idleSinceMs > IDLE_AFTER_MS) this.gap = 'idle';
    this.idleSinceMs = Number.NaN;
  }

  private readonly onVisibilityChange = (): void => {
    this.hidden = this.options.view?.document.hidden === true;
    // The first frame of a page that is visible again ends the hidden period.
    this.gap = 'hidden';
  };
}
