import { type FrameHistory, INTERVAL, lastWindow } from '../../frames/index.ts';
import { type Capability, type EngineMetrics, type FrameSample, READY } from '../../metrics/index.ts';
import { mismatch } from '../../metrics/metrics-error.ts';
import type { FrameListener } from '../frame-listener.ts';
import type { Refresh } from '../refresh.ts';
import { warnOf } from '../warn.ts';
import {
  type AnimationFrameHandler,
  type AnimationFrameHook,
  animationFrameHook,
  type FrameOwner,
} from './animation-frame-hook.ts';
import { FrameGaps } from './frame-gaps.ts';
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
  /** The page or worker; null where there is none: then only manual frames are seen. */
  readonly view: typeof globalThis | null;
  /** `'manual'`: animation frames are not hooked, frames are what `manualBegin` and `manualEnd` say. */
  readonly clock: 'raf' | 'manual';
  /** Called after each frame's row is written. */
  readonly afterFrame: (nowMs: number) => void;
}

const UNSEEN: Capability = {
  status: 'pending',
  reason: 'No frame was seen yet, and a loop that took requestAnimationFrame before Framescope ran never is',
};
/** Longer than any frame that a page means to make. */
const SILENCE_MS = 5000;
/** An XR session that has no frame for so long is over, or shows nothing. */
const XR_QUIET_MS = 250;
/**
 * A frame with draws outside of callbacks is 3 points, one without takes a point back: 10 such frames in a row, or every third
 * for half a second, are no accident as those of an event may be.
 */
const STRAY_POINTS = 30;
const STRAY: Capability = {
  status: 'unsupported',
  reason:
    'The page draws outside of animation frame callbacks: after an await, or in a loop that took requestAnimationFrame before Framescope ran',
};

/** The one hook into the frame loop: times each frame, drives the other probes, updates the default metrics and ends the frame. */
export class FrameProbe implements AnimationFrameHandler {
  readonly refresh: Refresh = { periodMs: Number.NaN, method: 'pending' };
  readonly #options: FrameProbeOptions;
  readonly #gaps: FrameGaps;
  /** Of the window, and of XR sessions. */
  #hooks: AnimationFrameHook[] = [];
  #stopHooks: (() => void)[] = [];
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
  #lastTimeMs = 0.5;
  #startMs = 0.5;
  #beginSelfMs = 0.5;
  #otherSelfMs = 0.5;
  #renderMs = 0.5;
  #storeMs = 0.5;
  #memoryMb = Number.NaN;
  #manual = false;
  /** What the host's clock was set back by, all times together. */
  #manualShiftMs = 0;
  /** When the newest frame of an XR session arrived; NaN: there was none, or the window's frames count again. */
  #xrMs = Number.NaN;
  /** Whether an animation frame has begun and not ended. */
  #isOpen = false;
  #hasFrames = false;
  /** Whether the page drew outside of all callbacks since the last frame. */
  #isStray = false;
  #strayPoints = 0;
  /** Those that the refresh period is fitted to; the same room each second. */
  #intervals = new Float64Array(0);

  constructor(options: FrameProbeOptions) {
    this.#options = options;
    const { view, metrics } = options;
    const selfGauge = (part: string, description: string) =>
      metrics.registry.registerGauge('framescope', 'self_ms', { unit: 'ms', labels: { part }, description });
    this.#self = {
      collect: selfGauge('collect', 'Main-thread time that Framescope took in the frame itself'),
      render: selfGauge('render', 'Main-thread time that the HUD took since the frame before'),
      store: selfGauge('store', 'Main-thread time that recording a session took since the frame before'),
      total: metrics.registry.registerGauge('framescope', 'self_ms', {
        unit: 'ms',
        description: 'Main-thread time that Framescope took since the frame before',
      }),
    };
    this.#gaps = new FrameGaps(view !== null && 'document' in view ? view.window : null);
    if (view === null) return;
    this.#setCapability(UNSEEN);
    if (options.clock === 'manual') return;
    try {
      if ('requestAnimationFrame' in view) this.#subscribe(view, this);
      const xr = (view as { XRSession?: { prototype: FrameOwner } }).XRSession?.prototype;
      if (xr !== undefined) this.#subscribe(xr, new XrFrames(this));
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
  addSelfMs(durationMs: number, part?: 'render' | 'store'): void {
    this.#otherSelfMs += durationMs;
    if (part === 'render') this.#renderMs += durationMs;
    else if (part === 'store') this.#storeMs += durationMs;
  }

  /** The name of the page's animation frame callback that returned in a span of time, if it was slow; else undefined. */
  slowCallback(fromMs: number, toMs: number): string | undefined {
    for (const { slowCallbacks } of this.#hooks) {
      const name = slowCallbacks.nameBetween(fromMs, toMs);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  setMemory(memoryMb: number): void {
    this.#memoryMb = memoryMb;
  }

  /** Hot: a context draws, for the first time in a frame or since. Shows a loop that goes past the hook. */
  noteDraw(): void {
    if (this.#manual || this.#hooks.length === 0 || this.#hooks.some((hook) => hook.isRunning)) return;
    // In handlers of the document's events (input, scrolling) and microtasks of theirs: what is drawn there, such as what lies under
    // the pointer, is no loop's. What is drawn in those of messages may be.
    const { view } = this.#options;
    if (view !== null && 'Node' in view && view.event?.target instanceof view.Node) return;
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
    if (!this.#manual || backMs > 0) this.#gaps.note('start');
    this.#manual = true;
    this.#manualShiftMs += backMs;
    this.#start(givenMs + backMs);
  }

  manualEnd(): void {
    if (this.#manual) this.#finish(performance.now());
  }

  /** Nothing that is measured can draw, or again: such frames are gaps. */
  setContextLost(isLost: boolean): void {
    this.#gaps.setContextLost(isLost);
  }

  /** Looks, once a second and off the frame's path, at what no frame tells: whether the machine slept, and the refresh period. */
  maintain(): void {
    const sleptMs = this.#gaps.checkSleep();
    if (sleptMs > 0) this.#note(`The machine slept for ${formatSeconds(sleptMs)}`, performance.now());
    this.#fitRefresh();
  }

  /** Not where it is measured or given. */
  #fitRefresh(): void {
    const { frames } = this.#options;
    const { refresh } = this;
    if (refresh.method !== 'pending' && refresh.method !== 'fit') return;
    const { from, to } = lastWindow(frames, 10_000);
    const count = to - from;
    if (this.#intervals.length < count) this.#intervals = new Float64Array(1.25 * count);
    frames.read(INTERVAL, from, to, this.#intervals);
    const periodMs = fitRefreshPeriod(this.#intervals.subarray(0, count), refresh.periodMs);
    if (!(periodMs > 0)) return;
    refresh.periodMs = periodMs;
    refresh.method = 'fit';
  }

  /** As an `AnimationFrameHandler`. */
  frameStart(timestampMs: number, isIdle: boolean): void {
    if (this.#manual || this.#isInXr()) return;
    if (isIdle) this.#gaps.note('idle');
    this.#isOpen = true;
    this.#start(timestampMs);
  }

  /** As an `AnimationFrameHandler`. */
  frameEnd(endMs: number): void {
    // The first end may be that of a frame that had begun before.
    if (!this.#manual && this.#isOpen) this.#finish(endMs);
    this.#isOpen = false;
  }

  /** While an XR session runs, its frames are the page's; what the window still shows beside is not. */
  xrFrameStart(timestampMs: number, isIdle: boolean): void {
    if (Number.isNaN(this.#xrMs)) this.#gaps.note('start');
    this.#xrMs = Number.NaN;
    this.frameStart(timestampMs, isIdle);
    this.#xrMs = performance.now();
  }

  /** As an `AnimationFrameHandler`. */
  failed(error: unknown): void {
    this.#switchOff('The frame probe failed and is switched off', error);
  }

  destroy(): void {
    this.#isOpen = false;
    for (const stop of this.#stopHooks.splice(0)) stop();
    this.#gaps.destroy();
    this.#listeners.length = 0;
  }

  #refuseTime(timeMs: unknown): void {
    const problem = mismatch('its time', 'be a finite number of ms', timeMs);
    this.#options.metrics.registry.warnOnce(this, `Cannot begin a frame at the given time: ${problem}`);
  }

  #switchOff(reason: string, error: unknown): void {
    const { registry } = this.#options.metrics;
    this.destroy();
    this.#hooks = [];
    this.#setCapability({ status: 'unsupported', reason });
    warnOf(registry, reason, error);
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
    sample.gap = this.#gaps.take();
    sample.frameTimeMs = sample.gap === 'none' ? Math.round((timeMs - this.#lastTimeMs) * 1000) / 1000 : Number.NaN;
    this.#lastTimeMs = timeMs;
    // A debugger, a machine that slept or the page itself: nobody can tell, so it counts, and is told of.
    if (sample.frameTimeMs >= SILENCE_MS) this.#note(`No frame for ${formatSeconds(sample.frameTimeMs)}`, timeMs);
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
    self.render.set(this.#renderMs);
    self.store.set(this.#storeMs);
    this.#otherSelfMs = this.#renderMs = this.#storeMs = 0;
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

  #subscribe(owner: FrameOwner, handler: AnimationFrameHandler): void {
    const hook = animationFrameHook(owner);
    this.#hooks.push(hook);
    this.#stopHooks.push(hook.subscribe(handler));
  }

  #isInXr(): boolean {
    if (Number.isNaN(this.#xrMs)) return false;
    if (performance.now() - this.#xrMs < XR_QUIET_MS) return true;
    this.#xrMs = Number.NaN;
    this.#gaps.note('start');
    return false;
  }

  #note(text: string, timeMs: number): void {
    this.#options.frames.eventLog.note(text, timeMs);
  }
}

/** The frames of XR sessions, on their way to the probe. */
class XrFrames implements AnimationFrameHandler {
  readonly #probe: FrameProbe;

  constructor(probe: FrameProbe) {
    this.#probe = probe;
  }

  frameStart(timestampMs: number, isIdle: boolean): void {
    this.#probe.xrFrameStart(timestampMs, isIdle);
  }

  frameEnd(endMs: number): void {
    this.#probe.frameEnd(endMs);
  }

  failed(error: unknown): void {
    this.#probe.failed(error);
  }
}

function formatSeconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
