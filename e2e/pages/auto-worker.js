// A worker that draws, and tells the page whatever reached it that is none of its business.
const gl = new OffscreenCanvas(64, 64).getContext('webgl2');
const vertex = gl.createShader(gl.VERTEX_SHADER);
gl.shaderSource(vertex, 'void main() { gl_Position = vec4(0); gl_PointSize = 1.0; }');
gl.compileShader(vertex);
const fragment = gl.createShader(gl.FRAGMENT_SHADER);
gl.shaderSource(fragment, 'void main() { gl_FragColor = vec4(1); }');
gl.compileShader(fragment);
const program = gl.createProgram();
gl.attachShader(program, vertex);
gl.attachShader(program, fragment);
gl.linkProgram(program);
gl.useProgram(program);
function loop() {
  gl.drawArrays(gl.TRIANGLES, 0, 12);
  requestAnimationFrame(loop);
}
loop();
globalThis.onmessage = ({ data }) => postMessage({ echo: data });
