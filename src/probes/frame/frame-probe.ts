import { type FrameHistory, lastWindow, windowIntervals } from '../../frames/index.ts';
import { type Capability, type EngineMetrics, type FrameSample, type GapReason, READY } from '../../metrics/index.ts';
import { mismatch } from '../../metrics/metrics-error.ts';
import type { FrameListener } from '../frame-listener.ts';
import type { Refresh } from '../refresh.ts';
import { type AnimationFrameHandler, type AnimationFrameHook, animationFrameHook } from './animation-frame-hook.ts';
import { fitRefreshPeriod } from './refresh-fit.ts';

/** What is measured by frames alone, in namespace `engine`. */
const FRAME_METRICS = [
  'frames.total',
  'performance.fps',
  'performance.frame_time_ms',
  'performance.frame_time',
  'performance.cpu_time_ms',
];

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

const UNSEEN: Capability = {
  status: 'pending',
  reason: 'No frame was seen yet, and a loop that took requestAnimationFrame before Framescope ran never is',
};
/**
 * A frame with draws outside of callbacks is 3 points, one without takes a point back: 10 such frames in a row, or every third
 * for half a second, are no accident as those of an event may be.
 */
const STRAY_POINTS = 30;
const STRAY: Capability = {
  status: 'unsupported',
  reason: 'The page draws outside of the animation frames that Framescope sees: it took requestAnimationFrame before',
};

/** The one hook into the frame loop: times each frame, drives the other probes, updates the default metrics and ends the frame. */
export class FrameProbe implements AnimationFrameHandler {
  readonly refresh: Refresh = { periodMs: Number.NaN, method: 'pending' };
  readonly #options: FrameProbeOptions;
  #hook: AnimationFrameHook | null = null;
  #stopHook: (() => void) | null = null;
  readonly #listeners: FrameListener[] = [];
  readonly #self;
  /** Reused each frame. Its numbers start fractional, so that the engine keeps them as doubles from the first frame on. */
  readonly #sample: Required<FrameSample> = {
    timeMs: 0.5,
    frameTimeMs: 0.5,
    gap: 'none',
    cpuTimeMs: 0.5,
    gpuTimeMs: Number.NaN,
    drawCalls: 0.5,
    triangles: 0.5,
    memoryMb: 0.5,
  };
  #gap: GapReason = 'start';
  #lastTimeMs = 0.5;
  #startMs = 0.5;
  #beginSelfMs = 0.5;
  #otherSelfMs = 0.5;
  #memoryMb = Number.NaN;
  #manual = false;
  /** What the host's clock was set back by, all times together. */
  #manualShiftMs = 0;
  #hidden = false;
  /** Whether an animation frame has begun and not ended. */
  #isOpen = false;
  #hasFrames = false;
  /** Whether the page drew outside of all callbacks since the last frame. */
  #isStray = false;
  #strayPoints = 0;

  constructor(options: FrameProbeOptions) {
    this.#options = options;
    const { view, metrics } = options;
    this.#self = {
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
    view.document.addEventListener('visibilitychange', this.#onVisibilityChange);
    this.#hidden = view.document.hidden;
    this.#setCapability(UNSEEN);
    if (options.clock === 'manual') return;
    try {
      this.#hook = animationFrameHook(view);
      this.#stopHook = this.#hook.subscribe(this);
    } catch (error) {
      this.#switchOff('The page does not let Framescope see its animation frames', error);
    }
  }

  addListener(listener: FrameListener): () => void {
    this.#listeners.push(listener);
    return () => {
      const index = this.#listeners.indexOf(listener);
      if (index >= 0) this.#listeners.splice(index, 1);
    };
  }

  /** Counts main-thread time that another part of Framescope took between frames. */
  addSelfMs(durationMs: number): void {
    this.#otherSelfMs += durationMs;
  }

  setMemory(memoryMb: number): void {
    this.#memoryMb = memoryMb;
  }

  /** Hot: a context draws, for the first time in a frame or since. Shows a loop that goes past the hook. */
  noteDraw(): void {
    if (this.#manual || this.#hook === null || this.#hook.isRunning) return;
    this.#isStray = true;
    if (!this.#hasFrames) this.#setCapability(STRAY);
  }

  /**
   * From the first call on, frames are what the host says they are, and animation frames are not looked at. A clock that the host
   * sets back goes on from where it was, after a gap; what is no number is the time of `performance.now()`.
   */
  manualBegin(timeMs?: number): void {
    const isTime = Number.isFinite(timeMs);
    if (timeMs !== undefined && !isTime) this.#refuseTime(timeMs);
    const givenMs = (isTime ? (timeMs as number) : performance.now()) + this.#manualShiftMs;
    const backMs = this.#hasFrames ? Math.max(0, this.#lastTimeMs - givenMs) : 0;
    if (!this.#manual || backMs > 0) this.#gap = 'start';
    this.#manual = true;
    this.#manualShiftMs += backMs;
    this.#start(givenMs + backMs);
  }

  manualEnd(): void {
    if (this.#manual) this.#finish(performance.now());
  }

  /** Fits the refresh period anew, once a second, off the frame's path; not where it is measured or given. */
  fitRefresh(): void {
    const options = this.#options;
    const { refresh } = this;
    if (refresh.method !== 'pending' && refresh.method !== 'fit') return;
    const { intervals } = windowIntervals(options.frames, lastWindow(options.frames, 10_000));
    const periodMs = fitRefreshPeriod(intervals, refresh.periodMs);
    if (!(periodMs > 0)) return;
    refresh.periodMs = periodMs;
    refresh.method = 'fit';
  }

  /** As an `AnimationFrameHandler`. */
  frameStart(timestampMs: number, isIdle: boolean): void {
    if (this.#manual) return;
    if (isIdle && this.#gap === 'none') this.#gap = 'idle';
    this.#isOpen = true;
    this.#start(timestampMs);
  }

  /** As an `AnimationFrameHandler`. */
  frameEnd(endMs: number): void {
    // The first end may be that of a frame that had begun before.
    if (!this.#manual && this.#isOpen) this.#finish(endMs);
    this.#isOpen = false;
  }

  /** As an `AnimationFrameHandler`. */
  failed(error: unknown): void {
    this.#switchOff('The frame probe failed and is switched off', error);
  }

  destroy(): void {
    this.#isOpen = false;
    this.#stopHook?.();
    this.#options.view?.document.removeEventListener('visibilitychange', this.#onVisibilityChange);
    this.#listeners.length = 0;
  }

  #refuseTime(timeMs: unknown): void {
    const problem = mismatch('its time', 'be a finite number of ms', timeMs);
    this.#options.metrics.registry.warnOnce(this, `Cannot begin a frame at the given time: ${problem}`);
  }

  #switchOff(reason: string, error: unknown): void {
    const { registry } = this.#options.metrics;
    this.destroy();
    this.#hook = null;
    this.#setCapability({ status: 'unsupported', reason });
    registry.warnOnce(reason, `${reason}: ${String(error)}`);
  }

  #setCapability(capability: Capability): void {
    for (const name of FRAME_METRICS) this.#options.metrics.registry.setCapability(`engine:${name}`, capability);
  }

  #start(timestampMs: number): void {
    const arrivedMs = performance.now();
    if (!this.#hasFrames) {
      this.#hasFrames = true;
      this.#setCapability(READY);
    }
    const sample = this.#sample;
    const options = this.#options;
    // Microseconds are what the clock can tell at best; quantised here, live, stored and exported figures agree.
    const timeMs = Math.round(timestampMs * 1000) / 1000;
    sample.timeMs = timeMs;
    if (this.#hidden) this.#gap = 'hidden';
    sample.gap = this.#gap;
    sample.frameTimeMs = this.#gap === 'none' ? Math.round((timeMs - this.#lastTimeMs) * 1000) / 1000 : Number.NaN;
    this.#lastTimeMs = timeMs;
    this.#gap = 'none';
    const frame = options.frames.nextFrame;
    for (let k = 0; k < this.#listeners.length; k++) (this.#listeners[k] as FrameListener).frameBegin(frame);
    this.#startMs = performance.now();
    this.#beginSelfMs = this.#startMs - arrivedMs;
  }

  #finish(endMs: number): void {
    const sample = this.#sample;
    const options = this.#options;
    const self = this.#self;
    sample.cpuTimeMs = this.#countStray() ? Number.NaN : Math.round((endMs - this.#startMs) * 1000) / 1000;
    sample.drawCalls = Number.NaN;
    sample.triangles = Number.NaN;
    sample.memoryMb = this.#memoryMb;
    const frame = options.frames.nextFrame;
    for (let k = 0; k < this.#listeners.length; k++) (this.#listeners[k] as FrameListener).frameEnd(frame, sample);
    options.metrics.updateFrame(sample);
    options.afterFrame(endMs);
    // What the row of this frame costs is known once it is written, so the cost stands in the next row.
    const collectMs = this.#beginSelfMs + performance.now() - endMs;
    self.collect.set(collectMs);
    self.total.set(collectMs + this.#otherSelfMs);
    this.#otherSelfMs = 0;
  }

  /** Whether the work of the page is done elsewhere than in the callbacks whose time is taken. */
  #countStray(): boolean {
    const before = this.#strayPoints;
    const after = this.#isStray ? Math.min(before + 3, 2 * STRAY_POINTS) : Math.max(before - 1, 0);
    this.#isStray = false;
    this.#strayPoints = after;
    const isStray = after >= STRAY_POINTS;
    if (isStray !== before >= STRAY_POINTS)
      this.#options.metrics.registry.setCapability('engine:performance.cpu_time_ms', isStray ? STRAY : READY);
    return isStray;
  }

  readonly #onVisibilityChange = (): void => {
    this.#hidden = this.#options.view?.document.hidden === true;
    // The first frame of a page that is visible again ends the hidden period.
    this.#gap = 'hidden';
  };
}
