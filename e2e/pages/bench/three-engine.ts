import {
  BoxGeometry,
  Mesh,
  MeshLambertNodeMaterial,
  PerspectiveCamera,
  PointLight,
  Scene,
  WebGPURenderer,
} from 'three/webgpu';
import type { Engine } from './engine.ts';
import { framescopeStates } from './framescope-states.ts';
import type { StartTool } from './tool.ts';

const BOXES = 48;

/** A field of boxes on three's WebGPURenderer, drawn by its own animation loop, for three's Inspector has its frames from there. */
export async function createThreeEngine(size: { width: number; height: number }): Promise<Engine> {
  const renderer = new WebGPURenderer();
  await renderer.init();
  renderer.setSize(size.width, size.height);
  document.body.append(renderer.domElement);

  const scene = new Scene();
  const camera = new PerspectiveCamera(50, size.width / size.height, 0.1, 50);
  camera.position.z = 12;
  const light = new PointLight(0xffffff, 200);
  light.position.set(4, 4, 8);
  scene.add(light);
  const geometry = new BoxGeometry();
  const material = new MeshLambertNodeMaterial({ color: 0x7f9aa8 });
  const boxes = Array.from({ length: BOXES }, (_, k) => {
    const box = new Mesh(geometry, material);
    box.position.set((k % 8) * 1.6 - 5.6, Math.floor(k / 8) * 1.6 - 4, 0);
    scene.add(box);
    return box;
  });

  const inspector =
    (isOpen: boolean): StartTool =>
    async () => {
      const { Inspector } = await import('three/addons/inspector/Inspector.js');
      const inspector = new Inspector();
      renderer.inspector = inspector;
      if (isOpen) inspector.domElement.querySelector<HTMLElement>('.profiler-toggle')?.click();
      return {};
    };
  return {
    tools: {
      ...framescopeStates(renderer),
      'Inspector, closed': inspector(false),
      'Inspector, open': inspector(true),
    },
    run(beforeFrame, afterFrame) {
      renderer.setAnimationLoop((timeMs) => {
        beforeFrame();
        for (const [k, box] of boxes.entries()) box.rotation.set(timeMs / 900 + k, timeMs / 700, 0);
        renderer.render(scene, camera);
        afterFrame();
      });
    },
  };
}
