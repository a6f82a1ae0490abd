import { createFramescope } from 'framescope';
import {
  BoxGeometry,
  Color,
  DirectionalLight,
  Fog,
  Group,
  HemisphereLight,
  InstancedMesh,
  Matrix4,
  Mesh,
  MeshLambertNodeMaterial,
  PerspectiveCamera,
  Scene,
  TorusKnotGeometry,
  WebGPURenderer,
} from 'three/webgpu';
import { createDemoScene } from '../create-demo-scene.ts';
import type { StartScene } from '../demo-scene.ts';
import { startFrameLoop } from '../frame-loop.ts';
import { fitCanvas } from './three/fit-canvas.ts';
import { chooseQuality } from './three/quality.ts';

const FIELD = 20;
const MAX_KNOTS = 120;
/** What WebGPU without a GPU can draw some ten times a second, in CSS pixels. */
const SOFTWARE_AREA = 640 * 360;
const KNOT_COLORS = [0xf2b36b, 0xe88a7c, 0xf0d38a, 0xd9b6d8, 0x8fd0c8];

export const start: StartScene = async (stage, params) => {
  const chosen = chooseQuality(params.quality);
  const quality = chosen.name === 'low' ? { ...chosen, maxAreaCssPx: SOFTWARE_AREA } : chosen;
  const renderer = new WebGPURenderer({ antialias: quality.antialias });
  // Before that it has no device. Without WebGPU it draws with WebGL 2, which is measured as well.
  await renderer.init();
  stage.append(renderer.domElement);
  const scope = createFramescope({
    target: renderer,
    hud: { mode: params.hud },
    session: params.session && { name: 'Field of knots', tags: ['three', 'webgpu', `load ${params.load}`] },
  });

  const sky = new Color(0x6d6f86);
  const scene = new Scene();
  scene.background = sky;
  scene.fog = new Fog(sky, 14, 34);
  const camera = new PerspectiveCamera(48, 1, 0.1, 60);
  const sun = new DirectionalLight(0xffd9b0, 3);
  sun.position.set(-6, 5, -4);
  scene.add(sun, new HemisphereLight(0xb8c8ea, 0x4a3a3a, 1.6));

  const blocks = new InstancedMesh(
    new BoxGeometry(0.9, 1, 0.9),
    new MeshLambertNodeMaterial({ color: 0x7f9aa8 }),
    FIELD * FIELD,
  );
  blocks.frustumCulled = false;
  const matrix = new Matrix4();
  const moveBlocks = (timeSeconds: number) => {
    for (let k = 0; k < FIELD * FIELD; k++) {
      const [x, z] = [(k % FIELD) - FIELD / 2, Math.floor(k / FIELD) - FIELD / 2];
      const y = -1.6 + 0.5 * Math.sin(x * 0.55 + timeSeconds) + 0.4 * Math.cos(z * 0.7 - timeSeconds * 0.8);
      blocks.setMatrixAt(k, matrix.makeTranslation(x, y, z));
    }
    blocks.instanceMatrix.needsUpdate = true;
  };

  const geometry = new TorusKnotGeometry(0.3, 0.11, 48, 6);
  const createMaterials = () => KNOT_COLORS.map((color) => new MeshLambertNodeMaterial({ color }));
  let materials = createMaterials();
  const knots = new Group();
  const setKnots = (count: number) => {
    while (knots.children.length > count) knots.remove(knots.children[knots.children.length - 1] as Mesh);
    for (let k = knots.children.length; k < count; k++) {
      const knot = new Mesh(geometry, materials[k % materials.length]);
      // The sunflower's spiral keeps them apart, however many there are.
      const [radius, angle] = [0.75 * Math.sqrt(k), k * 2.39996];
      knot.position.set(radius * Math.cos(angle), 0, radius * Math.sin(angle));
      knots.add(knot);
    }
  };
  scene.add(blocks, knots);

  const resize = () => {
    const size = fitCanvas(quality, stage.clientWidth, stage.clientHeight, devicePixelRatio);
    renderer.setPixelRatio(size.pixelRatio);
    renderer.setSize(size.widthCssPx, size.heightCssPx);
    camera.aspect = size.widthCssPx / size.heightCssPx;
    camera.updateProjectionMatrix();
  };
  const observer = new ResizeObserver(resize);
  observer.observe(stage);
  resize();

  // The renderer sets its counters back in a loop of its own; begun before the scene's, it does so before the scene is drawn.
  renderer.setAnimationLoop(() => undefined);
  const loop = startFrameLoop(params.atSeconds, (timeSeconds) => {
    moveBlocks(timeSeconds);
    for (const [k, knot] of knots.children.entries()) {
      knot.position.y = 0.5 + 0.3 * Math.sin(timeSeconds * 1.3 + k);
      knot.rotation.set(timeSeconds * 0.4 + k, timeSeconds * 0.6, 0);
    }
    camera.position.set(9 * Math.sin(timeSeconds * 0.1), 3.4, 9 * Math.cos(timeSeconds * 0.1));
    camera.lookAt(0, 0, 0);
    scope.gpuPass('main', () => renderer.render(scene, camera));
  });

  return createDemoScene(stage, {
    name: 'three-webgpu',
    title: 'Field of knots',
    scope,
    loop,
    renderer,
    scene,
    camera,
    load: params.load,
    setLoad: (load) => setKnots(1 + Math.round(load * (MAX_KNOTS - 1))),
    useNewShader() {
      for (const material of materials) material.dispose();
      materials = createMaterials();
      for (const [k, knot] of knots.children.entries())
        (knot as Mesh).material = materials[k % materials.length] as MeshLambertNodeMaterial;
    },
    dispose() {
      observer.disconnect();
      renderer.setAnimationLoop(null);
      geometry.dispose();
      blocks.geometry.dispose();
      blocks.dispose();
      renderer.dispose();
      renderer.domElement.remove();
    },
  });
};
