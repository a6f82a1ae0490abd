// The WebGL probe without a scope: frames are what a spec says they are.
import { WebGlProbe } from '../../src/probes/webgl/index.ts';
import { linkProgram } from './link-program.ts';
import {
  changedMethods,
  countsOf,
  createRig,
  leastGpuTimes,
  patchAsOther,
  type Rig,
  tracePatches,
} from './probe-rig.ts';

type Context = WebGLRenderingContext | WebGL2RenderingContext;

/** A context that can draw at once, without errors: 4096 vertices and 99 indices. */
function createContext<K extends 'webgl' | 'webgl2'>(
  kind: K,
  canvas: HTMLCanvasElement | OffscreenCanvas = document.createElement('canvas'),
): K extends 'webgl' ? WebGLRenderingContext : WebGL2RenderingContext {
  const gl = canvas.getContext(kind) as WebGL2RenderingContext;
  prepareToDraw(gl);
  return gl;
}

/** Again after a context was restored. */
function prepareToDraw(gl: Context): void {
  const program = linkProgram(
    gl,
    'attribute float x;void main(){gl_Position=vec4(2,2,x,1);}',
    'void main(){gl_FragColor=vec4(1);}',
  );
  gl.useProgram(program);
  const attribute = gl.getAttribLocation(program, 'x');
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, 4096, gl.STATIC_DRAW);
  gl.enableVertexAttribArray(attribute);
  gl.vertexAttribPointer(attribute, 1, gl.UNSIGNED_BYTE, false, 0, 0);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, new Uint16Array(99), gl.STATIC_DRAW);
}

/**
 * The returned function lets the GPU work for so many units of 2 ms, however fast the machine is: a frame with more work than it
 * has time would wait for its results longer and longer. On a single pixel, which a software GPU cannot share out among cores.
 */
function createLoad(gl: WebGL2RenderingContext): (units: number) => void {
  gl.canvas.width = 1;
  gl.canvas.height = 1;
  gl.viewport(0, 0, 1, 1);
  const program = linkProgram(
    gl,
    `#version 300 es
    void main(){gl_Position=vec4(vec2(gl_VertexID%2,gl_VertexID/2)*4.-1.,0,1);}`,
    `#version 300 es
    precision highp float; uniform int steps; out vec4 color;
    void main(){float x=gl_FragCoord.x;for(int k=0;k<steps;k++)x=fract(x*1.37+0.11);color=vec4(x);}`,
  );
  const location = gl.getUniformLocation(program, 'steps');
  const draw = (steps: number) => {
    gl.useProgram(program);
    gl.uniform1i(location, steps);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  };
  const durationMs = (steps: number) => {
    const durations = Array.from({ length: 8 }, () => {
      const startMs = performance.now();
      draw(steps);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      return performance.now() - startMs;
    });
    return Math.min(...durations);
  };
  const stepMs = Math.max(0.1, durationMs(600_000) - durationMs(100_000)) / 500_000;
  return (units) => draw(Math.round((2 * units) / stepMs));
}

const page = {
  WebGlProbe,
  createRig: (Probe = WebGlProbe): Rig<WebGlProbe> => createRig(Probe),
  createContext,
  prepareToDraw,
  createLoad,
  changedMethods,
  countsOf,
  leastGpuTimes,
  patchAsOther,
  tracePatches,
  loadThree: () => import('three'),
};

declare global {
  var webgl: typeof page;
}
globalThis.webgl = page;
document.documentElement.dataset.ready = 'true';
