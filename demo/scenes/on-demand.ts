import { createFramescope } from 'framescope';
import { createDemoScene } from '../create-demo-scene.ts';
import type { StartScene } from '../demo-scene.ts';
import { element } from '../element.ts';
import { followStage } from '../stage-canvas.ts';
import { startDemandLoop } from './on-demand/demand-loop.ts';
import { JULIA_FRAGMENT, JULIA_VERTEX } from './on-demand/shaders.ts';
import { chooseQuality } from './three/quality.ts';
import { linkProgram } from './webgl/link-program.ts';
import { openContext } from './webgl/open-context.ts';

/** Draws only when something is to be seen that was not: between the frames the page is idle, and the HUD says so. */
export const start: StartScene = async (stage, params) => {
  const quality = chooseQuality(params.quality);
  const canvas = document.createElement('canvas');
  const hint = element('p', { className: 'size-note' }, 'Move the pointer, or turn the wheel: it is drawn only then.');
  stage.append(canvas, hint);
  const gl = openContext(canvas, false);
  const scope = createFramescope({
    target: gl,
    hud: { mode: params.hud },
    session: params.session && { name: 'Julia set', tags: ['webgl2', 'on demand', `load ${params.load}`] },
  });

  let hue = 0;
  const createProgram = () => linkProgram(gl, JULIA_VERTEX, `const float HUE = ${hue.toFixed(3)};${JULIA_FRAGMENT}`);
  let program = createProgram();
  const view = { x: -0.74, y: 0.12, scale: 1.35, steps: 0 };
  const loop = startDemandLoop(() => {
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.useProgram(program);
    const location = (name: string) => gl.getUniformLocation(program, name);
    gl.uniform2f(location('seed'), view.x, view.y);
    gl.uniform2f(location('size'), gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.uniform1f(location('scale'), view.scale);
    gl.uniform1i(location('steps'), view.steps);
    scope.gpuPass('main', () => gl.drawArrays(gl.TRIANGLES, 0, 3));
  });
  const onMove = (event: PointerEvent) => {
    view.x = -0.74 + 0.1 * (event.offsetX / canvas.clientWidth - 0.5);
    view.y = 0.12 + 0.2 * (event.offsetY / canvas.clientHeight - 0.5);
    loop.request();
  };
  const onWheel = (event: WheelEvent) => {
    view.scale = Math.min(2, Math.max(0.05, view.scale * 1.001 ** event.deltaY));
    loop.request();
  };
  canvas.addEventListener('pointermove', onMove);
  canvas.addEventListener('wheel', onWheel, { passive: true });
  const stopFollowing = followStage(stage, canvas, quality, (widthPx, heightPx) => {
    canvas.width = widthPx;
    canvas.height = heightPx;
    loop.request();
  });

  return createDemoScene(stage, {
    name: 'on-demand',
    title: 'Julia set',
    scope,
    loop,
    renderer: gl,
    scene: { drawn: { calls: 1, triangles: 1 } },
    camera: null,
    load: params.load,
    setLoad(load) {
      view.steps = 16 + Math.round(load * 120);
      loop.request();
    },
    useNewShader() {
      hue = (hue + 0.21) % 1;
      gl.deleteProgram(program);
      program = createProgram();
    },
    dispose() {
      stopFollowing();
      gl.deleteProgram(program);
      canvas.remove();
      hint.remove();
    },
  });
};
