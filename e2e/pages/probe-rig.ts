import { FrameHistory, readColumn } from '../../src/frames/index.ts';
import { EngineMetrics, formatMetricId, MetricsRegistry } from '../../src/metrics/index.ts';
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
  /** The reasons of a figure, each when it changes: `note()` looks. Late results are left out: when they come is up to the machine. */
  reasonsOf(key: string): { readonly seen: readonly string[]; note(): void };
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
    reasonsOf(key) {
      const seen = [rig.reason(key)];
      const note = () => {
        const reason = rig.reason(key);
        if (reason !== seen.at(-1) && !reason.endsWith('esults are late')) seen.push(reason);
      };
      return { seen, note };
    },
  };
  return rig;
}

/** Every own property of a prototype and, of its methods, of theirs, as text that differs when any of them does. */
function describePrototype(prototype: object): Record<string, unknown> {
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

/** What somebody sees of a probe on the prototypes that it patches. */
export interface PatchTraces {
  /** Own properties that are not what they were while `measure` calls `look`, by names. */
  readonly patched: readonly string[];
  /** As `describePrototype` tells them, before and while. */
  readonly before: readonly object[];
  readonly during: readonly object[];
  /** What is left after the first and after the second time: changed properties, and whether the order is as it was. */
  readonly after: readonly { readonly changed: readonly string[]; readonly isSameOrder: boolean }[];
}

/** Lets a probe measure and end, twice. `measure` calls `look` while the probe is there. */
export function tracePatches(prototypes: readonly object[], measure: (look: () => void) => void): PatchTraces {
  const descriptors = () => prototypes.map((prototype) => Object.getOwnPropertyDescriptors(prototype));
  const names = () => prototypes.map((prototype) => Object.getOwnPropertyNames(prototype).join()).join();
  const texts = () => prototypes.map(describePrototype);
  const [native, nativeNames, before] = [descriptors() as Record<string, object>[], names(), texts()];
  const changed = () =>
    descriptors().flatMap((all, k) =>
      Object.entries(all)
        .filter(([name, descriptor]) => {
          const was = (native[k]?.[name] ?? {}) as Record<string, unknown>;
          return Object.entries(descriptor).some(([attribute, value]) => was[attribute] !== value);
        })
        .map(([name]) => `${prototypes[k]?.constructor.name}.${name}`),
    );
  let patched: string[] = [];
  let during: object[] = [];
  const after = [0, 1].map(() => {
    measure(() => {
      patched = changed();
      during = texts();
    });
    return { changed: changed(), isSameOrder: names() === nativeNames };
  });
  return { patched, before, during, after };
}

/**
 * The GPU times of interleaved loads, one a frame: of each the least, because what others do on the machine only adds to the time of a
 * software GPU. Goes on until no more frames make any of them less by a hundredth, whatever the figures are.
 */
export async function leastGpuTimes<P extends GpuSource>(
  rig: Rig<P>,
  loads: readonly number[],
  draw: (load: number) => void,
): Promise<{ least: number[]; lastRound: number }> {
  const least = loads.map(() => Number.POSITIVE_INFINITY);
  let lastRound = 0;
  for (let round = 0, unchanged = 0; round < 50 && unchanged < 8; round++) {
    const before = [...least];
    lastRound = await rig.loop(40, (k) => draw(loads[k % loads.length] as number));
    await rig.settle(() => draw(0));
    for (let k = 0; k < 40; k++) {
      const ms = rig.value('performance.gpu_time_ms', lastRound + k);
      if (ms < (least[k % loads.length] as number)) least[k % loads.length] = ms;
    }
    unchanged = least.every((ms, k) => ms > 0.99 * (before[k] as number)) ? unchanged + 1 : 0;
  }
  return { least, lastRound };
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** What somebody else's patches of methods saw. */
export interface OtherPatches {
  /** How the methods were called since the last look: name, how many arguments. */
  takeCalls(): string[];
  /** Whether all of them are where they were put. */
  areOnTop(): boolean;
  /** Puts back what was below. */
  restore(): void;
}

/** Patches the named methods of prototypes the plain way, as another tool on the page does it. */
export function patchAsOther(methods: readonly (readonly [owner: object, name: string])[]): OtherPatches {
  const calls: string[] = [];
  const patches = methods.map(([object, name]) => {
    const owner = object as Record<string, Method>;
    const below = owner[name] as Method;
    const own: Method = function (...args) {
      calls.push(`${name}(${args.length})`);
      return below.apply(this, args);
    };
    owner[name] = own;
    return { owner, name, below, own };
  });
  return {
    takeCalls: () => calls.splice(0),
    areOnTop: () => patches.every(({ owner, name, own }) => owner[name] === own),
    restore: () => {
      for (const { owner, name, below } of patches) owner[name] = below;
    },
  };
}

/** The methods of prototypes that are not what they were, `before` having their descriptors. */
export function changedMethods(
  prototypes: readonly object[],
  before: readonly Record<string, PropertyDescriptor>[],
): [owner: object, name: string][] {
  return prototypes.flatMap((owner, k) =>
    Object.entries(Object.getOwnPropertyDescriptors(owner))
      .filter(([name, { value }]) => typeof value === 'function' && value !== before[k]?.[name]?.value)
      .map(([name]) => [owner, name] as [object, string]),
  );
}

/** The figures of a frame that tell no times, by key without `engine:`; those of a context or device that the rig measures first. */
export function countsOf<P extends GpuSource>(rig: Rig<P>, frame: number): Record<string, number> {
  const ids = [...rig.metrics.registry.query({ namespace: 'engine' })].map(({ id }) =>
    formatMetricId(id).slice('engine:'.length),
  );
  const counts = ids.filter((key) => key.endsWith('="1"}') && !/_ms\b/.test(key));
  return Object.fromEntries(counts.map((key) => [key, rig.value(key, frame)]));
}
