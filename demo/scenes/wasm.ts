import { createFramescope } from 'framescope';
import { createDemoScene } from '../create-demo-scene.ts';
import type { StartScene } from '../demo-scene.ts';
import { startFrameLoop } from '../frame-loop.ts';
import { createRandom } from '../seeded-random.ts';
import { followStage } from '../stage-canvas.ts';
import { chooseQuality } from './three/quality.ts';
import { SWARM_FRAGMENT, SWARM_VERTEX } from './wasm/shaders.ts';
import { loadSwarm, MAX_PARTICLES, PARTICLE_BYTES } from './wasm/swarm-module.ts';
import { linkProgram } from './webgl/link-program.ts';
import { openContext } from './webgl/open-context.ts';

/** Of a draw call each. */
const BATCH = 1024;

export const start: StartScene = async (stage, params) => {
  const quality = chooseQuality(params.quality);
  const swarm = await loadSwarm();
  const particles = new Float32Array(swarm.memory.buffer);
  const random = createRandom(7);
  for (let k = 0; k < particles.length; k += 4) {
    const [angle, radius] = [random() * 2 * Math.PI, 0.25 + 0.7 * Math.sqrt(random())];
    const speed = 0.75 + 0.3 * random();
    const [x, y] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    particles.set([x, y * 0.7, -y * speed, x * speed * 0.55], k);
  }

  const canvas = document.createElement('canvas');
  stage.append(canvas);
  const gl = openContext(canvas, false);
  const scope = createFramescope({
    target: gl,
    hud: { mode: params.hud },
    session: params.session && { name: 'Swarm', tags: ['webgl2', 'wasm', `load ${params.load}`, quality.name] },
  });
  const simulation = scope.metrics.registerCustomTimer('simulation', 'game', 'wasm.time', 'Moving the particles');
  let tint = 0;
  const createProgram = () => linkProgram(gl, `const float TINT = ${tint.toFixed(3)};${SWARM_VERTEX}`, SWARM_FRAGMENT);
  let program = createProgram();
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, particles.byteLength, gl.STREAM_DRAW);
  for (const attribute of [0, 1]) {
    gl.enableVertexAttribArray(attribute);
    gl.vertexAttribPointer(attribute, 2, gl.FLOAT, false, PARTICLE_BYTES, 8 * attribute);
  }
  gl.clearColor(0.03, 0.03, 0.07, 1);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE);
  const stopFollowing = followStage(stage, canvas, quality, (widthPx, heightPx) => {
    canvas.width = widthPx;
    canvas.height = heightPx;
    gl.viewport(0, 0, widthPx, heightPx);
  });

  let count = 0;
  const drawn = { calls: 0, triangles: 0 };
  const draw = () => {
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, particles, 0, 4 * count);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.useProgram(program);
    gl.uniform1f(gl.getUniformLocation(program, 'aspect'), canvas.width / canvas.height);
    gl.uniform1f(gl.getUniformLocation(program, 'size'), canvas.height / 90);
    for (let first = 0; first < count; first += BATCH) gl.drawArrays(gl.POINTS, first, BATCH);
    drawn.calls = count / BATCH;
  };
  const loop = startFrameLoop(params.atSeconds, (_, deltaSeconds) => {
    simulation.time(() => swarm.step(0, count * PARTICLE_BYTES, deltaSeconds));
    scope.gpuPass('main', draw);
  });

  return createDemoScene(stage, {
    name: 'wasm',
    title: 'Swarm',
    scope,
    loop,
    renderer: gl,
    scene: { drawn },
    camera: null,
    load: params.load,
    setLoad(load) {
      const most = quality.name === 'high' ? MAX_PARTICLES : MAX_PARTICLES / 4;
      count = BATCH * Math.max(1, Math.round((load * most) / BATCH));
    },
    useNewShader() {
      tint = (tint + 0.13) % 0.4;
      gl.deleteProgram(program);
      program = createProgram();
    },
    dispose() {
      stopFollowing();
      gl.deleteProgram(program);
      gl.deleteBuffer(buffer);
      canvas.remove();
    },
  });
};
