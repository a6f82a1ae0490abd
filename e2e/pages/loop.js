// A page with a loop of its own that knows nothing of Framescope: 3 draws and 7 triangles a frame.
const gl = document.querySelector('canvas').getContext('webgl2');
const shader = (type, source) => {
  const made = gl.createShader(type);
  gl.shaderSource(made, source);
  gl.compileShader(made);
  return made;
};
const program = gl.createProgram();
gl.attachShader(
  program,
  shader(
    gl.VERTEX_SHADER,
    `#version 300 es
void main() { gl_Position = vec4(vec2(gl_VertexID % 2, gl_VertexID / 2) - 0.5, 0.0, 1.0); }`,
  ),
);
gl.attachShader(
  program,
  shader(
    gl.FRAGMENT_SHADER,
    `#version 300 es
precision mediump float;
out vec4 color;
void main() { color = vec4(0.2, 0.5, 0.8, 1.0); }`,
  ),
);
gl.linkProgram(program);
gl.useProgram(program);

globalThis.page = { gl, frames: 0, nextTask: null };
function frame() {
  requestAnimationFrame(frame);
  globalThis.page.frames++;
  const task = globalThis.page.nextTask;
  globalThis.page.nextTask = null;
  gl.clearColor(0, 0, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  gl.drawArraysInstanced(gl.TRIANGLES, 0, 3, 4);
  task?.();
}
requestAnimationFrame(frame);
document.documentElement.dataset.ready = 'true';
