// The page of the WebGL probe's benchmark: frames of many draws, each after changes of state, that are not rasterised. ?probe=on
// measures them, ?probe=none has Framescope measure nothing but the frames; ?draws says how many there are.
import type {} from './bench.ts';
import { linkProgram } from './link-program.ts';
import { loadFramescope } from './load-framescope.ts';

/** Nine calls each. More than 600 calls without a pause would fill the command buffer, and the wait for the GPU would be measured. */
const DRAWS_AT_ONCE = 60;
const DRAWS_PER_PROGRAM = 8;
const VERTEX = `#version 300 es
  uniform mat4 matrix; uniform vec4 offset; uniform float size; in vec4 corner;
  void main() { gl_Position = matrix * corner * size + offset; }`;
const FRAGMENT = `#version 300 es
  precision highp float; uniform sampler2D first, second; out vec4 color;
  void main() { color = texture(first, vec2(0)) + texture(second, vec2(0)); }`;

const gl = document.createElement('canvas').getContext('webgl2') as WebGL2RenderingContext;

function createProgram() {
  const program = linkProgram(gl, VERTEX, FRAGMENT);
  const [matrix, offset, size] = ['matrix', 'offset', 'size'].map((name) => gl.getUniformLocation(program, name));
  return { program, matrix: matrix ?? null, offset: offset ?? null, size: size ?? null };
}

function createVertexArray() {
  const vertexArray = gl.createVertexArray();
  gl.bindVertexArray(vertexArray);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, 4096, gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 4, gl.FLOAT, false, 0, 0);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, new Uint16Array(6), gl.STATIC_DRAW);
  return vertexArray;
}

function createTexture() {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 1, 1);
  return texture;
}

const programs = [createProgram(), createProgram()] as const;
const vertexArrays = [createVertexArray(), createVertexArray()] as const;
const textures = [createTexture(), createTexture(), createTexture()] as const;
const matrix = new Float32Array(16);
const offset = new Float32Array(4);
gl.enable(gl.RASTERIZER_DISCARD);

function drawSome(from: number, to: number): void {
  for (let k = from; k < to; k++) {
    const odd = (k & 1) as 0 | 1;
    const uniforms = programs[Math.floor(k / DRAWS_PER_PROGRAM) & 1] as (typeof programs)[0];
    if (k % DRAWS_PER_PROGRAM === 0 || k === from) gl.useProgram(uniforms.program);
    gl.bindVertexArray(vertexArrays[odd]);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, textures[odd]);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, textures[2]);
    gl.uniformMatrix4fv(uniforms.matrix, false, matrix);
    gl.uniform4fv(uniforms.offset, offset);
    gl.uniform1f(uniforms.size, k);
    gl.drawElements(gl.TRIANGLES, 6, gl.UNSIGNED_SHORT, 0);
  }
}

const query = new URLSearchParams(location.search);
const draws = Number(query.get('draws') ?? 10_000);
const submissionMs = new Float64Array(1000);
globalThis.bench = { frames: 0, submissionMs } as typeof globalThis.bench;

const probe = query.get('probe');
if (probe !== 'off') {
  const { createFramescope } = await loadFramescope();
  globalThis.bench.scope = createFramescope({ hud: false, target: probe === 'on' ? gl : [] });
}

const chunksMs = new Float64Array(Math.ceil(draws / DRAWS_AT_ONCE));
requestAnimationFrame(function frame() {
  requestAnimationFrame(frame);
  for (let chunk = 0; chunk < chunksMs.length; chunk++) {
    const from = chunk * DRAWS_AT_ONCE;
    gl.finish();
    const startMs = performance.now();
    drawSome(from, Math.min(draws, from + DRAWS_AT_ONCE));
    chunksMs[chunk] = performance.now() - startMs;
  }
  // By the quicker half of the chunks: the rest of the machine, which only adds, interrupts some in every frame.
  chunksMs.sort();
  const half = Math.ceil(chunksMs.length / 2);
  let sumMs = 0;
  for (let chunk = 0; chunk < half; chunk++) sumMs += chunksMs[chunk] as number;
  submissionMs[globalThis.bench.frames++ % submissionMs.length] = (sumMs / half) * chunksMs.length;
});
document.documentElement.dataset.ready = 'true';
