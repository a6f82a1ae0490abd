import { createFramescope } from 'framescope';
import { createDemoScene } from '../create-demo-scene.ts';
import type { StartScene } from '../demo-scene.ts';
import { startFrameLoop } from '../frame-loop.ts';
import { followStage } from '../stage-canvas.ts';
import { chooseQuality } from './three/quality.ts';
import { openContext } from './webgl/open-context.ts';
import { createSea, DUSK, rowsForLoad } from './webgl/sea.ts';

export const start: StartScene = async (stage, params) => {
  const quality = chooseQuality(params.quality);
  const canvas = document.createElement('canvas');
  stage.append(canvas);
  const gl = openContext(canvas, quality.antialias);
  const scope = createFramescope({
    target: gl,
    hud: { mode: params.hud },
    session: params.session && { name: 'Sea at dusk', tags: ['webgl2', `load ${params.load}`, quality.name] },
  });
  const sea = createSea(gl, DUSK);
  const stopFollowing = followStage(stage, canvas, quality, (widthPx, heightPx) => {
    canvas.width = widthPx;
    canvas.height = heightPx;
  });
  const loop = startFrameLoop(params.atSeconds, (timeSeconds) => {
    scope.gpuPass('main', () => sea.draw(timeSeconds));
  });
  return createDemoScene(stage, {
    name: 'raw-webgl2',
    title: 'Sea at dusk',
    scope,
    loop,
    renderer: gl,
    scene: sea,
    camera: null,
    load: params.load,
    setLoad: (load) => sea.setRows(rowsForLoad(load, quality.name)),
    useNewShader: () => sea.useNewShader(),
    dispose() {
      stopFollowing();
      sea.dispose();
      canvas.remove();
    },
  });
};
