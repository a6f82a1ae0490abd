import type { MetricsRegistry } from '../../metrics/index.ts';
import { type MetricRow, type TargetCounts, TargetMetrics } from '../gpu/target-metrics.ts';
import {
  BUFFER_UPLOAD_BYTES,
  BUFFERS,
  COMPILE_US,
  DRAWS,
  FRAMEBUFFER_SWITCHES,
  FRAMEBUFFERS,
  INSTANCES,
  LINES,
  POINTS,
  PROGRAM_LINKS,
  PROGRAM_SWITCHES,
  PROGRAMS,
  QUERIES,
  READBACKS,
  RENDERBUFFERS,
  SHADER_COMPILES,
  STALL_US,
  STALLS,
  TEXTURE_SWITCHES,
  TEXTURE_UPLOAD_BYTES,
  TEXTURES,
  TRIANGLES,
  UNIFORM_CALLS,
  VERTEX_ARRAY_SWITCHES,
  VERTEX_ARRAYS,
} from './context-places.ts';

const MIB = 2 ** 20;

/** What a frame did. The first two are default metrics. */
const PER_FRAME: readonly MetricRow[] = [
  ['rendering.draw_calls', DRAWS, 1, '', ''],
  ['rendering.triangles', TRIANGLES, 1, '', ''],
  ['rendering.lines', LINES, 1, 'count', 'Lines drawn'],
  ['rendering.points', POINTS, 1, 'count', 'Points drawn'],
  ['rendering.instances', INSTANCES, 1, 'count', 'Instances drawn by instanced draw calls'],
  ['webgl.program_switches', PROGRAM_SWITCHES, 1, 'count', 'Changes of the program in use'],
  ['webgl.framebuffer_switches', FRAMEBUFFER_SWITCHES, 1, 'count', 'Changes of a bound framebuffer'],
  ['webgl.texture_switches', TEXTURE_SWITCHES, 1, 'count', 'Calls of bindTexture'],
  ['webgl.vertex_array_switches', VERTEX_ARRAY_SWITCHES, 1, 'count', 'Changes of the bound vertex array'],
  ['webgl.uniform_calls', UNIFORM_CALLS, 1, 'count', 'Calls that set a uniform'],
  ['webgl.buffer_upload_bytes', BUFFER_UPLOAD_BYTES, 1, 'bytes', 'Bytes of data given to buffers'],
  ['webgl.texture_upload_bytes', TEXTURE_UPLOAD_BYTES, 1, 'bytes', 'Bytes of texels given to textures by the page'],
  ['webgl.shader_compiles', SHADER_COMPILES, 1, 'count', 'Shaders compiled'],
  ['webgl.program_links', PROGRAM_LINKS, 1, 'count', 'Programs linked'],
  [
    'webgl.compile_ms',
    COMPILE_US,
    1000,
    'ms',
    'Time of the calls that compile and link, and of the first that asks for the outcome',
  ],
  ['webgl.stalls', STALLS, 1, 'count', 'Calls that wait for the GPU process'],
  ['webgl.stall_ms', STALL_US, 1000, 'ms', 'Time of the calls that wait for the GPU process'],
  ['webgl.readbacks', READBACKS, 1, 'count', 'Calls of readPixels and getBufferSubData'],
];
/** What there is. */
const LEVELS: readonly MetricRow[] = [
  ['webgl.buffers', BUFFERS, 1, 'count', 'Live buffers'],
  ['webgl.buffer_mb', BUFFERS + 1, MIB, 'MiB', 'Size of the live buffers'],
  ['webgl.textures', TEXTURES, 1, 'count', 'Live textures'],
  ['webgl.texture_mb', TEXTURES + 1, MIB, 'MiB', 'Estimated size of the live textures'],
  ['webgl.renderbuffers', RENDERBUFFERS, 1, 'count', 'Live renderbuffers'],
  ['webgl.renderbuffer_mb', RENDERBUFFERS + 1, MIB, 'MiB', 'Estimated size of the live renderbuffers'],
  ['webgl.programs', PROGRAMS, 1, 'count', 'Live programs'],
  ['webgl.framebuffers', FRAMEBUFFERS, 1, 'count', 'Live framebuffers'],
  ['webgl.queries', QUERIES, 1, 'count', 'Live queries'],
  ['webgl.vertex_arrays', VERTEX_ARRAYS, 1, 'count', 'Live vertex arrays'],
];

/** A context's metrics, labelled with its number. */
export function createContextMetrics(registry: MetricsRegistry, number: number, counts: TargetCounts): TargetMetrics {
  return new TargetMetrics(registry, { context: String(number) }, counts, PER_FRAME, LEVELS);
}
