import { type Capability, type EngineMetrics, type FrameSample, READY } from '../../metrics/index.ts';
import type { FrameListener } from '../frame-listener.ts';
import { GpuPasses } from './gpu-passes.ts';
import { LateSum } from './late-sum.ts';

/** A probe of one graphics API, which measures any number of contexts or devices. */
export interface GpuSource extends FrameListener {
  /** Whether the running frame is timed. */
  readonly isTimed: boolean;
  /** From here on the GPU's time belongs to `pass`, or with null to none. */
  cut(pass: LateSum | null): void;
}

/** What a source says of a group of figures; null: it measures nothing. */
export interface GpuReport {
  readonly draws: Capability | null;
  readonly gpuTime: Capability | null;
}

/** What a source says of the GPU's time while nobody asks for it. */
export const UNREAD: Capability = { status: 'pending', reason: 'Measured only while somebody reads it' };

const METRICS: Readonly<Record<keyof GpuReport, readonly string[]>> = {
  draws: ['rendering.draw_calls', 'rendering.triangles'],
  gpuTime: ['performance.gpu_time_ms'],
};
const MEMORY = ['memory.vram_usage_mb', 'memory.vram_peak_mb'] as const;
const NO_TARGET: Capability = {
  status: 'unsupported',
  reason: 'No WebGL context or WebGPU device is measured: give it as target',
};
const NO_MEMORY: Capability = {
  status: 'unsupported',
  reason: 'Only the memory of WebGL contexts and WebGPU devices is estimated, and none is measured',
};
const NO_MAIN_PASS: Capability = { status: 'pending', reason: 'No GPU pass was named "main" yet' };
const SEVERITY = { ready: 0, pending: 1, unsupported: 2 } as const;

/**
 * What the default metrics say of all that draws, whatever its API: drives the sources, publishes the sums of their GPU times, and
 * of what they report on a figure the worst, for a sum that misses a part would pass for the whole.
 */
export class GpuFigures implements FrameListener {
  /** Gets the GPU time of every context and device. */
  readonly total: LateSum;
  readonly #metrics: EngineMetrics;
  readonly #passes: GpuPasses;
  readonly #sources: GpuSource[] = [];
  readonly #reports = new Map<GpuSource, GpuReport>();
  readonly #memory = new Map<GpuSource, number>();
  readonly #published = new Map<string, Capability>();
  readonly #usage;
  readonly #peak;
  #peakMb = 0;
  /** The running frame while it is timed, else -1. */
  #timedFrame = -1;

  constructor(metrics: EngineMetrics) {
    this.#metrics = metrics;
    this.#passes = new GpuPasses(metrics);
    this.#usage = metrics.gauge('vram_usage_gauge');
    this.#peak = metrics.gauge('vram_peak_gauge');
    this.total = new LateSum((frame, ms) => metrics.setGpuTime(frame, ms));
    for (const name of MEMORY) this.#setCapability(name, NO_MEMORY);
    this.#publish();
  }

  add(source: GpuSource): void {
    this.#sources.push(source);
  }

  /** Takes what a source has to say from now on. */
  report(source: GpuSource, report: GpuReport): void {
    this.#reports.set(source, report);
    this.#publish();
  }

  /** Takes an estimate of what a source's live resources take; NaN: not known. An estimate of a part is one still: at least so much. */
  reportMemory(source: GpuSource, bytes: number): void {
    if (Number.isNaN(bytes)) this.#memory.delete(source);
    else this.#memory.set(source, bytes);
    const isKnown = this.#memory.size > 0;
    for (const name of MEMORY) this.#setCapability(name, isKnown ? READY : NO_MEMORY);
    if (!isKnown) {
      this.#usage.clear();
      return;
    }
    const usageMb = [...this.#memory.values()].reduce((sum, one) => sum + one, 0) / 2 ** 20;
    this.#peakMb = Math.max(this.#peakMb, usageMb);
    this.#usage.set(usageMb);
    this.#peak.set(this.#peakMb);
  }

  /** The pass of a name; when there are too many names, the one that runs. */
  pass(name: string): LateSum | null {
    return this.#passes.named(name);
  }

  frameBegin(frame: number): void {
    const sources = this.#sources;
    this.#timedFrame = -1;
    for (let k = 0; k < sources.length; k++) {
      const source = sources[k] as GpuSource;
      source.frameBegin(frame);
      if (source.isTimed) this.#timedFrame = frame;
    }
  }

  frameEnd(frame: number, sample: FrameSample): void {
    const sources = this.#sources;
    for (let k = 0; k < sources.length; k++) (sources[k] as GpuSource).frameEnd(frame, sample);
    this.total.close(frame);
    this.#passes.frameEnd(frame);
    this.#timedFrame = -1;
    this.#publishMainPass();
  }

  /**
   * Times what `fn` lets the GPU do, as the pass `name`, over all contexts and devices that are timed; a pass inside a pass takes
   * its time from it. Gives what `fn` gives. Only calls `fn` outside frames, and while the GPU is not timed.
   */
  gpuPass<T>(name: string, fn: () => T): T {
    const frame = this.#timedFrame;
    if (frame < 0) return fn();
    const outer = this.#passes.current;
    this.#cut(this.#passes.named(name));
    try {
      return fn();
    } finally {
      if (this.#timedFrame === frame) this.#cut(outer);
    }
  }

  #cut(pass: LateSum | null): void {
    this.#passes.current = pass;
    for (const source of this.#sources) source.cut(pass);
  }

  #publish(): void {
    for (const part of Object.keys(METRICS) as (keyof GpuReport)[])
      for (const name of METRICS[part]) this.#setCapability(name, this.#worst(part));
    this.#publishMainPass();
  }

  /** Apart, because the first pass of that name reports nothing. */
  #publishMainPass(): void {
    const gpuTime = this.#published.get('performance.gpu_time_ms') as Capability;
    const isMissing = gpuTime === READY && !this.#passes.hasMain;
    this.#setCapability('performance.gpu_main_pass_ms', isMissing ? NO_MAIN_PASS : gpuTime);
  }

  #worst(part: keyof GpuReport): Capability {
    let worst: Capability | null = null;
    for (const report of this.#reports.values()) {
      const capability = report[part];
      if (capability !== null && (worst === null || SEVERITY[capability.status] > SEVERITY[worst.status]))
        worst = capability;
    }
    return worst ?? NO_TARGET;
  }

  #setCapability(name: string, capability: Capability): void {
    if (this.#published.get(name) === capability) return;
    this.#published.set(name, capability);
    this.#metrics.registry.setCapability(`engine:${name}`, capability);
  }
}
