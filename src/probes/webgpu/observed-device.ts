import { type Capability, READY } from '../../metrics/index.ts';
import { type GpuFigures, UNREAD } from '../gpu/gpu-figures.ts';
import { LateSum } from '../gpu/late-sum.ts';
import { SlowCompiles } from '../gpu/slow-compiles.ts';
import { DeviceMetrics } from './device-metrics.ts';
import { COMPUTE_PASSES, DRAWS, RENDER_PASSES, SUBMITS, TRIANGLES } from './device-places.ts';
import type { DeviceObserver } from './device-watch.ts';
import { adopt } from './device-wrappers.ts';
import type { Creation } from './early-creations.ts';
import { PassTimer } from './pass-timer.ts';
import { nativesOf, unwatchDevice, watchDevice } from './watch-device.ts';
import type { WebGpuProbeOptions } from './webgpu-probe.ts';

/** After so many frames without work a device's timer is given up: what the page has forgotten must not stay. */
const IDLE_FRAMES = 120;

const state = (status: 'pending' | 'unsupported', reason: string): Capability => ({ status, reason });
const BUSY = state('pending', 'Results are late');
const FOREIGN = state('pending', 'The page writes timestamps of its own, so that not all passes are timed');
const STRAY = state('unsupported', 'Passes outside of animation frame callbacks and manual frames are not timed');
const RESTING = state('pending', 'The device does nothing');
const SHARED = state('pending', 'Another scope times the device');
const LATE_SUBMITS = state('unsupported', 'Passes are submitted after the frame that they were recorded in');
const NO_FEATURE = state('unsupported', 'The device was made without the feature "timestamp-query"');
const LOST = state('unsupported', 'The device is lost');

const nothing = () => undefined;

/** One device as one probe sees it. Held strongly, it leads to the device only while that works. */
export class ObservedDevice implements DeviceObserver {
  timer: PassTimer | null = null;
  gpuTime: Capability;
  /** How many callers of `add` observe the device. */
  leases = 0;
  /** Of the last frame. */
  drawCalls = 0;
  triangles = 0;
  /** Frames since the last one with work. */
  idleFrames = 0;
  readonly #device: WeakRef<GPUDevice>;
  readonly #watch;
  readonly #metrics: DeviceMetrics;
  readonly #figures: GpuFigures;
  readonly #sum: LateSum;
  readonly #compiles: SlowCompiles;
  readonly #onDraw: () => void;
  readonly #isTimeable: boolean;
  /** Whether passes of the running frame were recorded before it began. */
  #hasStray = false;
  #isDestroyed = false;

  /**
   * @param creations what was made on the device just before
   * @throws TypeError where the device cannot be observed
   */
  constructor(
    device: GPUDevice,
    number: number,
    { metrics: { registry }, figures, onDraw = nothing, onCompile = nothing }: WebGpuProbeOptions,
    creations: Iterable<Creation>,
  ) {
    this.#device = new WeakRef(device);
    this.#watch = watchDevice(device);
    adopt(this.#watch, creations);
    this.#figures = figures;
    this.#onDraw = onDraw;
    this.#isTimeable = device.features.has('timestamp-query');
    this.gpuTime = this.#isTimeable ? UNREAD : NO_FEATURE;
    this.#metrics = new DeviceMetrics(registry, number, this.#watch);
    const { gpuTime } = this.#metrics;
    this.#sum = new LateSum((frame, ms) => gpuTime.setForFrame(frame, ms), figures.total);
    this.#compiles = new SlowCompiles(`pipelines of device ${number}`, onCompile);
    this.#watch.observers.push(this);
    device.addEventListener('uncapturederror', this.#onError);
    ObservedDevice.#awaitLoss(device, new WeakRef(this));
  }

  /** Whether it did something lately, or is new, and is not lost. */
  get isWorking(): boolean {
    return this.idleFrames < IDLE_FRAMES && !this.#watch.isLost;
  }

  /** Whether the running frame is timed. */
  get isTimed(): boolean {
    return this.timer?.isOpen === true;
  }

  /** What the live resources take, as far as they are known. */
  get memoryBytes(): number {
    return this.#metrics.memoryBytes;
  }

  drew(): void {
    this.#onDraw();
  }

  compiled(startMs: number, endMs: number): void {
    this.#compiles.note(startMs, endMs);
  }

  frameBegin(frame: number, isWanted: boolean): void {
    this.#hasStray = this.#passes > 0;
    this.gpuTime = this.#prepareTimer(isWanted);
    if (this.gpuTime === READY && this.timer?.begin(frame) !== true) this.gpuTime = BUSY;
  }

  /** Gives whether the memory of its resources has changed. */
  frameEnd(frame: number): boolean {
    const { counts } = this.#watch;
    const metrics = this.#metrics;
    const { timer } = this;
    this.drawCalls = metrics.growth(counts, DRAWS);
    this.triangles = metrics.growth(counts, TRIANGLES);
    const passes = this.#passes;
    this.idleFrames = passes + metrics.growth(counts, SUBMITS) > 0 ? 0 : this.idleFrames + 1;
    const isMemoryChanged = metrics.frameEnd(this.#watch);
    this.#watch.isSeen = false;
    if (timer?.isOpen && timer.hasForeign) this.gpuTime = FOREIGN;
    if (timer?.isOpen && this.#hasStray) this.gpuTime = STRAY;
    // The time of a part of the passes, or of some of the devices, would pass for that of all.
    if (passes > 0 && (this.#hasStray || !this.isTimed)) this.#sum.spoil(frame);
    timer?.end();
    this.#sum.close(frame);
    this.#compiles.frameEnd();
    if (this.idleFrames >= IDLE_FRAMES) this.#dropTimer();
    return isMemoryChanged;
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#dropTimer();
    const { observers } = this.#watch;
    observers.splice(observers.indexOf(this), 1);
    this.#metrics.remove();
    const device = this.#device.deref();
    device?.removeEventListener('uncapturederror', this.#onError);
    if (device !== undefined && observers.length === 0) unwatchDevice(device);
  }

  /** Since the frame before. */
  get #passes(): number {
    const { counts } = this.#watch;
    return this.#metrics.growth(counts, RENDER_PASSES) + this.#metrics.growth(counts, COMPUTE_PASSES);
  }

  #prepareTimer(isWanted: boolean): Capability {
    if (this.#watch.isLost) return LOST;
    if (!this.#isTimeable) return NO_FEATURE;
    if (this.timer?.isHopeless) this.#dropTimer();
    if (this.gpuTime === LATE_SUBMITS) return LATE_SUBMITS;
    if (!isWanted) {
      this.#dropTimer();
      return UNREAD;
    }
    if (this.#isShared()) return SHARED;
    if (this.timer === null && this.isWorking) this.timer = this.#createTimer();
    return this.timer === null ? RESTING : READY;
  }

  #isShared(): boolean {
    const { observers } = this.#watch;
    for (let k = 0; k < observers.length; k++) if (observers[k] !== this && observers[k]?.timer) return true;
    return false;
  }

  #createTimer(): PassTimer | null {
    const device = this.#device.deref();
    if (device === undefined) return null;
    return new PassTimer(device, nativesOf(device), this.#sum, (label) => this.#figures.pass(label));
  }

  #dropTimer(): void {
    if (this.timer?.isHopeless) this.gpuTime = LATE_SUBMITS;
    this.timer?.destroy();
    this.timer = null;
  }

  readonly #onError = (event: GPUUncapturedErrorEvent): void => {
    // By name, because it may be of a frame inside the page.
    if (event.error.constructor.name === 'GPUValidationError') this.#metrics.addError();
  };

  /** The promise keeps what waits for it while the device lives: that must not be all that a scope had which is gone. */
  static #awaitLoss(device: GPUDevice, observed: WeakRef<ObservedDevice>): void {
    device.lost.then(() => {
      const left = observed.deref();
      if (left !== undefined) left.#onLost();
    });
  }

  #onLost(): void {
    if (this.#isDestroyed) return;
    this.#watch.isLost = true;
    this.#watch.levels.fill(0);
    this.#watch.changes++;
    this.gpuTime = LOST;
    this.#dropTimer();
  }
}
