import { createFramescope } from 'framescope';
import { InstancedMesh, Mesh } from 'three';
import { createDemoScene } from '../create-demo-scene.ts';
import { addressWith } from '../demo-params.ts';
import type { StartScene } from '../demo-scene.ts';
import { element } from '../element.ts';
import { startFrameLoop } from '../frame-loop.ts';
import { moveCamera } from './three/camera-path.ts';
import { createCrystals } from './three/crystals.ts';
import { enterVr, hasVr } from './three/enter-vr.ts';
import { fitCanvas } from './three/fit-canvas.ts';
import { createHudQuad } from './three/hud-quad.ts';
import { chooseQuality } from './three/quality.ts';
import { createRelic } from './three/relic.ts';
import { createRenderer } from './three/renderer.ts';
import { createSparks } from './three/sparks.ts';
import { createWorld } from './three/world.ts';

export const start: StartScene = async (stage, params) => {
  const quality = chooseQuality(params.quality);
  const isVr = await hasVr();
  const renderer = createRenderer(quality);
  stage.append(renderer.domElement);

  const scope = createFramescope({
    target: renderer,
    hud: { mode: params.hud },
    session: params.session && { name: 'Basalt islands', tags: ['three', `load ${params.load}`, quality.name] },
  });
  const { metrics } = scope;
  const visibleMeshes = metrics.registerCustomGauge('visible_meshes', 'game', 'meshes.visible', 'Meshes in view', {
    unit: 'count',
  });
  const simulationTime = metrics.registerCustomTimer(
    'simulation',
    'game',
    'simulation.time',
    'Moving crystals and sparks',
  );
  const spawned = metrics.registerCustomCounter('spawned', 'game', 'spawns.total', 'Sparks thrown', { unit: 'count' });
  const arrivals = metrics.registerCustomRate('arrivals', 'game', 'crystals.arrivals', 'Crystals that reach a beacon');
  const pathLength = metrics.registerCustomHistogram(
    'path',
    'game',
    'crystals.path_length',
    'Flown between two beacons',
    {
      unit: 'm',
    },
  );

  const world = createWorld(quality);
  const { scene, camera, beacons, water } = world;
  const relic = createRelic();
  const sparks = createSparks();
  const crystals = createCrystals(beacons, {
    arrived(x, y, z, metres) {
      arrivals.mark();
      pathLength.record(metres);
      spawned.increment(sparks.spawn(x, y, z, 5));
    },
  });
  scene.add(camera, relic.mesh, sparks.points, crystals.group);
  const hudQuad = createHudQuad(scope, camera);
  metrics.registerComputedGauge('sparks_alive', () => sparks.alive, {
    namespace: 'game',
    name: 'sparks.alive',
    description: 'Sparks in the air',
    unit: 'count',
  });

  // three.js calls this for each mesh that it draws to the screen, after culling.
  let inView = 0;
  scene.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    object.onBeforeRender = () => {
      inView += object instanceof InstancedMesh ? object.count : 1;
    };
  });

  const sizeNote = element('p', { className: 'size-note' });
  stage.append(sizeNote);
  const resize = () => {
    // The headset has a size of its own.
    if (renderer.xr.isPresenting) return;
    const { widthCssPx, heightCssPx, pixelRatio } = fitCanvas(
      quality,
      stage.clientWidth,
      stage.clientHeight,
      devicePixelRatio,
    );
    renderer.setPixelRatio(pixelRatio);
    renderer.setSize(widthCssPx, heightCssPx);
    sizeNote.hidden = widthCssPx === stage.clientWidth;
    sizeNote.replaceChildren(
      `No GPU: drawn at ${widthCssPx} × ${heightCssPx} to stay smooth. `,
      element('a', { href: addressWith('quality', 'medium') }, 'Fill the page'),
    );
    camera.aspect = widthCssPx / heightCssPx;
    camera.updateProjectionMatrix();
  };
  const observer = new ResizeObserver(resize);
  observer.observe(stage);
  resize();

  let leg = '';
  let endLeg = () => {};
  const step = (timeSeconds: number, deltaSeconds: number) => {
    const endSimulation = simulationTime.start();
    crystals.update(timeSeconds, deltaSeconds, camera.position);
    sparks.update(deltaSeconds);
    relic.update(timeSeconds);
    endSimulation();

    const nextLeg = moveCamera(camera, timeSeconds);
    if (nextLeg !== leg) {
      endLeg();
      endLeg = scope.section(nextLeg);
      leg = nextLeg;
    }
    water.update(timeSeconds);

    inView = 0;
    scope.gpuPass('main', () => renderer.render(scene, camera));
    visibleMeshes.set(inView);
  };
  // Those of three.js, which are the headset's while there is one.
  const loop = startFrameLoop(params.atSeconds, step, (onFrame) => {
    renderer.setAnimationLoop(onFrame);
    return () => renderer.setAnimationLoop(null);
  });

  const buttons = [
    {
      testId: 'hud-quad',
      label: 'HUD in the scene',
      run: async () => ((await hudQuad.toggle()) ? 'Put the HUD on a quad' : 'Took the HUD off its quad'),
    },
    {
      testId: 'enter-vr',
      label: 'Enter VR',
      run: () => enterVr(renderer, camera, resize).then(() => 'Showing the scene in the headset'),
    },
  ];

  return createDemoScene(stage, {
    name: 'three',
    title: 'Basalt islands',
    scope,
    loop,
    renderer,
    scene,
    camera,
    load: params.load,
    setLoad(load) {
      crystals.setLoad(load);
      world.setLoad(load);
    },
    useNewShader: () => relic.recast(),
    buttons: isVr ? buttons : buttons.slice(0, 1),
    dispose() {
      observer.disconnect();
      endLeg();
      hudQuad.dispose();
      crystals.dispose();
      sparks.dispose();
      relic.dispose();
      renderer.dispose();
      renderer.domElement.remove();
      sizeNote.remove();
    },
  });
};
