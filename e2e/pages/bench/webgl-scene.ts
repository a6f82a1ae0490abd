import { linkProgram } from '../link-program.ts';

const DRAWS = 60;

/** Draws sixty triangles that move: a page that takes little, so that a tool's own work stands out. */
export function createWebGlScene(gl: WebGL2RenderingContext): (timeMs: number) => void {
  const program = linkProgram(
    gl,
    `#version 300 es
    uniform vec2 at; void main() { gl_Position = vec4(at + vec2(gl_VertexID % 2, gl_VertexID / 2) * 0.05, 0, 1); }`,
    `#version 300 es
    precision mediump float; out vec4 color; void main() { color = vec4(0.3, 0.5, 0.7, 1); }`,
  );
  gl.useProgram(program);
  const at = gl.getUniformLocation(program, 'at');
  return (timeMs) => {
    gl.clear(gl.COLOR_BUFFER_BIT);
    for (let k = 0; k < DRAWS; k++) {
      gl.uniform2f(at, Math.sin(timeMs / 1000 + k) * 0.9, Math.cos(timeMs / 1700 + k * 2) * 0.9);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    }
  };
}
