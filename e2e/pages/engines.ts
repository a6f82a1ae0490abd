// Engines at a spec's hand, and what Framescope reads of them.
import { createFramescope, type Framescope } from 'framescope';

const page = {
  createFramescope,
  loadThree: () => import('three'),
  loadThreeWebGpu: () => import('three/webgpu'),
  async loadBabylon() {
    const [{ Engine }, { Scene }, { FreeCamera }, { Vector3 }, { CreateBox }, { SceneInstrumentation }] =
      await Promise.all([
        import('@babylonjs/core/Engines/engine.js'),
        import('@babylonjs/core/scene.js'),
        import('@babylonjs/core/Cameras/freeCamera.js'),
        import('@babylonjs/core/Maths/math.vector.js'),
        import('@babylonjs/core/Meshes/Builders/boxBuilder.js'),
        import('@babylonjs/core/Instrumentation/sceneInstrumentation.js'),
        import('@babylonjs/core/Materials/standardMaterial.js'),
        import('@babylonjs/core/Engines/AbstractEngine/abstractEngine.timeQuery.js'),
        import('@babylonjs/core/Engines/Extensions/engine.query.js'),
      ]);
    return { Engine, Scene, FreeCamera, Vector3, CreateBox, SceneInstrumentation };
  },
  /** The build that counts no triangles, as games ship it. */
  loadPlayCanvas: () => import('playcanvas'),
  loadPixi: () => import('pixi.js'),
  /** The figures of engines, `engine.draw_calls{engine="three"}` and so on. */
  figures(scope: Framescope): Record<string, number> {
    const found: Record<string, number> = {};
    scope.metrics.registry.forEach((key, handle) => {
      const value = handle.read();
      if (key.includes('{engine=') && value?.type === 'gauge') found[key.replace('engine:', '')] = value.value;
    });
    return found;
  },
  /** Draws in as many animation frames; the last one is over, and its figures are there. */
  async frames(count: number, draw: () => void): Promise<void> {
    for (let k = 0; k < count; k++)
      await new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          draw();
          setTimeout(resolve);
        }),
      );
  },
  /** Draws until `isDone`: engine figures come with their code, and the larger ones twice a second. */
  async until(isDone: () => boolean, draw: () => void): Promise<void> {
    while (!isDone()) await page.frames(1, draw);
  },
};

declare global {
  var engines: typeof page;
}
globalThis.engines = page;
document.documentElement.dataset.ready = 'true';
