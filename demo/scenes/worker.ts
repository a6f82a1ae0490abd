import { createFramescope } from 'framescope';
import { connectWorker } from 'framescope/metrics';
import { createDemoScene } from '../create-demo-scene.ts';
import type { StartScene } from '../demo-scene.ts';
import { startFrameLoop } from '../frame-loop.ts';
import { followStage } from '../stage-canvas.ts';
import { chooseQuality } from './three/quality.ts';
import { rowsForLoad } from './webgl/sea.ts';
import type { FrameMessage, SceneMessage } from './worker/messages.ts';

/** The page has no context at all: the worker measures what it draws, and the page's HUD shows it under the label `worker`. */
export const start: StartScene = async (stage, params) => {
  const quality = chooseQuality(params.quality);
  const canvas = document.createElement('canvas');
  stage.append(canvas);
  const worker = new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module' });
  const tell = (message: SceneMessage, ...transfer: Transferable[]) => worker.postMessage(message, transfer);
  const scope = createFramescope({
    hud: { mode: params.hud },
    session: params.session && { name: 'Sea in a worker', tags: ['webgl2', 'worker', `load ${params.load}`] },
  });
  const disconnect = connectWorker(scope.metrics.registry, worker, { name: 'render' });
  const offscreen = canvas.transferControlToOffscreen();
  const { antialias } = quality;
  tell({ kind: 'canvas', canvas: offscreen, antialias, atSeconds: params.atSeconds }, offscreen);
  const stopFollowing = followStage(stage, canvas, quality, (widthPx, heightPx) =>
    tell({ kind: 'size', widthPx, heightPx }),
  );
  /** What the worker said last. */
  const drawn = { calls: 0, triangles: 0 };
  const firstFrame = new Promise<void>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<FrameMessage>) => {
      if (data?.kind !== 'frame') return;
      Object.assign(drawn, { calls: data.calls, triangles: data.triangles });
      resolve();
    });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
  });
  // The page's own frames: it has nothing to do but to be there for its user.
  const loop = startFrameLoop(params.atSeconds, () => undefined);
  const scene = createDemoScene(stage, {
    name: 'worker',
    title: 'Sea in a worker',
    scope,
    loop,
    renderer: worker,
    scene: { drawn },
    camera: null,
    load: params.load,
    setLoad: (load) => tell({ kind: 'rows', rows: rowsForLoad(load, quality.name) }),
    useNewShader: () => tell({ kind: 'shader' }),
    dispose() {
      stopFollowing();
      disconnect();
      worker.terminate();
      canvas.remove();
    },
  });
  await firstFrame;
  return scene;
};
