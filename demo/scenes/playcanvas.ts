import { createFramescope } from 'framescope';
// The profiler build is the only one that counts its triangles.
import { Application, Color, Entity, FILLMODE_NONE, RESOLUTION_FIXED, StandardMaterial } from 'playcanvas/profiler';
import { createDemoScene } from '../create-demo-scene.ts';
import type { StartScene } from '../demo-scene.ts';
import { startFrameLoop } from '../frame-loop.ts';
import { followStage } from '../stage-canvas.ts';
import { chooseQuality } from './three/quality.ts';

/** A software renderer takes ten times as long for a pixel that is lit so well. */
const MAX_STONES = { low: 50, medium: 80, high: 140 };
const SHAPES = ['box', 'cone', 'cylinder', 'capsule'] as const;
const STONE_COLORS = ['#f2b36b', '#e88a7c', '#8fd0c8', '#d9b6d8', '#b9c46b'];

export const start: StartScene = async (stage, params) => {
  const quality = chooseQuality(params.quality);
  const canvas = document.createElement('canvas');
  stage.append(canvas);
  const app = new Application(canvas, { graphicsDeviceOptions: { antialias: quality.antialias, alpha: false } });
  app.setCanvasFillMode(FILLMODE_NONE);
  app.setCanvasResolution(RESOLUTION_FIXED);
  const scope = createFramescope({
    target: app,
    hud: { mode: params.hud },
    session: params.session && { name: 'Stone garden', tags: ['playcanvas', `load ${params.load}`, quality.name] },
  });
  const stopFollowing = followStage(stage, canvas, quality, (widthPx, heightPx) =>
    app.setCanvasResolution(RESOLUTION_FIXED, widthPx, heightPx),
  );

  const add = (name: string, component: string, data: object) => {
    const entity = new Entity(name);
    entity.addComponent(component, data);
    app.root.addChild(entity);
    return entity;
  };
  const createMaterial = (color: string, gloss: number) => {
    const material = new StandardMaterial();
    material.diffuse = new Color().fromString(color);
    material.gloss = gloss;
    material.update();
    return material;
  };
  app.scene.ambientLight = new Color(0.32, 0.34, 0.42);
  const camera = add('camera', 'camera', { clearColor: new Color(0.5, 0.45, 0.52), fov: 45, farClip: 60 });
  add('sun', 'light', { type: 'directional', color: new Color(1, 0.83, 0.66), intensity: 1.2 }).setEulerAngles(
    52,
    35,
    0,
  );
  const lamp = add('lamp', 'light', { type: 'omni', color: new Color(0.55, 0.8, 1), intensity: 2, range: 9 });
  const ground = add('ground', 'render', { type: 'plane', material: createMaterial('#6c7480', 0.3) });
  ground.setLocalScale(40, 1, 40);

  let materials = STONE_COLORS.map((color) => createMaterial(color, 0.6));
  const stones: Entity[] = [];
  const setStones = (count: number) => {
    while (stones.length > count) stones.pop()?.destroy();
    for (let k = stones.length; k < count; k++) {
      // The sunflower's spiral keeps them apart, however many there are.
      const [radius, angle] = [0.72 * Math.sqrt(k), k * 2.39996];
      const stone = add(`stone ${k}`, 'render', {
        type: SHAPES[k % SHAPES.length],
        material: materials[k % materials.length],
      });
      stone.setLocalPosition(radius * Math.cos(angle), 0.5, radius * Math.sin(angle));
      stone.setLocalScale(0.7, 0.7 + 0.5 * Math.sin(k * 1.3) ** 2, 0.7);
      stones.push(stone);
    }
  };

  // The engine draws by a loop of its own; this one, earlier in the same frame, moves what it draws.
  const loop = startFrameLoop(params.atSeconds, (timeSeconds) => {
    for (const [k, stone] of stones.entries()) {
      const { x, z } = stone.getLocalPosition();
      stone.setLocalPosition(x, 0.55 + 0.25 * Math.sin(timeSeconds * 1.4 - 0.3 * k), z);
      stone.setLocalEulerAngles(0, timeSeconds * 20 + 40 * k, 0);
    }
    lamp.setLocalPosition(4 * Math.cos(timeSeconds * 0.7), 2, 4 * Math.sin(timeSeconds * 0.7));
    camera.setLocalPosition(12 * Math.sin(timeSeconds * 0.12), 5.5, 12 * Math.cos(timeSeconds * 0.12));
    camera.lookAt(0, 0.4, 0);
  });
  app.start();

  return createDemoScene(stage, {
    name: 'playcanvas',
    title: 'Stone garden',
    scope,
    loop,
    renderer: app.graphicsDevice,
    scene: app,
    camera,
    load: params.load,
    setLoad: (load) => setStones(1 + Math.round(load * (MAX_STONES[quality.name] - 1))),
    useNewShader() {
      for (const material of materials) material.destroy();
      // Another define is another program.
      materials = STONE_COLORS.map((color) => {
        const material = createMaterial(color, 0.6);
        material.setDefine(`RECAST_${Math.round(performance.now())}`, 'true');
        material.update();
        return material;
      });
      for (const [k, stone] of stones.entries())
        if (stone.render) stone.render.material = materials[k % materials.length] as StandardMaterial;
    },
    dispose() {
      stopFollowing();
      app.destroy();
      canvas.remove();
    },
  });
};
