import { createFramescope } from 'framescope';
import { createDemoScene } from '../create-demo-scene.ts';
import type { StartScene } from '../demo-scene.ts';
import { element } from '../element.ts';
import { startFrameLoop } from '../frame-loop.ts';
import { followStage } from '../stage-canvas.ts';
import { chooseQuality } from './three/quality.ts';
import { openContext } from './webgl/open-context.ts';
import { createSea, MORNING, NIGHT, rowsForLoad } from './webgl/sea.ts';

export const start: StartScene = async (stage, params) => {
  const quality = chooseQuality(params.quality);
  const half = { ...quality, maxAreaCssPx: quality.maxAreaCssPx / 2 };
  const frame = element('div', { className: 'side-by-side' });
  stage.append(frame);
  const views = [MORNING, NIGHT].map((palette) => {
    const place = element('div');
    const canvas = document.createElement('canvas');
    place.append(canvas);
    frame.append(place);
    const gl = openContext(canvas, quality.antialias);
    const stopFollowing = followStage(place, canvas, half, (widthPx, heightPx) => {
      canvas.width = widthPx;
      canvas.height = heightPx;
    });
    return { gl, sea: createSea(gl, palette), stopFollowing };
  });
  const scope = createFramescope({
    target: views.map(({ gl }) => gl),
    hud: { mode: params.hud },
    session: params.session && { name: 'Morning and night', tags: ['webgl2', `load ${params.load}`, quality.name] },
  });
  const loop = startFrameLoop(params.atSeconds, (timeSeconds) => {
    for (const { sea } of views) sea.draw(timeSeconds);
  });
  return createDemoScene(stage, {
    name: 'two-canvases',
    title: 'Morning and night',
    scope,
    loop,
    renderer: views.map(({ gl }) => gl),
    scene: views.map(({ sea }) => sea),
    camera: null,
    load: params.load,
    setLoad(load) {
      // Different rows, so that the two are told apart by their figures, too.
      for (const [k, { sea }] of views.entries()) sea.setRows(rowsForLoad(load / 2, quality.name) - 4 * k);
    },
    useNewShader() {
      for (const { sea } of views) sea.useNewShader();
    },
    dispose() {
      for (const { sea, stopFollowing } of views) {
        stopFollowing();
        sea.dispose();
      }
      frame.remove();
    },
  });
};
