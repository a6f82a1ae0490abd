import type { ProbeEvent } from '../../frames/index.ts';
import { type Capability, type EngineMetrics, type FrameSample, READY } from '../../metrics/index.ts';
import type { GpuFigures, GpuSource } from '../gpu/gpu-figures.ts';
import type { LateSum } from '../gpu/late-sum.ts';
import { warnOf } from '../warn.ts';
import type { Creation } from './early-creations.ts';
import { ObservedDevice } from './observed-device.ts';
import { forgetLast } from './pass-state.ts';
import { patches } from './patches.ts';

const FAILED = { status: 'unsupported', reason: 'The WebGPU probe failed and is switched off' } as const;
const REFUSED = { status: 'unsupported', reason: 'A WebGPU device cannot be measured' } as const;

export interface WebGpuProbeOptions {
  readonly metrics: EngineMetrics;
  /** Gets the sums over all devices. The probe is to be added to it. */
  readonly figures: GpuFigures;
  /** Asked once a frame. Timing costs the GPU a little, so it is done only while somebody wants it. */
  readonly isGpuTimeWanted: () => boolean;
  /** Called at a device's first render pass in a frame, or between frames: quick, and does not throw. */
  readonly onDraw?: () => void;
  /** Gets the calls of a frame in which the page waited for pipelines, if they were slow: quick, and does not throw. */
  readonly onCompile?: (event: ProbeEvent) => void;
}

/** Counts what WebGPU devices do and hold, and times their passes on the GPU. */
export class WebGpuProbe implements GpuSource {
  readonly #options: WebGpuProbeOptions;
  readonly #byDevice = new WeakMap<GPUDevice, ObservedDevice>();
  readonly #observed: ObservedDevice[] = [];
  readonly #collected = new FinalizationRegistry<ObservedDevice>((observed) => this.#stop(observed));
  /** A device that is added again keeps its number. */
  readonly #numbers = new WeakMap<GPUDevice, number>();
  #lastNumber = 0;
  #isPatched = false;
  #isDestroyed = false;
  /** How many devices cannot be observed. */
  #refused = 0;
  #gpuTime: Capability | null = null;

  constructor(options: WebGpuProbeOptions) {
    this.#options = options;
  }

  /** How many devices are observed. */
  get devices(): number {
    return this.#observed.length;
  }

  /** Whether a device did something lately, or is new. */
  get isWorking(): boolean {
    return this.#observed.some(({ isWorking }) => isWorking);
  }

  get isTimed(): boolean {
    const observed = this.#observed;
    for (let k = 0; k < observed.length; k++) if (observed[k]?.isTimed) return true;
    return false;
  }

  /**
   * Begins to observe a device; what it gives ends that, when called as often as `add` was for this device. Never throws.
   *
   * @param creations what was made on the device just before
   */
  add(device: GPUDevice, creations: Iterable<Creation> = []): () => void {
    let lease: ObservedDevice | null = null;
    try {
      if (!this.#isDestroyed) {
        lease = this.#known(device) ?? this.#observe(device, creations);
        lease.leases++;
      }
    } catch (error) {
      warnOf(this.#options.metrics.registry, REFUSED.reason, error);
      return this.#refuse();
    }
    return () => {
      const observed = lease;
      lease = null;
      if (observed !== null && --observed.leases === 0) this.#stop(observed);
    };
  }

  /** The number of a device in the label of its metrics; undefined while it was never observed. */
  numberOf(device: GPUDevice): number | undefined {
    return this.#numbers.get(device);
  }

  frameBegin(frame: number): void {
    const observed = this.#observed;
    if (observed.length === 0) return;
    try {
      const isWanted = this.#options.isGpuTimeWanted();
      for (let k = 0; k < observed.length; k++) observed[k]?.frameBegin(frame, isWanted);
    } catch (error) {
      this.#fail(error);
    }
  }

  frameEnd(frame: number, sample: FrameSample): void {
    if (this.#observed.length === 0) return;
    try {
      this.#endFrame(frame, sample);
    } catch (error) {
      this.#fail(error);
    }
  }

  cut(pass: LateSum | null): void {
    for (const { timer } of this.#observed) if (timer !== null) timer.pass = pass;
  }

  destroy(): void {
    this.#isDestroyed = true;
    for (const observed of [...this.#observed]) this.#stop(observed);
    if (this.#isPatched) patches.release();
    this.#isPatched = false;
  }

  #known(device: GPUDevice): ObservedDevice | undefined {
    const observed = this.#byDevice.get(device);
    return observed !== undefined && this.#observed.includes(observed) ? observed : undefined;
  }

  #observe(device: GPUDevice, creations: Iterable<Creation>): ObservedDevice {
    if (!this.#isPatched) patches.acquire();
    this.#isPatched = true;
    const number = this.#numbers.get(device) ?? ++this.#lastNumber;
    this.#numbers.set(device, number);
    forgetLast();
    const observed = new ObservedDevice(device, number, this.#options, creations);
    this.#byDevice.set(device, observed);
    this.#observed.push(observed);
    this.#collected.register(device, observed);
    this.#gpuTime = this.#worst();
    this.#report();
    return observed;
  }

  /** A device that cannot be observed is missing in the sums. */
  #refuse(): () => void {
    const count = (change: number) => {
      this.#refused += change;
      this.#gpuTime = this.#worst();
      this.#report();
    };
    let isCounted = true;
    count(1);
    return () => {
      if (isCounted) count(-1);
      isCounted = false;
    };
  }

  #stop(observed: ObservedDevice): void {
    const index = this.#observed.indexOf(observed);
    // The device may be collected long after it was stopped.
    if (index < 0) return;
    this.#observed.splice(index, 1);
    observed.destroy();
    this.#gpuTime = this.#worst();
    this.#report();
  }

  #endFrame(frame: number, sample: FrameSample): void {
    forgetLast();
    const observed = this.#observed;
    // WebGL's are there already, where there is any.
    let drawCalls = sample.drawCalls || 0;
    let triangles = sample.triangles || 0;
    let isMemoryChanged = false;
    for (let k = 0; k < observed.length; k++) {
      const device = observed[k] as ObservedDevice;
      if (device.frameEnd(frame)) isMemoryChanged = true;
      drawCalls += device.drawCalls;
      triangles += device.triangles;
    }
    if (this.#refused > 0) this.#options.figures.total.spoil(frame);
    sample.drawCalls = drawCalls;
    sample.triangles = triangles;
    if (isMemoryChanged) this.#reportMemory();
    const gpuTime = this.#worst();
    if (gpuTime === this.#gpuTime) return;
    this.#gpuTime = gpuTime;
    this.#report();
  }

  /** The worst of what the devices have to say that work; when none does, of all. */
  #worst(): Capability | null {
    if (this.#refused > 0) return REFUSED;
    const observed = this.#observed;
    let worst: Capability | null = null;
    let isWorking = false;
    for (let k = 0; k < observed.length; k++) {
      const { gpuTime, isWorking: works } = observed[k] as ObservedDevice;
      if (isWorking && !works) continue;
      if (worst === null || (works && !isWorking) || (gpuTime !== READY && worst.status !== 'unsupported'))
        worst = gpuTime;
      isWorking ||= works;
    }
    return worst;
  }

  #reportMemory(): void {
    const known = this.#observed.map(({ memoryBytes }) => memoryBytes);
    const bytes = known.reduce((sum, one) => sum + one, 0);
    this.#options.figures.reportMemory(this, known.length === 0 ? Number.NaN : bytes);
  }

  #report(): void {
    const draws = this.#refused > 0 ? REFUSED : this.#observed.length > 0 ? READY : null;
    this.#options.figures.report(this, { draws, gpuTime: this.#gpuTime });
    this.#reportMemory();
  }

  #fail(error: unknown): void {
    try {
      this.destroy();
      this.#options.figures.report(this, { draws: FAILED, gpuTime: FAILED });
      warnOf(this.#options.metrics.registry, FAILED.reason, error);
    } catch {
      // Nothing is left to do, and the page goes on.
    }
  }
}
