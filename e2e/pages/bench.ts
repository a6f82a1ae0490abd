// The page of the browser benchmarks: one small WebGL 2 loop, and over it the tool that ?tool= names, set up as its README says.
import type * as Package from '../../src/index.ts';
import { linkProgram } from './link-program.ts';
import { loadFramescope } from './load-framescope.ts';

type Tool = { beforeFrame?(): void; afterFrame?(): void };
declare global {
  /** What the benchmarks read of the page. */
  var bench: {
    frames: number;
    scope: Package.Framescope;
    /** Main-thread time of recording and submitting, of the last frames, in ms; on the page of the probes. */
    submissionMs?: Float64Array;
  };
}
type Load = { metrics?: number; session?: boolean };

const canvas = document.querySelector('canvas') as HTMLCanvasElement;
const gl = canvas.getContext('webgl2') as WebGL2RenderingContext;
const DRAWS = 60;

const tools: Record<string, (load: Load) => Promise<Tool>> = {
  none: async () => ({}),
  // Framescope in each of its states.
  collector: (load) => startFramescope('hidden', load),
  compact: (load) => startFramescope('compact', load),
  graph: (load) => startFramescope('graph', load),
  panel: (load) => startFramescope('panel', load),
  'stats-gl': async () => {
    const { default: Stats } = await import('stats-gl');
    const stats = new Stats({ trackGPU: true });
    document.body.append(stats.dom);
    await stats.init(gl);
    return {
      beforeFrame: () => stats.begin(),
      afterFrame: () => {
        stats.end();
        stats.update();
      },
    };
  },
  'three stats': async () => {
    const { default: Stats } = await import('three/addons/libs/stats.module.js');
    const stats = new Stats();
    document.body.append(stats.dom);
    return { beforeFrame: () => stats.begin(), afterFrame: () => void stats.end() };
  },
};

async function startFramescope(mode: Package.HudMode, { metrics = 0, session = false }: Load): Promise<Tool> {
  const { createFramescope } = await loadFramescope();
  const scope = createFramescope({ target: gl, session });
  await scope.hud.setMode(mode);
  globalThis.bench.scope = scope;
  const counters = Array.from({ length: Math.max(0, metrics - scope.metrics.registry.size) }, (_, k) =>
    scope.metrics.registerCustomCounter(`bench_${k}`, 'bench', `counter_${k}`),
  );
  return {
    beforeFrame: () => {
      for (const counter of counters) counter.increment();
    },
  };
}

function prepareScene(): void {
  const program = linkProgram(
    gl,
    `#version 300 es
    uniform vec2 at; void main() { gl_Position = vec4(at + vec2(gl_VertexID % 2, gl_VertexID / 2) * 0.05, 0, 1); }`,
    `#version 300 es
    precision mediump float; out vec4 color; void main() { color = vec4(0.3, 0.5, 0.7, 1); }`,
  );
  gl.useProgram(program);
  at = gl.getUniformLocation(program, 'at');
}

let at: WebGLUniformLocation | null = null;
function draw(timeMs: number): void {
  gl.clear(gl.COLOR_BUFFER_BIT);
  for (let k = 0; k < DRAWS; k++) {
    gl.uniform2f(at, Math.sin(timeMs / 1000 + k) * 0.9, Math.cos(timeMs / 1700 + k * 2) * 0.9);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }
}

const query = new URLSearchParams(location.search);
const start = tools[query.get('tool') ?? 'none'];
if (start === undefined)
  throw new RangeError(`Cannot run tool "${query.get('tool')}": it must be one of ${Object.keys(tools).join(', ')}`);
prepareScene();
globalThis.bench = { frames: 0 } as typeof globalThis.bench;
const tool = await start({ metrics: Number(query.get('metrics') ?? 0), session: query.has('session') });
requestAnimationFrame(function frame(timeMs) {
  requestAnimationFrame(frame);
  tool.beforeFrame?.();
  draw(timeMs);
  tool.afterFrame?.();
  globalThis.bench.frames++;
});
document.documentElement.dataset.ready = 'true';
