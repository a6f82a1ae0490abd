import type { GaugeHandle, MetricsRegistry } from '../../metrics/index.ts';
import {
  BIND_GROUP_SETS,
  BIND_GROUPS_CREATED,
  BUFFER_UPLOAD_BYTES,
  BUFFERS,
  COMMAND_BUFFERS,
  COMPUTE_PASSES,
  DISPATCHES,
  DRAWS,
  INDIRECT_DRAWS,
  MAPPED_BYTES,
  PIPELINE_MS,
  PIPELINES_CREATED,
  QUERY_SETS,
  RENDER_PASSES,
  SUBMITS,
  TEXTURE_UPLOAD_BYTES,
  TEXTURES,
  TRIANGLES,
} from './device-watch.ts';

const MIB = 2 ** 20;

type Row = readonly [name: string, place: number, unit: string, description: string];

/** What a frame did: the growth of a total. The first two are default metrics, which have unit and description. */
const PER_FRAME: readonly Row[] = [
  ['rendering.draw_calls', DRAWS, '', ''],
  ['rendering.triangles', TRIANGLES, '', ''],
  ['webgpu.indirect_draws', INDIRECT_DRAWS, 'count', 'Draw calls whose vertices only the GPU knows'],
  ['webgpu.render_passes', RENDER_PASSES, 'count', 'Render passes begun'],
  ['webgpu.compute_passes', COMPUTE_PASSES, 'count', 'Compute passes begun'],
  ['webgpu.dispatches', DISPATCHES, 'count', 'Compute dispatches'],
  ['webgpu.bind_group_sets', BIND_GROUP_SETS, 'count', 'Calls of setBindGroup'],
  ['webgpu.submits', SUBMITS, 'count', 'Calls of submit'],
  ['webgpu.command_buffers', COMMAND_BUFFERS, 'count', 'Command buffers submitted'],
  ['webgpu.pipelines_created', PIPELINES_CREATED, 'count', 'Pipelines made'],
  ['webgpu.pipeline_ms', PIPELINE_MS, 'ms', 'Time that making pipelines took; of asynchronous ones, until they came'],
  ['webgpu.bind_groups_created', BIND_GROUPS_CREATED, 'count', 'Bind groups made'],
  ['webgpu.buffer_upload_bytes', BUFFER_UPLOAD_BYTES, 'bytes', 'Bytes given to writeBuffer'],
  ['webgpu.texture_upload_bytes', TEXTURE_UPLOAD_BYTES, 'bytes', 'Bytes of texels copied into textures by the queue'],
  ['webgpu.mapped_bytes', MAPPED_BYTES, 'bytes', 'Bytes of mapped buffers that the page took'],
];
/** What there is: a total as it stands, in units of so many. */
const LEVELS: readonly (readonly [...Row, scale: number])[] = [
  ['webgpu.buffers', BUFFERS, 'count', 'Live buffers', 1],
  ['webgpu.buffer_mb', BUFFERS + 1, 'MiB', 'Size of the live buffers', MIB],
  ['webgpu.textures', TEXTURES, 'count', 'Live textures', 1],
  ['webgpu.texture_mb', TEXTURES + 1, 'MiB', 'Estimated size of the live textures', MIB],
  ['webgpu.query_sets', QUERY_SETS, 'count', 'Live query sets', 1],
  ['webgpu.query_set_bytes', QUERY_SETS + 1, 'bytes', 'Size of the live query sets, 8 bytes a query', 1],
];

/** A device's metrics, labelled with its number. */
export class DeviceMetrics {
  readonly gpuTime: GaugeHandle;
  readonly #registry: MetricsRegistry;
  readonly #perFrame: readonly GaugeHandle[];
  readonly #levels: readonly GaugeHandle[];
  readonly #errors;
  /** The totals at the last frame's end. */
  readonly #seen: Float64Array;

  /** @param totals what is counted already belongs to no frame */
  constructor(registry: MetricsRegistry, number: number, totals: Float64Array) {
    this.#registry = registry;
    this.#seen = totals.slice();
    const labels = { device: String(number) };
    const gauge = (name: string, unit: string, description: string, reset?: 'frame') =>
      registry.registerGauge('engine', name, {
        ...registry.describe(`engine:${name}`),
        ...(unit !== '' && { unit, description }),
        ...(reset !== undefined && { reset }),
        labels,
      });
    this.gpuTime = gauge('performance.gpu_time_ms', '', '', 'frame');
    this.#perFrame = PER_FRAME.map(([name, , unit, description]) => gauge(name, unit, description, 'frame'));
    this.#levels = LEVELS.map(([name, , unit, description]) => gauge(name, unit, description));
    this.#errors = registry.registerCounter('engine', 'webgpu.validation_errors', {
      labels,
      description: 'Validation errors that the page did not capture',
    });
  }

  addError(): void {
    this.#errors.increment();
  }

  /** Hot: how much a total has grown since the frame before. Before `frameEnd`. */
  growth(totals: Float64Array, place: number): number {
    return (totals[place] as number) - (this.#seen[place] as number);
  }

  /** Hot. */
  frameEnd(totals: Float64Array): void {
    for (let k = 0; k < PER_FRAME.length; k++) this.#perFrame[k]?.set(this.growth(totals, (PER_FRAME[k] as Row)[1]));
    for (let k = 0; k < LEVELS.length; k++) {
      const [, place, , , scale] = LEVELS[k] as (typeof LEVELS)[number];
      this.#levels[k]?.set((totals[place] as number) / scale);
    }
    this.#seen.set(totals);
  }

  remove(): void {
    for (const { id } of [this.gpuTime, ...this.#perFrame, ...this.#levels, this.#errors]) this.#registry.remove(id);
  }
}
