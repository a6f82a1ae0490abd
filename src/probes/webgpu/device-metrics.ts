import type { MetricsRegistry } from '../../metrics/index.ts';
import { type MetricRow, TargetMetrics } from '../gpu/target-metrics.ts';
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
  PIPELINE_US,
  PIPELINES_CREATED,
  QUERY_SETS,
  RENDER_PASSES,
  SUBMITS,
  TEXTURE_UPLOAD_BYTES,
  TEXTURES,
  TRIANGLES,
} from './device-places.ts';
import type { DeviceWatch } from './device-watch.ts';

const MIB = 2 ** 20;

/** What a frame did. The first two are default metrics, which have unit and description. */
const PER_FRAME: readonly MetricRow[] = [
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
const LEVELS: readonly MetricRow[] = [
  ['webgpu.buffers', BUFFERS, 1, 'count', 'Live buffers'],
  ['webgpu.buffer_mb', BUFFERS + 1, MIB, 'MiB', 'Size of the live buffers'],
  ['webgpu.textures', TEXTURES, 1, 'count', 'Live textures'],
  ['webgpu.texture_mb', TEXTURES + 1, MIB, 'MiB', 'Estimated size of the live textures'],
  ['webgpu.query_sets', QUERY_SETS, 1, 'count', 'Live query sets'],
  ['webgpu.query_set_bytes', QUERY_SETS + 1, 1, 'bytes', 'Size of the live query sets, 8 bytes a query'],
];

/** A device's metrics, labelled with its number. */
export class DeviceMetrics extends TargetMetrics {
  readonly #errors;

  constructor(registry: MetricsRegistry, number: number, watch: DeviceWatch) {
    const labels = { device: String(number) };
    super(registry, labels, watch, PER_FRAME, LEVELS);
    this.#errors = registry.registerCounter('engine', 'webgpu.validation_errors', {
      labels,
      description: 'Validation errors that the page did not capture',
    });
  }

  addError(): void {
    this.#errors.increment();
  }

  override remove(): void {
    super.remove();
    this.registry.remove(this.#errors.id);
  }
}
