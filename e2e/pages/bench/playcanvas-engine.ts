import { Application, Color, Entity, FILLMODE_NONE, MiniStats, RESOLUTION_FIXED } from 'playcanvas';
import type { Engine } from './engine.ts';
import { framescopeStates } from './framescope-states.ts';
import type { StartTool } from './tool.ts';

const BOXES = 48;

/** A field of boxes on PlayCanvas. */
export async function createPlayCanvasEngine(size: { width: number; height: number }): Promise<Engine> {
  const canvas = document.createElement('canvas');
  document.body.append(canvas);
  const app = new Application(canvas, { graphicsDeviceOptions: { antialias: false, alpha: false } });
  app.setCanvasFillMode(FILLMODE_NONE, size.width, size.height);
  app.setCanvasResolution(RESOLUTION_FIXED, size.width, size.height);

  const add = (component: string, data: object) => {
    const entity = new Entity();
    entity.addComponent(component, data);
    app.root.addChild(entity);
    return entity;
  };
  add('camera', { clearColor: new Color(0.1, 0.1, 0.1), fov: 50, farClip: 50 }).setLocalPosition(0, 0, 12);
  add('light', { type: 'omni', intensity: 2, range: 30 }).setLocalPosition(4, 4, 8);
  const boxes = Array.from({ length: BOXES }, (_, k) => {
    const box = add('render', { type: 'box' });
    box.setLocalPosition((k % 8) * 1.6 - 5.6, Math.floor(k / 8) * 1.6 - 4, 0);
    return box;
  });

  const miniStats =
    (sizeIndex: number): StartTool =>
    async () => {
      const options = MiniStats.getDefaultOptions();
      const stats = new MiniStats(app, { ...options, startSizeIndex: sizeIndex });
      return {
        setOn(isOn) {
          stats.enabled = isOn;
        },
      };
    };
  return {
    tools: {
      ...framescopeStates(app),
      'MiniStats, counters': miniStats(0),
      'MiniStats, graphs': miniStats(2),
    },
    run(beforeFrame, afterFrame) {
      app.on('update', () => {
        beforeFrame();
        const timeMs = performance.now();
        for (const [k, box] of boxes.entries()) box.setLocalEulerAngles(timeMs / 20 + 40 * k, timeMs / 15, 0);
      });
      app.on('frameend', afterFrame);
      app.start();
    },
  };
}
