import { type Capability, type EngineMetrics, type FrameSample, READY } from '../../metrics/index.ts';
import { isWebGlContext } from '../canvas-contexts.ts';
import type { FrameListener } from '../frame-listener.ts';
import { forgetLast, type GlContext } from './context-watch.ts';
import { GpuPasses } from './gpu-passes.ts';
import { LateSum } from './late-sum.ts';
import { type ContextGauges, ObservedContext, registerContextGauges } from './observed-context.ts';
import { acquirePatches, releasePatches } from './patches.ts';

/** A context that draws nothing for so many frames is let go until it draws again: what the page has forgotten must not stay. */
const IDLE_FRAMES = 120;

const NO_CONTEXT: Capability = {
  status: 'unsupported',
  reason: 'No WebGL context is measured: give it as target',
};
const FAILED = { status: 'unsupported', reason: 'The WebGL probe failed and is switched off' } as const;
const REFUSED = { status: 'unsupported', reason: 'A WebGL context cannot be measured' } as const;
const NO_MAIN_PASS: Capability = { status: 'pending', reason: 'No GPU pass was named "main" yet' };

export interface WebGlProbeOptions {
  readonly metrics: EngineMetrics;
  /** Asked once a frame. Timing the GPU is visible to the page, so it is done only while somebody wants it. */
  readonly isGpuTimeWanted: () => boolean;
  /** Called at a context's first draw in a frame, or between frames: quick, and does not throw. */
  readonly onDraw?: () => void;
}

/** Counts the draw calls and triangles of WebGL contexts, and times their work on the GPU. */
export class WebGlProbe implements FrameListener {
  readonly #options: WebGlProbeOptions;
  readonly #total: LateSum;
  readonly #passes: GpuPasses;
  readonly #byContext = new WeakMap<GlContext, ObservedContext>();
  /** All there are by their gauges, held weakly: a page drops a context without a word. */
  readonly #observed = new Map<ContextGauges, WeakRef<ObservedContext>>();
  /** Those that draw. */
  readonly #awake: ObservedContext[] = [];
  readonly #collected = new FinalizationRegistry<ContextGauges>((gauges) => this.#forget(gauges));
  /** A context that is added again keeps its number. */
  readonly #numbers = new WeakMap<GlContext, number>();
  #lastNumber = 0;
  #isPatched = false;
  #isDestroyed = false;
  /** The running frame while it is timed, else -1. */
  #timedFrame = -1;
  /** How many contexts cannot be observed. */
  #refused = 0;
  #capabilities: Capability[] = [];

  constructor(options: WebGlProbeOptions) {
    this.#options = options;
    this.#total = new LateSum((frame, ms) => options.metrics.setGpuTime(frame, ms));
    this.#passes = new GpuPasses(options.metrics);
    this.#setCapability(NO_CONTEXT);
    this.#updateDrawCapability();
  }

  /** How many contexts are observed. */
  get contexts(): number {
    return this.#observed.size;
  }

  /** Begins to observe a context; what it gives ends that, when called as often as `add` was for this context. Never throws. */
  add(context: GlContext): () => void {
    let lease: WeakRef<ObservedContext> | null = null;
    try {
      if (!this.#isDestroyed) {
        const observed = this.#byContext.get(context) ?? this.#observe(context);
        observed.leases++;
        lease = new WeakRef(observed);
      }
    } catch (error) {
      this.#warn(REFUSED.reason, error);
      if (isWebGlContext(context)) return this.#refuse(context);
    }
    return () => {
      const observed = lease?.deref();
      lease = null;
      if (observed !== undefined && --observed.leases === 0) this.#stop(observed);
    };
  }

  frameBegin(frame: number): void {
    const awake = this.#awake;
    this.#timedFrame = -1;
    if (awake.length === 0) return;
    try {
      const isWanted = this.#options.isGpuTimeWanted();
      for (let k = 0; k < awake.length; k++) {
        const observed = awake[k] as ObservedContext;
        observed.frameBegin(frame, isWanted);
        if (observed.isTimed) this.#timedFrame = frame;
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  frameEnd(frame: number, sample: FrameSample): void {
    if (this.#observed.size === 0) return;
    try {
      this.#endFrame(frame, sample);
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * Times what `fn` lets the GPU do, as the pass `name`, over all contexts that are timed; a pass inside a pass takes its time
   * from it. Gives what `fn` gives. Only calls `fn` outside frames, and while the GPU is not timed.
   */
  gpuPass<T>(name: string, fn: () => T): T {
    const frame = this.#timedFrame;
    if (frame < 0) return fn();
    const outer = this.#passes.current;
    this.#cut(outer, name);
    try {
      return fn();
    } finally {
      if (this.#timedFrame === frame) this.#cut(outer);
    }
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#timedFrame = -1;
    for (const [gauges, observed] of this.#observed) {
      const left = observed.deref();
      if (left === undefined) this.#forget(gauges);
      else this.#stop(left);
    }
    if (this.#isPatched) releasePatches();
    this.#isPatched = false;
  }

  #observe(context: GlContext): ObservedContext {
    if (!this.#isPatched) acquirePatches();
    this.#isPatched = true;
    const { registry } = this.#options.metrics;
    const observed = new ObservedContext(
      context,
      registry,
      this.#numberOf(context),
      this.#total,
      (woken) => this.#awake.push(woken),
      this.#options.onDraw ?? (() => undefined),
    );
    this.#byContext.set(context, observed);
    this.#observed.set(observed.gauges, new WeakRef(observed));
    this.#collected.register(context, observed.gauges);
    this.#updateCapability();
    this.#updateDrawCapability();
    return observed;
  }

  /** A context that cannot be observed says so in metrics of its own, and in the sums that miss it. */
  #refuse(context: GlContext): () => void {
    const { registry } = this.#options.metrics;
    const gauges = [...registerContextGauges(registry, this.#numberOf(context))];
    for (const { id } of gauges) registry.setCapability(id, REFUSED);
    const count = (change: number) => {
      this.#refused += change;
      this.#setCapability(this.#refused > 0 ? REFUSED : NO_CONTEXT);
      this.#updateCapability();
      this.#updateDrawCapability();
    };
    count(1);
    return () => {
      if (gauges.length === 0) return;
      for (const { id } of gauges.splice(0)) registry.remove(id);
      count(-1);
    };
  }

  #numberOf(context: GlContext): number {
    const number = this.#numbers.get(context) ?? ++this.#lastNumber;
    this.#numbers.set(context, number);
    return number;
  }

  #stop(observed: ObservedContext): void {
    const index = this.#awake.indexOf(observed);
    if (index >= 0) this.#awake.splice(index, 1);
    this.#byContext.delete(observed.context);
    observed.destroy();
    this.#forget(observed.gauges);
  }

  #forget(gauges: ContextGauges): void {
    // The context may be collected long after it was stopped, when others have its gauges.
    if (!this.#observed.delete(gauges)) return;
    for (const { id } of gauges) this.#options.metrics.registry.remove(id);
    if (this.#observed.size === 0) this.#setCapability(this.#refused > 0 ? REFUSED : NO_CONTEXT);
    this.#updateDrawCapability();
  }

  #endFrame(frame: number, sample: FrameSample): void {
    const awake = this.#awake;
    let drawCalls = 0;
    let triangles = 0;
    for (let k = 0; k < awake.length; k++) {
      const observed = awake[k] as ObservedContext;
      observed.frameEnd(frame);
      drawCalls += observed.drawCalls;
      triangles += observed.triangles;
      // The time of only some of the contexts would pass for that of all.
      if (observed.drawCalls > 0 && !observed.isTimed) this.#total.spoil(frame);
      if (observed.idleFrames < IDLE_FRAMES) continue;
      observed.isAsleep = true;
      awake.splice(k--, 1);
    }
    if (this.#refused > 0) this.#total.spoil(frame);
    sample.drawCalls = drawCalls;
    sample.triangles = triangles;
    this.#total.close(frame);
    this.#passes.frameEnd(frame);
    this.#timedFrame = -1;
    forgetLast();
    this.#updateCapability();
  }

  /** From here on the time belongs to `pass`, or to the pass of a name. */
  #cut(pass: LateSum | null, name?: string): void {
    try {
      const next = name === undefined ? pass : this.#passes.named(name);
      this.#passes.current = next;
      for (const { timer } of this.#awake) timer?.cut(next);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The worst of what the contexts have to say that draw. */
  #updateCapability(): void {
    const awake = this.#awake;
    if (awake.length === 0) return;
    let worst: Capability = this.#refused > 0 ? REFUSED : READY;
    for (let k = 0; k < awake.length; k++) {
      const { gpuTime } = awake[k] as ObservedContext;
      if (gpuTime !== READY && worst.status !== 'unsupported') worst = gpuTime;
    }
    this.#setCapability(worst);
  }

  #updateDrawCapability(): void {
    this.#setDrawCapability(this.#refused > 0 ? REFUSED : this.#observed.size > 0 ? READY : NO_CONTEXT);
  }

  #setDrawCapability(capability: Capability): void {
    for (const name of ['draw_calls', 'triangles'])
      this.#options.metrics.registry.setCapability(`engine:rendering.${name}`, capability);
  }

  #setCapability(gpuTime: Capability): void {
    const { registry } = this.#options.metrics;
    const main = gpuTime === READY && !this.#passes.hasMain ? NO_MAIN_PASS : gpuTime;
    if (gpuTime === this.#capabilities[0] && main === this.#capabilities[1]) return;
    this.#capabilities = [gpuTime, main];
    registry.setCapability('engine:performance.gpu_time_ms', gpuTime);
    registry.setCapability('engine:performance.gpu_main_pass_ms', main);
  }

  #fail(error: unknown): void {
    try {
      this.destroy();
      this.#setCapability(FAILED);
      this.#setDrawCapability(FAILED);
      this.#warn(FAILED.reason, error);
    } catch {
      // Nothing is left to do, and the page goes on.
    }
  }

  #warn(message: string, error: unknown): void {
    this.#options.metrics.registry.warnOnce(message, `${message}: ${String(error)}`);
  }
}
