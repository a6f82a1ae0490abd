import type { MetricsRegistry } from '../../metrics/index.ts';
import { type LevelRow, type PerFrameRow, TotalGauges } from '../total-gauges.ts';
import {
  BUFFER_UPLOAD_BYTES,
  BUFFERS,
  COMPILE_MS,
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
  STALL_MS,
  STALLS,
  TEXTURE_SWITCHES,
  TEXTURE_UPLOAD_BYTES,
  TEXTURES,
  TRIANGLES,
  UNIFORM_CALLS,
  VERTEX_ARRAY_SWITCHES,
  VERTEX_ARRAYS,
} from './context-totals.ts';

const MIB = 2 ** 20;

/** What a frame did. The first two are default metrics. */
const PER_FRAME: readonly PerFrameRow[] = [
  ['rendering.draw_calls', DRAWS, '', ''],
  ['rendering.triangles', TRIANGLES, '', ''],
  ['rendering.lines', LINES, 'count', 'Lines drawn'],
  ['rendering.points', POINTS, 'count', 'Points drawn'],
  ['rendering.instances', INSTANCES, 'count', 'Instances drawn by instanced draw calls'],
  ['webgl.program_switches', PROGRAM_SWITCHES, 'count', 'Changes of the program in use'],
  ['webgl.framebuffer_switches', FRAMEBUFFER_SWITCHES, 'count', 'Changes of a bound framebuffer'],
  ['webgl.texture_switches', TEXTURE_SWITCHES, 'count', 'Changes of a bound texture'],
  ['webgl.vertex_array_switches', VERTEX_ARRAY_SWITCHES, 'count', 'Changes of the bound vertex array'],
  ['webgl.uniform_calls', UNIFORM_CALLS, 'count', 'Calls that set a uniform'],
  ['webgl.buffer_upload_bytes', BUFFER_UPLOAD_BYTES, 'bytes', 'Bytes of data given to buffers'],
  ['webgl.texture_upload_bytes', TEXTURE_UPLOAD_BYTES, 'bytes', 'Bytes of texels given to textures by the page'],
  ['webgl.shader_compiles', SHADER_COMPILES, 'count', 'Shaders compiled'],
  ['webgl.program_links', PROGRAM_LINKS, 'count', 'Programs linked'],
  [
    'webgl.compile_ms',
    COMPILE_MS,
    'ms',
    'Time of the calls that compile and link, and of the first that asks for the outcome',
  ],
  ['webgl.stalls', STALLS, 'count', 'Calls that wait for the GPU process'],
  ['webgl.stall_ms', STALL_MS, 'ms', 'Time of the calls that wait for the GPU process'],
  ['webgl.readbacks', READBACKS, 'count', 'Calls of readPixels and getBufferSubData'],
];
/** What there is. */
const LEVELS: readonly LevelRow[] = [
  ['webgl.buffers', BUFFERS, 'count', 'Live buffers', 1],
  ['webgl.buffer_mb', BUFFERS + 1, 'MiB', 'Size of the live buffers', MIB],
  ['webgl.textures', TEXTURES, 'count', 'Live textures', 1],
  ['webgl.texture_mb', TEXTURES + 1, 'MiB', 'Estimated size of the live textures', MIB],
  ['webgl.renderbuffers', RENDERBUFFERS, 'count', 'Live renderbuffers', 1],
  ['webgl.renderbuffer_mb', RENDERBUFFERS + 1, 'MiB', 'Estimated size of the live renderbuffers', MIB],
  ['webgl.programs', PROGRAMS, 'count', 'Live programs', 1],
  ['webgl.framebuffers', FRAMEBUFFERS, 'count', 'Live framebuffers', 1],
  ['webgl.queries', QUERIES, 'count', 'Live queries', 1],
  ['webgl.vertex_arrays', VERTEX_ARRAYS, 'count', 'Live vertex arrays', 1],
];

/** A context's metrics, labelled with its number. Never leads to the context. */
export class ContextMetrics extends TotalGauges {
  readonly #totals: Float64Array;

  /** @param totals what is counted already belongs to no frame */
  constructor(registry: MetricsRegistry, number: number, totals: Float64Array) {
    super(registry, { context: String(number) }, totals, PER_FRAME, LEVELS);
    this.#totals = totals;
  }

  /** What the live resources take, as far as they are known. */
  get memoryBytes(): number {
    const totals = this.#totals;
    return (totals[BUFFERS + 1] as number) + (totals[TEXTURES + 1] as number) + (totals[RENDERBUFFERS + 1] as number);
  }
}
