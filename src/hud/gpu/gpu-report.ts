import { type SteadyGrowth, steadyGrowth } from '../../analysis/index.ts';
import { type FrameSource, type FrameWindow, readColumn, TIME } from '../../frames/index.ts';
import type { FrameColumn, Unit } from '../../metrics/index.ts';
import { GPU } from '../charts/frame-columns.ts';
import { valueSpread } from '../parts/value-spread.ts';

/** What the frames say of the GPU. */
export interface GpuReport {
  /** Mean ms of the frames that were timed; NaN without any. */
  readonly frameMs: number;
  /** The part of the frames that was timed, 0 to 1. */
  readonly timed: number;
  /** The longest first. */
  readonly passes: readonly GpuPass[];
  readonly targets: readonly GpuTarget[];
}

export interface GpuPass {
  readonly name: string;
  /** Of a frame, those that were timed and did not have the pass included. */
  readonly meanMs: number;
  /** Of the frames that had it. */
  readonly whileMs: number;
  /** The part of the frames that had it, 0 to 1. */
  readonly part: number;
}

/** A WebGL context or a WebGPU device. */
export interface GpuTarget {
  readonly name: string;
  readonly frameMs: number;
  /** Without kinds of which nothing lived; empty where the target is gone at the end. */
  readonly memory: readonly GpuMemory[];
  /** Without what no frame of the window did. */
  readonly work: readonly GpuWork[];
}

/** What lives of one kind. */
export interface GpuMemory {
  readonly title: string;
  /** At the end; NaN where it is not known. */
  readonly count: number;
  readonly bytes: number;
  /** Bytes over the window that is given for them, at most 60 of them. */
  readonly trend: readonly number[];
  /** Of bytes, or where they do not grow by enough of the number, while it only grows. */
  readonly growth: (SteadyGrowth & { readonly of: 'bytes' | 'count' }) | null;
}

export interface GpuWork {
  readonly title: string;
  readonly unit: Unit;
  readonly description: string;
  readonly last: number;
  readonly mean: number;
  readonly max: number;
}

const MIB = 2 ** 20;
const TREND_POINTS = 60;
const LEAST_GROWTH = { bytes: MIB, count: 16 } as const;

/** Kinds of resources: the metric of their number, that of their size and how many bytes its unit has. */
const KINDS: readonly (readonly [title: string, count: string, size: string, bytes: number])[] = [
  ['Textures', 'textures', 'texture_mb', MIB],
  ['Buffers', 'buffers', 'buffer_mb', MIB],
  ['Renderbuffers', 'renderbuffers', 'renderbuffer_mb', MIB],
  ['Query sets', 'query_sets', 'query_set_bytes', 1],
  ['Programs', 'programs', '', 0],
  ['Framebuffers', 'framebuffers', '', 0],
  ['Vertex arrays', 'vertex_arrays', '', 0],
  ['Queries', 'queries', '', 0],
];

/** What a frame does, by the name of its metric without the API, in the order in which it is listed. */
const WORK: Readonly<Record<string, string>> = {
  draw_calls: 'Draw calls',
  indirect_draws: 'Indirect draws',
  triangles: 'Triangles',
  lines: 'Lines',
  points: 'Points',
  instances: 'Instances',
  render_passes: 'Render passes',
  compute_passes: 'Compute passes',
  dispatches: 'Dispatches',
  submits: 'Submits',
  command_buffers: 'Command buffers',
  program_switches: 'Program switches',
  framebuffer_switches: 'Framebuffer switches',
  texture_switches: 'Texture switches',
  vertex_array_switches: 'Vertex array switches',
  uniform_calls: 'Uniform calls',
  bind_group_sets: 'Bind groups set',
  buffer_upload_bytes: 'Buffer uploads',
  texture_upload_bytes: 'Texture uploads',
  mapped_bytes: 'Mapped',
  shader_compiles: 'Shader compiles',
  program_links: 'Program links',
  compile_ms: 'Compiling',
  pipelines_created: 'Pipelines made',
  pipeline_ms: 'Making pipelines',
  bind_groups_created: 'Bind groups made',
  stalls: 'Stalls',
  stall_ms: 'Stalled',
  readbacks: 'Readbacks',
};

/**
 * Reads the columns of the GPU, one a step: an hour of frames has many.
 *
 * @param window the frames of times and work; `past` those over which memory may grow
 */
export function* readGpuReport(
  source: FrameSource,
  window: FrameWindow,
  past: FrameWindow,
): Generator<void, GpuReport> {
  const times = readColumn(source, GPU, window);
  const timed = times.filter((ms) => !Number.isNaN(ms));
  const pastMs = readColumn(source, TIME, past);
  const passes: GpuPass[] = [];
  const byTarget = new Map<string, Map<string, FrameColumn>>();
  for (const column of source.columns) {
    const { name, labels, namespace } = column.descriptor.id;
    if (namespace !== 'engine') continue;
    if (name === 'performance.gpu_pass_ms' && labels.pass !== undefined) {
      passes.push({ name: labels.pass, ...passOf(readColumn(source, column.key, window), times) });
      yield;
    }
    const target = targetName(labels);
    if (target === null) continue;
    const columns = byTarget.get(target) ?? new Map<string, FrameColumn>();
    byTarget.set(target, columns);
    columns.set(name.replace(/^(webgl|webgpu|rendering|performance)\./, ''), column);
  }
  const targets: GpuTarget[] = [];
  for (const [name, columns] of byTarget) {
    const memory: GpuMemory[] = [];
    const work: GpuWork[] = [];
    const read = (part: string, frames: FrameWindow) => {
      const column = columns.get(part);
      return column && readColumn(source, column.key, frames);
    };
    const newest = { from: past.to - 1, to: past.to };
    // Levels keep their values while the target rests: without any in the last frame they were removed with it.
    const isThere = KINDS.some(([, count]) => read(count, newest)?.some((value) => value === value));
    for (const [title, count, size, bytes] of isThere ? KINDS : []) {
      const counts = read(count, past);
      if (counts === undefined || !(valueSpread(counts).max > 0)) continue;
      memory.push(
        memoryOf(
          title,
          pastMs,
          counts,
          read(size, past)?.map((value) => value * bytes),
        ),
      );
      yield;
    }
    for (const [part, title] of Object.entries(WORK)) {
      const column = columns.get(part);
      if (column === undefined) continue;
      const values = valueSpread(readColumn(source, column.key, window));
      const { unit, description } = column.descriptor;
      if (values.max > 0) work.push({ title, unit, description, ...values });
      yield;
    }
    targets.push({ name, frameMs: valueSpread(read('gpu_time_ms', window) ?? []).mean, memory, work });
  }
  return {
    frameMs: valueSpread(timed).mean,
    timed: times.length === 0 ? 0 : timed.length / times.length,
    passes: passes.filter(({ part }) => part > 0).sort((a, b) => b.meanMs - a.meanMs),
    targets: targets.filter(({ memory, work }) => memory.length + work.length > 0),
  };
}

function targetName({ context, device }: Readonly<Record<string, string>>): string | null {
  if (context !== undefined) return `WebGL context ${context}`;
  return device === undefined ? null : `WebGPU device ${device}`;
}

/** @param times of the GPU in the same frames, NaN where it was not timed */
function passOf(values: Float64Array, times: Float64Array): Omit<GpuPass, 'name'> {
  let sum = 0;
  let had = 0;
  let timed = 0;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    const time = times[k] as number;
    if (value === value) {
      sum += value;
      had++;
      timed++;
    } else if (time === time) timed++;
  }
  return { meanMs: sum / timed, whileMs: sum / had, part: had / timed };
}

function memoryOf(
  title: string,
  timeMs: Float64Array,
  counts: Float64Array,
  bytes: Float64Array | undefined,
): GpuMemory {
  const growthIn = (of: 'bytes' | 'count', values: Float64Array) => {
    const growth = steadyGrowth(timeMs, values, { least: LEAST_GROWTH[of] });
    return growth && { ...growth, of };
  };
  const values = bytes ?? counts;
  const step = Math.max(1, values.length / TREND_POINTS);
  const trend = Array.from(
    { length: Math.min(TREND_POINTS, values.length) },
    (_, k) => values[Math.floor(k * step)] as number,
  );
  return {
    title,
    count: valueSpread(counts).last,
    bytes: valueSpread(bytes ?? []).last,
    trend: trend.filter((value) => !Number.isNaN(value)),
    // Small ones are many before they are large.
    growth: (bytes && growthIn('bytes', bytes)) ?? growthIn('count', counts),
  };
}
