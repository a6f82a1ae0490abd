import { FrameHistory, readColumn } from '../../src/frames/index.ts';
import { EngineMetrics, MetricsRegistry } from '../../src/metrics/index.ts';
import type { GpuSource } from '../../src/probes/gpu/gpu-figures.ts';
import { GpuFigures } from '../../src/probes/index.ts';
import type { WebGpuProbeOptions } from '../../src/probes/webgpu/index.ts';

/** A probe of a graphics API without a scope, with its own metrics and history: frames are what a spec says they are. */
export interface Rig<P extends GpuSource> {
  readonly probe: P;
  readonly gpuPass: GpuFigures['gpuPass'];
  readonly metrics: EngineMetrics;
  readonly frames: FrameHistory;
  readonly warnings: string[];
  /** What `isGpuTimeWanted` answers. Default true. */
  isGpuTimeWanted: boolean;
  /** Runs `draw` as one frame, now; gives its number. */
  frame(draw?: () => void): number;
  /** As many animation frames, `draw` in each; gives the number of the first. */
  loop(count: number, draw: (frame: number) => void): Promise<number>;
  /** Animation frames with small draws until the GPU times of the frames so far have come, or are so late that none will. */
  settle(draw: () => void): Promise<void>;
  /** The value of a frame's row; NaN where missing. `key` without `engine:`. */
  value(key: string, frame: number): number;
  reason(key: string): string;
}

export function createRig<P extends GpuSource>(Probe: new (options: WebGpuProbeOptions) => P): Rig<P> {
  const warnings: string[] = [];
  const registry = new MetricsRegistry(undefined, { warn: (message) => warnings.push(message) });
  const metrics = EngineMetrics.withDefaultConfig(registry);
  const frames = new FrameHistory(registry.backend);
  const figures = new GpuFigures(metrics);
  const probe = new Probe({ metrics, figures, isGpuTimeWanted: () => rig.isGpuTimeWanted });
  figures.add(probe);
  const rig: Rig<P> = {
    probe,
    gpuPass: (name, fn) => figures.gpuPass(name, fn),
    metrics,
    frames,
    warnings,
    isGpuTimeWanted: true,
    frame(draw) {
      const frame = frames.nextFrame;
      const sample = { timeMs: performance.now(), frameTimeMs: 16, drawCalls: Number.NaN, triangles: Number.NaN };
      figures.frameBegin(frame);
      draw?.();
      figures.frameEnd(frame, sample);
      metrics.updateFrame(sample);
      return frame;
    },
    async loop(count, draw) {
      const first = frames.nextFrame;
      for (let k = 0; k < count; k++) {
        await new Promise(requestAnimationFrame);
        rig.frame(() => draw(k));
      }
      return first;
    },
    async settle(draw) {
      const last = frames.nextFrame;
      const isDone = () => frames.nextFrame - last > 30 || rig.value('performance.gpu_time_ms', last) >= 0;
      while (!isDone()) await rig.loop(1, draw);
    },
    value: (key, frame) => readColumn(frames, `engine:${key}`, { from: frame, to: frame + 1 })[0] as number,
    reason(key) {
      const capability = registry.capability(`engine:${key}`);
      return capability.status === 'ready' ? 'ready' : `${capability.status}: ${capability.reason}`;
    },
  };
  return rig;
}

/** Every own property of a prototype and, of its methods, of theirs, as text that differs when any of them does. */
export function describePrototype(prototype: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(prototype)).map(([name, descriptor]) => [
      name,
      [
        descriptor.writable,
        descriptor.enumerable,
        descriptor.configurable,
        ...(typeof descriptor.value === 'function'
          ? [Object.getOwnPropertyNames(descriptor.value), descriptor.value.name, descriptor.value.length]
          : [descriptor.value]),
      ].join(),
    ]),
  );
}
