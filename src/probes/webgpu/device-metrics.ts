import type { GaugeHandle, MetricsRegistry } from '../../metrics/index.ts';
import {
  BIND_GROUP_SETS,
  BIND_GROUPS_CREATED,
  BUFFER_UPLOAD_BYTES,
  BUFFERS,
  COMMAND_BUFFERS,
  COMPUTE_PASSES,
  type DeviceWatch,
  DISPATCHES,
  DRAWS,
  INDIRECT_DRAWS,
  MAPPED_BYTES,
  PIPELINE_US,
  PIPELINES_CREATED,
  QUERY_SETS,
  RENDER_PASSES,
  RESOURCE_CHANGES,
  SUBMITS,
  TEXTURE_UPLOAD_BYTES,
  TEXTURES,
  TRIANGLES,
} from './device-watch.ts';

const MIB = 2 ** 20;

/** A metric, the place of its figure, and how many of that make one of its unit. */
type Row = readonly [name: string, place: number, scale: number, unit: string, description: string];

/** What a frame did. The first two are default metrics, which have unit and description. */
const PER_FRAME: readonly Row[] = [
  ['rendering.draw_calls', DRAWS, 1, '', ''],
  ['rendering.triangles', TRIANGLES, 1, '', ''],
  ['webgpu.indirect_draws', INDIRECT_DRAWS, 1, 'count', 'Draw calls whose vertices only the GPU knows'],
  ['webgpu.render_passes', RENDER_PASSES, 1, 'count', 'Render passes begun'],
  ['webgpu.compute_passes', COMPUTE_PASSES, 1, 'count', 'Compute passes begun'],
  ['webgpu.dispatches', DISPATCHES, 1, 'count', 'Compute dispatches'],
  ['webgpu.bind_group_sets', BIND_GROUP_SETS, 1, 'count', 'Calls of setBindGroup'],
  ['webgpu.submits', SUBMITS, 1, 'count', 'Calls of submit'],
  ['webgpu.command_buffers', COMMAND_BUFFERS, 1, 'count', 'Command buffers submitted'],
  ['webgpu.pipelines_created', PIPELINES_CREATED, 1, 'count', 'Pipelines made'],
  [
    'webgpu.pipeline_ms',
    PIPELINE_US,
    1000,
    'ms',
    'Time that making pipelines took; asynchronous ones, until they came',
  ],
  ['webgpu.bind_groups_created', BIND_GROUPS_CREATED, 1, 'count', 'Bind groups made'],
  ['webgpu.buffer_upload_bytes', BUFFER_UPLOAD_BYTES, 1, 'bytes', 'Bytes given to writeBuffer'],
  [
    'webgpu.texture_upload_bytes',
    TEXTURE_UPLOAD_BYTES,
    1,
    'bytes',
    'Bytes of texels that the queue wrote into textures',
  ],
  ['webgpu.mapped_bytes', MAPPED_BYTES, 1, 'bytes', 'Bytes of mapped buffers that the page took'],
];
/** What there is. */
const LEVELS: readonly Row[] = [
  ['webgpu.buffers', BUFFERS, 1, 'count', 'Live buffers'],
  ['webgpu.buffer_mb', BUFFERS + 1, MIB, 'MiB', 'Size of the live buffers'],
  ['webgpu.textures', TEXTURES, 1, 'count', 'Live textures'],
  ['webgpu.texture_mb', TEXTURES + 1, MIB, 'MiB', 'Estimated size of the live textures'],
  ['webgpu.query_sets', QUERY_SETS, 1, 'count', 'Live query sets'],
  ['webgpu.query_set_bytes', QUERY_SETS + 1, 1, 'bytes', 'Size of the live query sets, 8 bytes a query'],
];

/** A device's metrics, labelled with its number. Sets only those that change. */
export class DeviceMetrics {
  readonly gpuTime: GaugeHandle;
  /** What the levels take together, in bytes. */
  memoryBytes = 0.5;
  readonly #registry: MetricsRegistry;
  readonly #perFrame: readonly GaugeHandle[];
  readonly #levels: readonly GaugeHandle[];
  readonly #errors;
  /** The counts at the last frame's end. */
  readonly #seen: Int32Array;
  /** What stands in the gauges of a frame. */
  readonly #set = new Int32Array(PER_FRAME.length);

  constructor(registry: MetricsRegistry, number: number, { counts, levels }: DeviceWatch) {
    this.#registry = registry;
    // What is counted already belongs to no frame of ours.
    this.#seen = counts.slice();
    const labels = { device: String(number) };
    const gauge = (name: string, unit: string, description: string, reset?: 'frame') =>
      registry.registerGauge('engine', name, {
        ...registry.describe(`engine:${name}`),
        ...(unit !== '' && { unit, description }),
        ...(reset !== undefined && { reset }),
        labels,
      });
    this.gpuTime = gauge('performance.gpu_time_ms', '', '', 'frame');
    this.#perFrame = PER_FRAME.map(([name, , , unit, description]) => gauge(name, unit, description));
    this.#levels = LEVELS.map(([name, , , unit, description]) => gauge(name, unit, description));
    for (const handle of this.#perFrame) handle.set(0);
    this.#errors = registry.registerCounter('engine', 'webgpu.validation_errors', {
      labels,
      description: 'Validation errors that the page did not capture',
    });
    this.#setLevels(levels);
  }

  addError(): void {
    this.#errors.increment();
  }

  /** Hot: how often something was done since the frame before. Before `frameEnd`. */
  growth(counts: Int32Array, place: number): number {
    return ((counts[place] as number) - (this.#seen[place] as number)) | 0;
  }

  /** Hot. Gives whether the memory has changed. */
  frameEnd({ counts, levels }: DeviceWatch): boolean {
    const set = this.#set;
    for (let k = 0; k < PER_FRAME.length; k++) {
      const row = PER_FRAME[k] as Row;
      const growth = this.growth(counts, row[1]);
      if (growth === set[k]) continue;
      set[k] = growth;
      (this.#perFrame[k] as GaugeHandle).set(growth / row[2]);
    }
    const isChanged = this.growth(counts, RESOURCE_CHANGES) !== 0;
    if (isChanged) this.#setLevels(levels);
    for (let place = 0; place < counts.length; place++) this.#seen[place] = counts[place] as number;
    return isChanged;
  }

  remove(): void {
    for (const { id } of [this.gpuTime, ...this.#perFrame, ...this.#levels, this.#errors]) this.#registry.remove(id);
  }

  #setLevels(levels: Float64Array): void {
    for (const [k, [, place, scale]] of LEVELS.entries()) this.#levels[k]?.set((levels[place] as number) / scale);
    this.memoryBytes = [BUFFERS, TEXTURES, QUERY_SETS].reduce((sum, place) => sum + (levels[place + 1] as number), 0);
  }
}
