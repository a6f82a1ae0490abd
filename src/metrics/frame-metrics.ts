import type { FrameStamp, GapReason } from './backend.ts';
import { FrameRate } from './frame-rate.ts';
import type { GaugeHandle } from './gauge-handle.ts';
import type { HandleOf, MetricsRegistry } from './metrics-registry.ts';

/** What one frame brought, for `updateFrame`. A field that is absent or NaN was not measured. The object may be reused. */
export interface FrameSample {
  /** Begin of the frame, ms of `performance.now()`. */
  timeMs: number;
  /** Time since the begin of the frame before. NaN: the interval is not a sample, for the reason in `gap`. */
  frameTimeMs: number;
  /** Default `'none'`. */
  gap?: GapReason;
  cpuTimeMs?: number;
  gpuTimeMs?: number;
  drawCalls?: number;
  triangles?: number;
  /** MiB of JavaScript heap in use. */
  memoryMb?: number;
}

/** Finds the handle of a key; one that does nothing where there is none. */
export type FindHandle = <T extends 'counter' | 'gauge' | 'histogram'>(type: T, key: string) => HandleOf[T];

/** Fills the default metrics, once a frame. */
export class FrameMetrics {
  readonly #registry: MetricsRegistry;
  readonly #frameRate = new FrameRate();
  readonly #stamp: FrameStamp = { timeMs: 0, intervalMs: 0.5, gap: 'none' };
  readonly #handles;

  constructor(registry: MetricsRegistry, find: FindHandle) {
    this.#registry = registry;
    this.#handles = {
      frames: find('counter', 'frame_counter'),
      fps: find('gauge', 'fps_gauge'),
      frameTime: find('gauge', 'frame_time_gauge'),
      frameTimes: find('histogram', 'frame_time_histogram'),
      cpuTime: find('gauge', 'cpu_time_gauge'),
      gpuTime: find('gauge', 'gpu_time_gauge'),
      gpuTimes: find('histogram', 'gpu_time_histogram'),
      drawCalls: find('gauge', 'draw_calls_gauge'),
      triangles: find('gauge', 'triangles_gauge'),
      memory: find('gauge', 'memory_gauge'),
    };
  }

  /** Hot. */
  update(sample: FrameSample): void {
    const { frames, fps, frameTime, frameTimes, cpuTime, drawCalls, triangles, memory } = this.#handles;
    const stamp = this.#stamp;
    const registry = this.#registry;
    stamp.timeMs = sample.timeMs;
    if (!Number.isFinite(stamp.timeMs)) stamp.timeMs = registry.now();
    stamp.gap = sample.gap ?? (sample.frameTimeMs < 0 ? 'start' : 'none');
    // Each reading of the stamp would be a number object more for a call.
    const intervalMs = stamp.gap === 'none' ? sample.frameTimeMs : Number.NaN;
    stamp.intervalMs = intervalMs;
    frames.increment();
    setOrClear(fps, this.#frameRate.add(intervalMs));
    setOrClear(frameTime, intervalMs);
    if (intervalMs === intervalMs) frameTimes.record(intervalMs);
    setOrClear(cpuTime, sample.cpuTimeMs);
    setOrClear(drawCalls, sample.drawCalls);
    setOrClear(triangles, sample.triangles);
    setOrClear(memory, sample.memoryMb);
    registry.endFrame(stamp);
    // The GPU's time comes frames later, and for the frame that issued the work, which is this one when a host has it already.
    const { gpuTimeMs = Number.NaN } = sample;
    if (gpuTimeMs === gpuTimeMs) this.setGpuTime((registry.backend.recorder?.nextFrame ?? 0) - 1, gpuTimeMs);
  }

  setGpuTime(frame: number, gpuTimeMs: number): void {
    this.#handles.gpuTime.setForFrame(frame, gpuTimeMs);
    this.#handles.gpuTimes.record(gpuTimeMs);
  }
}

/** A value that was not measured in this frame is missing in it: what a gauge had before would be a lie. */
function setOrClear(gauge: GaugeHandle, value = Number.NaN): void {
  if (value === value) gauge.set(value);
  else gauge.clear();
}
