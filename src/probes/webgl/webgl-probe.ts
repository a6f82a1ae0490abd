import type { ProbeEvent } from '../../frames/index.ts';
import { type Capability, type EngineMetrics, type FrameSample, READY } from '../../metrics/index.ts';
import { isWebGlContext } from '../gpu/canvas-contexts.ts';
import type { GpuFigures, GpuSource } from '../gpu/gpu-figures.ts';
import type { LateSum } from '../gpu/late-sum.ts';
import type { TargetMetrics } from '../gpu/target-metrics.ts';
import { warnOf } from '../warn.ts';
import { createContextMetrics } from './context-metrics.ts';
import { COUNTS, LEVELS } from './context-places.ts';
import { forgetLast, type GlContext } from './context-watch.ts';
import { ObservedContext } from './observed-context.ts';
import { patches } from './patches.ts';

/** A context that is not used for so many frames is let go until it is used again: what the page has forgotten must not stay. */
const IDLE_FRAMES = 120;

const FAILED = { status: 'unsupported', reason: 'The WebGL probe failed and is switched off' } as const;
const REFUSED = { status: 'unsupported', reason: 'A WebGL context cannot be measured' } as const;

export interface WebGlProbeOptions {
  readonly metrics: EngineMetrics;
  /** Gets the sums over all contexts. The probe is to be added to it. */
  readonly figures: GpuFigures;
  /** Asked once a frame. Timing the GPU is visible to the page, so it is done only while somebody wants it. */
  readonly isGpuTimeWanted: () => boolean;
  /** Called at a context's first draw in a frame, or between frames: quick, and does not throw. */
  readonly onDraw?: () => void;
  /** Gets the calls of a frame in which the page waited for shaders, if they were slow: quick, and does not throw. */
  readonly onCompile?: (event: ProbeEvent) => void;
  /** Called when every context is lost of those that draw, and when that is over: as quick. */
  readonly onContextLoss?: (isLost: boolean) => void;
  /** Whether something else draws, so that a loss is not that of the page: as quick. */
  readonly drawsElsewhere?: () => boolean;
}

/** Counts what WebGL contexts do and hold, and times their work on the GPU. */
export class WebGlProbe implements GpuSource {
  isTimed = false;
  readonly #options: WebGlProbeOptions;
  readonly #byContext = new WeakMap<GlContext, ObservedContext>();
  /** All there are by their metrics, held weakly: a page drops a context without a word. */
  readonly #observed = new Map<TargetMetrics, WeakRef<ObservedContext>>();
  /** The metrics of all, which outlast a context's rest. */
  readonly #metrics: TargetMetrics[] = [];
  /** Those that are used. */
  readonly #awake: ObservedContext[] = [];
  readonly #collected = new FinalizationRegistry<TargetMetrics>((metrics) => this.#forget(metrics));
  /** A context that is added again keeps its number. */
  readonly #numbers = new WeakMap<GlContext, number>();
  #lastNumber = 0;
  #isPatched = false;
  /** Whether every context is lost of those that draw. */
  #isLost = false;
  #isDestroyed = false;
  /** How many contexts cannot be observed. */
  #refused = 0;
  #draws: Capability | null = null;
  #gpuTime: Capability | null = null;

  constructor(options: WebGlProbeOptions) {
    this.#options = options;
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
      warnOf(this.#options.metrics.registry, REFUSED.reason, error);
      if (isWebGlContext(context)) return this.#refuse(context);
    }
    return () => {
      const observed = lease?.deref();
      lease = null;
      if (observed !== undefined && --observed.leases === 0) this.#stop(observed);
    };
  }

  /** The number of a context in the label of its metrics, for good. */
  numberOf(context: GlContext): number {
    const number = this.#numbers.get(context) ?? ++this.#lastNumber;
    this.#numbers.set(context, number);
    return number;
  }

  frameBegin(frame: number): void {
    const awake = this.#awake;
    this.isTimed = false;
    if (awake.length === 0) {
      // The page has let a lost context be, or dropped it, and goes on without.
      this.#tellLoss(false);
      return;
    }
    try {
      const isWanted = this.#options.isGpuTimeWanted();
      let lost = 0;
      let working = 0;
      for (let k = 0; k < awake.length; k++) {
        const observed = awake[k] as ObservedContext;
        observed.frameBegin(frame, isWanted);
        if (observed.isTimed) this.isTimed = true;
        if (!observed.hasWorked) continue;
        if (observed.isLost) lost++;
        else working++;
      }
      this.#tellLoss(lost > 0 && working === 0 && !this.#options.drawsElsewhere?.());
    } catch (error) {
      this.#fail(error);
    }
  }

  #tellLoss(isLost: boolean): void {
    if (isLost !== this.#isLost) this.#options.onContextLoss?.(isLost);
    this.#isLost = isLost;
  }

  frameEnd(frame: number, sample: FrameSample): void {
    if (this.#observed.size === 0) return;
    try {
      this.#endFrame(frame, sample);
    } catch (error) {
      this.#fail(error);
    }
  }

  cut(pass: LateSum | null): void {
    try {
      for (const { timer } of this.#awake) timer?.cut(pass);
    } catch (error) {
      this.#fail(error);
    }
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.isTimed = false;
    for (const [metrics, observed] of this.#observed) {
      const left = observed.deref();
      if (left === undefined) this.#forget(metrics);
      else this.#stop(left);
    }
    if (this.#isPatched) patches.release();
    this.#isPatched = false;
  }

  #observe(context: GlContext): ObservedContext {
    if (!this.#isPatched) patches.acquire();
    this.#isPatched = true;
    const observed = new ObservedContext(context, this.numberOf(context), this.#options, (woken) =>
      this.#awake.push(woken),
    );
    this.#byContext.set(context, observed);
    this.#observed.set(observed.metrics, new WeakRef(observed));
    this.#metrics.push(observed.metrics);
    this.#reportMemory();
    this.#collected.register(context, observed.metrics);
    this.#updateCapability();
    this.#updateDrawCapability();
    return observed;
  }

  /** A context that cannot be observed says so in metrics of its own, and in the sums that miss it. */
  #refuse(context: GlContext): () => void {
    const { registry } = this.#options.metrics;
    const nothing = { counts: new Int32Array(COUNTS), levels: new Float64Array(LEVELS), changes: 0 };
    const metrics = createContextMetrics(registry, this.numberOf(context), nothing);
    for (const gauge of metrics.all) {
      gauge.clear();
      registry.setCapability(gauge.id, REFUSED);
    }
    let isCounted = true;
    const count = (change: number) => {
      this.#refused += change;
      this.#gpuTime = this.#idleCapability;
      this.#updateCapability();
      this.#updateDrawCapability();
    };
    count(1);
    return () => {
      if (!isCounted) return;
      isCounted = false;
      metrics.remove();
      count(-1);
    };
  }

  #stop(observed: ObservedContext): void {
    const index = this.#awake.indexOf(observed);
    if (index >= 0) this.#awake.splice(index, 1);
    this.#byContext.delete(observed.context);
    observed.destroy();
    this.#forget(observed.metrics);
  }

  #forget(metrics: TargetMetrics): void {
    // The context may be collected long after it was stopped, when others have its metrics.
    if (!this.#observed.delete(metrics)) return;
    metrics.remove();
    this.#metrics.splice(this.#metrics.indexOf(metrics), 1);
    this.#reportMemory();
    if (this.#observed.size === 0) this.#gpuTime = this.#idleCapability;
    this.#updateDrawCapability();
  }

  #endFrame(frame: number, sample: FrameSample): void {
    const awake = this.#awake;
    const { total } = this.#options.figures;
    let drawCalls = 0;
    let triangles = 0;
    let isMemoryChanged = false;
    for (let k = 0; k < awake.length; k++) {
      const observed = awake[k] as ObservedContext;
      if (observed.frameEnd(frame)) isMemoryChanged = true;
      drawCalls += observed.drawCalls;
      triangles += observed.triangles;
      // The time of only some of the contexts would pass for that of all.
      if (observed.drawCalls > 0 && !observed.isTimed) total.spoil(frame);
      if (observed.idleFrames < IDLE_FRAMES) continue;
      observed.rest();
      awake.splice(k--, 1);
    }
    if (isMemoryChanged) this.#reportMemory();
    if (this.#refused > 0) total.spoil(frame);
    sample.drawCalls = drawCalls;
    sample.triangles = triangles;
    this.isTimed = false;
    forgetLast();
    this.#updateCapability();
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
    if (worst === this.#gpuTime) return;
    this.#gpuTime = worst;
    this.#report();
  }

  #updateDrawCapability(): void {
    this.#draws = this.#refused > 0 ? REFUSED : this.#observed.size > 0 ? READY : null;
    this.#report();
  }

  /** Without a context that is observed. */
  get #idleCapability(): Capability | null {
    return this.#refused > 0 ? REFUSED : null;
  }

  #reportMemory(): void {
    const bytes = this.#metrics.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
    this.#options.figures.reportMemory(this, this.#metrics.length === 0 ? Number.NaN : bytes);
  }

  #report(): void {
    this.#options.figures.report(this, { draws: this.#draws, gpuTime: this.#gpuTime });
  }

  #fail(error: unknown): void {
    try {
      this.destroy();
      this.#draws = FAILED;
      this.#gpuTime = FAILED;
      this.#report();
      warnOf(this.#options.metrics.registry, FAILED.reason, error);
    } catch {
      // Nothing is left to do, and the page goes on.
    }
  }
}
