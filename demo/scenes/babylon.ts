import { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera.js';
import { Engine } from '@babylonjs/core/Engines/engine.js';
import { DirectionalLight } from '@babylonjs/core/Lights/directionalLight.js';
import { HemisphericLight } from '@babylonjs/core/Lights/hemisphericLight.js';
import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial.js';
import { Color3, Color4 } from '@babylonjs/core/Maths/math.color.js';
import { Vector3 } from '@babylonjs/core/Maths/math.vector.js';
import { CreateCylinder } from '@babylonjs/core/Meshes/Builders/cylinderBuilder.js';
import { CreateTorus } from '@babylonjs/core/Meshes/Builders/torusBuilder.js';
import '@babylonjs/core/Meshes/instancedMesh.js';
import type { Mesh } from '@babylonjs/core/Meshes/mesh.js';
import { Scene } from '@babylonjs/core/scene.js';
import { createFramescope } from 'framescope';
import { createDemoScene } from '../create-demo-scene.ts';
import type { StartScene } from '../demo-scene.ts';
import { startFrameLoop } from '../frame-loop.ts';
import { followStage } from '../stage-canvas.ts';
import { chooseQuality } from './three/quality.ts';

/** A software renderer takes a µs for a triangle, of which a ring has 200. */
const MAX_RINGS = { low: 60, medium: 100, high: 160 };
const COLUMNS = 48;
const RING_COLORS = ['#f2b36b', '#e88a7c', '#f0d38a', '#d9b6d8', '#8fd0c8'];

export const start: StartScene = async (stage, params) => {
  const quality = chooseQuality(params.quality);
  const canvas = document.createElement('canvas');
  stage.append(canvas);
  const engine = new Engine(canvas, quality.antialias, { alpha: false }, false);
  const scene = new Scene(engine);
  const scope = createFramescope({
    target: scene,
    hud: { mode: params.hud },
    session: params.session && { name: 'Rings', tags: ['babylon', `load ${params.load}`, quality.name] },
  });
  const stopFollowing = followStage(stage, canvas, quality, (widthPx, heightPx) => engine.setSize(widthPx, heightPx));

  scene.clearColor = new Color4(0.36, 0.38, 0.5, 1);
  scene.fogMode = Scene.FOGMODE_LINEAR;
  scene.fogColor = new Color3(0.36, 0.38, 0.5);
  scene.fogStart = 12;
  scene.fogEnd = 34;
  const camera = new ArcRotateCamera('camera', 0, 1.15, 15, new Vector3(0, 1.2, 0), scene);
  const sun = new DirectionalLight('sun', new Vector3(1, -0.9, 0.7), scene);
  sun.diffuse = Color3.FromHexString('#ffd9b0');
  const sky = new HemisphericLight('sky', Vector3.Up(), scene);
  sky.intensity = 0.7;
  sky.groundColor = Color3.FromHexString('#5a4a4a');

  const createMaterial = (color: string) => {
    const material = new StandardMaterial(color, scene);
    material.diffuseColor = Color3.FromHexString(color);
    material.specularColor = new Color3(0.4, 0.4, 0.4);
    return material;
  };
  const column = CreateCylinder('column', { diameter: 0.9, height: 4, tessellation: 6 }, scene);
  column.material = createMaterial('#7f9aa8');
  column.isVisible = false;
  for (let k = 0; k < COLUMNS; k++) {
    const [radius, angle] = [6.5 + 2.5 * (k % 3), (k * 2 * Math.PI) / COLUMNS];
    const instance = column.createInstance(`column ${k}`);
    instance.position.set(radius * Math.cos(angle), -1.6 + 1.3 * Math.sin(k * 1.7), radius * Math.sin(angle));
  }

  let materials = RING_COLORS.map(createMaterial);
  const rings: Mesh[] = [];
  const setRings = (count: number) => {
    while (rings.length > count) rings.pop()?.dispose();
    for (let k = rings.length; k < count; k++) {
      // The sunflower's spiral keeps them apart, however many there are.
      const [radius, angle] = [0.42 * Math.sqrt(k), k * 2.39996];
      const ring = CreateTorus(`ring ${k}`, { diameter: 0.7, thickness: 0.14, tessellation: 10 }, scene);
      ring.position.set(radius * Math.cos(angle), 0, radius * Math.sin(angle));
      ring.material = materials[k % materials.length] as StandardMaterial;
      rings.push(ring);
    }
  };

  const loop = startFrameLoop(params.atSeconds, (timeSeconds) => {
    for (const [k, ring] of rings.entries()) {
      ring.position.y = 1.2 + 0.8 * Math.sin(timeSeconds * 1.2 + 0.35 * k);
      ring.rotation.set(timeSeconds * 0.8 + k, 0, timeSeconds * 0.5);
    }
    camera.alpha = timeSeconds * 0.12;
    scope.gpuPass('main', () => scene.render());
  });

  return createDemoScene(stage, {
    name: 'babylon',
    title: 'Rings',
    scope,
    loop,
    renderer: engine,
    scene,
    camera,
    load: params.load,
    setLoad: (load) => setRings(1 + Math.round(load * (MAX_RINGS[quality.name] - 1))),
    useNewShader() {
      for (const material of materials) material.dispose();
      materials = RING_COLORS.map(createMaterial);
      for (const [k, ring] of rings.entries()) ring.material = materials[k % materials.length] as StandardMaterial;
    },
    dispose() {
      stopFollowing();
      scene.dispose();
      engine.dispose();
      canvas.remove();
    },
  });
};
