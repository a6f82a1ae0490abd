// A worker that draws into an OffscreenCanvas, and measures itself with a scope of its own.
import { createFramescope } from '/dist/framescope.js';
import { connectWorkerMetrics, EngineMetrics } from '/dist/metrics.js';

const gl = new OffscreenCanvas(64, 64).getContext('webgl2');
const metrics = new EngineMetrics(connectWorkerMetrics(globalThis, { everyMs: 0 }));
const scope = createFramescope({ metrics, target: gl });
const bodies = metrics.registerCustomCounter('bodies', 'physics', 'bodies.moved');
const source = (type, text) => {
  const shader = gl.createShader(type);
  gl.shaderSource(shader, text);
  gl.compileShader(shader);
  return shader;
};
const program = gl.createProgram();
gl.attachShader(program, source(gl.VERTEX_SHADER, 'void main() { gl_Position = vec4(0); gl_PointSize = 1.0; }'));
gl.attachShader(program, source(gl.FRAGMENT_SHADER, 'void main() { gl_FragColor = vec4(1); }'));
gl.linkProgram(program);
gl.useProgram(program);

function loop() {
  for (let k = 0; k < 3; k++) gl.drawArrays(gl.TRIANGLES, 0, 6);
  bodies.increment(2);
  // Reading it asks for it.
  metrics.gauge('gpu_time_gauge').value;
  requestAnimationFrame(loop);
}
loop();
globalThis.onmessage = async ({ data }) => {
  if (data === 'stats') postMessage({ stats: scope.stats(), mode: scope.hud.mode });
  if (data === 'destroy') {
    const { drawArrays } = WebGL2RenderingContext.prototype;
    scope.destroy();
    postMessage({ restored: drawArrays !== WebGL2RenderingContext.prototype.drawArrays });
  }
};
