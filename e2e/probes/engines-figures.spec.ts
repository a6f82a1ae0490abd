import { expect, test } from '@playwright/test';
import { collectProblems, openPage } from '../open-page.ts';
import type {} from '../pages/engines.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/engines.html'));

test('reads a three.js renderer and its scene, and takes the figures away when the lease ends', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const THREE = await engines.loadThree();
    const renderer = new THREE.WebGLRenderer();
    const camera = new THREE.PerspectiveCamera(50, 1, 0.1, 100);
    camera.position.z = 10;
    const scene = new THREE.Scene();
    const box = new THREE.BoxGeometry();
    const material = new THREE.MeshBasicMaterial();
    const hidden = new THREE.Group();
    hidden.visible = false;
    hidden.add(new THREE.Mesh(box, [material, new THREE.MeshNormalMaterial()]));
    scene.add(new THREE.Mesh(box, material), new THREE.PointLight(), hidden);
    scene.add(new THREE.LineSegments(box, new THREE.LineBasicMaterial()));
    scene.add(new THREE.Points(box, new THREE.PointsMaterial()));
    const scope = engines.createFramescope({ target: [renderer, scene], hud: false });
    const stopAgain = scope.probe(renderer);
    const draw = () => renderer.render(scene, camera);
    await engines.until(() => 'scene.objects{engine="three"}' in engines.figures(scope), draw);
    // The larger figures may be those of before the first frame was drawn.
    await engines.until(() => engines.figures(scope)['engine.programs{engine="three"}'] === 3, draw);
    const figures = engines.figures(scope);
    const lease = engines.createFramescope({ hud: false });
    stopAgain();
    const left = Object.keys(engines.figures(scope)).length;
    scope.destroy();
    const gone = engines.figures(lease);
    lease.destroy();
    return { figures, left: left === Object.keys(figures).length, gone, info: renderer.info.render };
  });
  expect(result.figures).toEqual({
    'engine.draw_calls{engine="three"}': 3,
    'engine.triangles{engine="three"}': 12,
    'engine.points{engine="three"}': 36,
    'engine.lines{engine="three"}': 18,
    'engine.programs{engine="three"}': 3,
    'engine.geometries{engine="three"}': 1,
    'engine.textures{engine="three"}': expect.any(Number),
    'scene.objects{engine="three"}': 7,
    'scene.visible_objects{engine="three"}': 5,
    'scene.meshes{engine="three"}': 2,
    'scene.lights{engine="three"}': 1,
    'scene.materials{engine="three"}': 4,
  });
  expect(result).toMatchObject({ left: true, gone: {}, info: { calls: 3, triangles: 12 } });
});

test('reads a target’s engine from the first frames on after `ready`', async ({ page }) => {
  const calls = await page.evaluate(async () => {
    const THREE = await engines.loadThree();
    const renderer = new THREE.WebGLRenderer();
    const scene = new THREE.Scene();
    const camera = new THREE.PerspectiveCamera();
    camera.position.z = 5;
    scene.add(new THREE.Mesh(new THREE.BoxGeometry(), new THREE.MeshBasicMaterial()));
    const scope = engines.createFramescope({ target: renderer, hud: false });
    await scope.ready;
    await engines.frames(2, () => renderer.render(scene, camera));
    return engines.figures(scope)['engine.draw_calls{engine="three"}'];
  });
  expect(calls).toBe(1);
});

test('keeps two engines of a page apart by their labels, each until its last lease ends', async ({ page }) => {
  const labels = await page.evaluate(async () => {
    const [THREE, Babylon] = await Promise.all([engines.loadThree(), engines.loadBabylon()]);
    const [first, second] = [new THREE.WebGLRenderer(), new THREE.WebGLRenderer()];
    const babylon = new Babylon.Engine(document.createElement('canvas'));
    const scope = engines.createFramescope({ target: [first, second, babylon], hud: false });
    const camera = new THREE.PerspectiveCamera();
    camera.position.z = 5;
    const scene = new THREE.Scene();
    const mesh = new THREE.Mesh(new THREE.BoxGeometry(), new THREE.MeshBasicMaterial());
    scene.add(mesh);
    const draw = () => {
      first.render(scene, camera);
      mesh.visible = false;
      second.render(scene, camera);
      mesh.visible = true;
    };
    await engines.until(() => 'scene.objects{engine="babylon"}' in engines.figures(scope), draw);
    const read = () =>
      Object.entries(engines.figures(scope))
        .filter(([key]) => /^engine.(draw_calls|textures)/.test(key))
        .map(([key, value]) => (key.startsWith('engine.draw') ? `${key} ${value}` : key))
        .sort();
    const before = read();
    const stop = scope.probe(second);
    stop();
    // Its own lease still holds it.
    await engines.frames(2, draw);
    const after = read();
    scope.destroy();
    babylon.dispose();
    return { before, after };
  });
  expect(labels.before).toEqual(
    expect.arrayContaining([
      'engine.draw_calls{engine="three"} 1',
      'engine.draw_calls{engine="three-2"} 0',
      'engine.textures{engine="babylon"}',
    ]),
  );
  expect(labels.after).toEqual(expect.arrayContaining(['engine.draw_calls{engine="three-2"} 0']));
});

test('counts what a Babylon.js engine drew in a frame, whether the page instruments it or not', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const { Engine, Scene, FreeCamera, Vector3, CreateBox, SceneInstrumentation } = await engines.loadBabylon();
    const engine = new Engine(document.createElement('canvas'));
    const scene = new Scene(engine);
    new FreeCamera('camera', new Vector3(0, 0, -10), scene);
    for (let k = 0; k < 3; k++) CreateBox(`box ${k}`, {}, scene).position.x = 2 * k - 2;
    const scope = engines.createFramescope({ target: scene, hud: false });
    const draw = () => scene.render();
    const read = () => {
      const figures = engines.figures(scope);
      return ['engine.draw_calls', 'engine.triangles', 'scene.visible_objects'].map(
        (name) => figures[`${name}{engine="babylon"}`],
      );
    };
    await engines.until(() => read()[0] === 3 && read()[2] === 3, draw);
    await engines.frames(3, draw);
    const plain = read();
    const instrumentation = new SceneInstrumentation(scene);
    await engines.frames(3, draw);
    const instrumented = read();
    instrumentation.dispose();
    scope.destroy();
    engine.dispose();
    return { plain, instrumented };
  });
  expect(result).toEqual({ plain: [3, 36, 3], instrumented: [3, 36, 3] });
});

test('reads the times that a Babylon.js page captures itself, and no others', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const { Engine, Scene, FreeCamera, Vector3, CreateBox, SceneInstrumentation } = await engines.loadBabylon();
    const engine = new Engine(document.createElement('canvas'));
    const scene = new Scene(engine);
    new FreeCamera('camera', new Vector3(0, 0, -10), scene);
    CreateBox('box', {}, scene);
    const instrumentation = new SceneInstrumentation(scene);
    const scope = engines.createFramescope({ target: [scene, instrumentation], hud: false });
    await scope.ready;
    const draw = () => {
      engine.beginFrame();
      scene.render();
      scene.render();
      engine.endFrame();
    };
    const read = () =>
      Object.fromEntries(Object.entries(engines.figures(scope)).filter(([key]) => /_ms|renders/.test(key)));
    await engines.frames(3, draw);
    const uncaptured = read();
    instrumentation.captureFrameTime = true;
    instrumentation.captureActiveMeshesEvaluationTime = true;
    engine.captureGPUFrameTime(true);
    await engines.until(() => 'engine.gpu_ms{engine="babylon"}' in engines.figures(scope), draw);
    await engines.frames(1, draw);
    const captured = read();
    const ownMs = instrumentation.frameTimeCounter.current;
    instrumentation.dispose();
    engine.captureGPUFrameTime(false);
    await engines.frames(1, draw);
    const ended = read();
    scope.destroy();
    engine.dispose();
    return { uncaptured, captured, ownMs, ended };
  });
  const renders = { 'engine.renders{engine="babylon"}': 2 };
  expect(result.uncaptured).toEqual(renders);
  expect(result.captured).toEqual({
    ...renders,
    'engine.cpu_ms{engine="babylon"}': result.ownMs,
    'engine.culling_ms{engine="babylon"}': expect.any(Number),
    'engine.gpu_ms{engine="babylon"}': expect.any(Number),
  });
  expect(result.captured['engine.gpu_ms{engine="babylon"}']).toBeGreaterThan(0);
  expect(result.captured['engine.gpu_ms{engine="babylon"}']).toBeLessThan(1000);
  expect(result.ended).toEqual({
    ...renders,
    'engine.cpu_ms{engine="babylon"}': Number.NaN,
    'engine.culling_ms{engine="babylon"}': Number.NaN,
    'engine.gpu_ms{engine="babylon"}': Number.NaN,
  });
});

test('leaves out what the shipped build of PlayCanvas does not count', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const pc = await engines.loadPlayCanvas();
    const app = new pc.Application(document.createElement('canvas'));
    const camera = new pc.Entity('camera');
    camera.addComponent('camera');
    camera.setLocalPosition(0, 0, 5);
    const box = new pc.Entity('box');
    box.addComponent('render', { type: 'box' });
    const off = new pc.Entity('off');
    off.enabled = false;
    for (const entity of [camera, box, off]) app.root.addChild(entity);
    const scope = engines.createFramescope({ target: app, hud: false });
    app.start();
    await engines.until(
      () => engines.figures(scope)['scene.objects{engine="playcanvas"}'] === 4,
      () => undefined,
    );
    await engines.frames(3, () => undefined);
    const figures = engines.figures(scope);
    const counted = scope.metrics.gauge('draw_calls_gauge').value;
    scope.destroy();
    app.destroy();
    return { figures, counted };
  });
  expect(result.figures).toMatchObject({
    'engine.draw_calls{engine="playcanvas"}': result.counted,
    'scene.visible_objects{engine="playcanvas"}': 3,
    'scene.meshes{engine="playcanvas"}': 1,
  });
  expect(result.counted).toBeGreaterThan(0);
  expect(result.figures['engine.cpu_ms{engine="playcanvas"}']).toBeGreaterThan(0);
  expect(result.figures).not.toHaveProperty('engine.triangles{engine="playcanvas"}');
});

test('reads a PixiJS application and the renderer inside it once', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const { Application, Graphics } = await engines.loadPixi();
    const app = new Application();
    const scope = engines.createFramescope({ hud: false });
    const refused = (() => {
      try {
        return scope.probe(app);
      } catch (error) {
        return String(error);
      }
    })();
    await app.init({ preference: 'webgl', autoStart: false, width: 64, height: 64 });
    for (let k = 0; k < 3; k++) app.stage.addChild(new Graphics().rect(0, 0, 9, 9).fill(0xff0000)).visible = k < 2;
    const stops = [scope.probe(app), scope.probe(app.renderer)];
    const draw = () => app.render();
    await engines.until(() => engines.figures(scope)['scene.objects{engine="pixi"}'] === 4, draw);
    const figures = engines.figures(scope);
    for (const stop of stops) stop();
    const left = engines.figures(scope);
    scope.destroy();
    app.destroy();
    return { refused, figures, left };
  });
  expect(String(result.refused)).toContain('initialised');
  expect(result.figures).toMatchObject({
    'scene.visible_objects{engine="pixi"}': 3,
    'scene.particles{engine="pixi"}': 0,
    'engine.programs{engine="pixi"}': 1,
  });
  expect(Object.keys(result.figures).some((key) => key.includes('pixi-2'))).toBe(false);
  expect(result.left).toEqual({});
});

test('lets go of an engine that throws, with one warning, and the page and the other engines go on', async ({
  page,
}) => {
  const problems = collectProblems(page);
  const result = await page.evaluate(async () => {
    const THREE = await engines.loadThree();
    const [renderer, bad] = [new THREE.WebGLRenderer(), new THREE.WebGLRenderer()];
    const scope = engines.createFramescope({ target: [bad, renderer], hud: false });
    const [scene, camera] = [new THREE.Scene(), new THREE.PerspectiveCamera()];
    const draw = () => renderer.render(scene, camera);
    await engines.until(() => 'engine.draw_calls{engine="three-2"}' in engines.figures(scope), draw);
    const before = Object.keys(engines.figures(scope)).some((key) => key.includes('"three"'));
    Object.defineProperty(bad.info.render, 'calls', {
      get() {
        throw new Error('out of order');
      },
    });
    await engines.frames(5, draw);
    const after = Object.keys(engines.figures(scope));
    const calls = scope.metrics.gauge('draw_calls_gauge').value;
    scope.destroy();
    return { before, left: after.every((key) => key.includes('three-2')) && after.length > 0, calls };
  });
  expect(result).toEqual({ before: true, left: true, calls: 0 });
  expect(problems).toEqual([expect.stringContaining('out of order')]);
});

test('tells a scene that is too large to count from one without objects', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const THREE = await engines.loadThree();
    const scene = new THREE.Scene();
    for (let k = 0; k < 10_000; k++) scene.add(new THREE.Object3D());
    const scope = engines.createFramescope({ hud: false });
    const stop = scope.probe(scene);
    const id = 'engine:scene.objects{engine="three"}';
    await engines.until(
      () => scope.metrics.registry.get(id) !== undefined,
      () => undefined,
    );
    const value = engines.figures(scope)['scene.objects{engine="three"}'];
    const { status } = scope.metrics.registry.capability(id);
    scene.clear();
    await engines.until(
      () => engines.figures(scope)['scene.objects{engine="three"}'] === 1,
      () => undefined,
    );
    const later = scope.metrics.registry.capability(id).status;
    stop();
    scope.destroy();
    return { value, status, later };
  });
  expect(result).toEqual({ value: Number.NaN, status: 'pending', later: 'ready' });
});
