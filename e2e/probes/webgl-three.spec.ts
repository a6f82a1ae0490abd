import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgl-probe.ts';

test('counts what three.js counts, and times it beside timer queries of the page', async ({ page }) => {
  await openPage(page, '/e2e-pages/webgl-probe.html');
  const result = await page.evaluate(async () => {
    const THREE = await webgl.loadThree();
    const renderer = new THREE.WebGLRenderer();
    renderer.setSize(64, 64);
    const scene = new THREE.Scene();
    const camera = new THREE.PerspectiveCamera(50, 1, 0.1, 100);
    camera.position.z = 10;
    const material = new THREE.MeshBasicMaterial();
    const box = new THREE.BoxGeometry();
    scene.add(new THREE.Mesh(box, material));
    scene.add(new THREE.Mesh(box.toNonIndexed(), material));
    scene.add(new THREE.InstancedMesh(box, material, 7));
    const batched = new THREE.BatchedMesh(5, 100, 200, material);
    const geometry = batched.addGeometry(box);
    for (let k = 0; k < 5; k++) batched.addInstance(geometry);
    batched.frustumCulled = false;
    scene.add(batched);
    scene.add(new THREE.Points(box, new THREE.PointsMaterial()));
    scene.add(new THREE.LineSegments(box, new THREE.LineBasicMaterial()));
    // Observed late, when three.js has its extensions.
    renderer.render(scene, camera);
    const gl = renderer.getContext() as WebGL2RenderingContext;
    const rig = webgl.createRig();
    rig.probe.add(gl);
    gl.getExtension('EXT_disjoint_timer_query_webgl2');
    const query = gl.createQuery() as WebGLQuery;
    const first = await rig.loop(60, () => {
      gl.beginQuery(0x88bf, query);
      rig.gpuPass('main', () => renderer.render(scene, camera));
      gl.endQuery(0x88bf);
    });
    await rig.settle(() => gl.drawArrays(0, 0, 1));
    const { calls, triangles } = renderer.info.render;
    const row = ['rendering.draw_calls', 'rendering.triangles'].map((key) => rig.value(key, first + 50));
    const timed = await rig.loop(10, () => rig.gpuPass('main', () => renderer.render(scene, camera)));
    await rig.settle(() => gl.drawArrays(0, 0, 1));
    const times = ['gpu_time_ms', 'gpu_main_pass_ms'].map((key) => rig.value(`performance.${key}`, timed + 5));
    return { info: [calls, triangles], row, times, error: gl.getError(), warnings: rig.warnings };
  });
  expect(result.info).toEqual([6, 168]);
  expect(result.row).toEqual(result.info);
  expect(result.times[1]).toBeGreaterThan(0);
  expect(result.times[0]).toBeGreaterThanOrEqual(result.times[1] as number);
  expect(result).toMatchObject({ error: 0, warnings: [] });
});

test('agrees with three.js frame by frame, and with the bytes that its scene allocates', async ({ page }) => {
  await openPage(page, '/e2e-pages/webgl-probe.html');
  const result = await page.evaluate(async () => {
    const THREE = await webgl.loadThree();
    const canvas = document.createElement('canvas');
    const gl = canvas.getContext('webgl2') as WebGL2RenderingContext;
    const rig = webgl.createRig();
    rig.probe.add(gl);
    const renderer = new THREE.WebGLRenderer({ canvas, context: gl });
    renderer.setSize(64, 64);
    const scene = new THREE.Scene();
    const camera = new THREE.PerspectiveCamera(50, 1, 0.1, 100);
    camera.position.z = 10;
    const box = new THREE.BoxGeometry();
    const objects = [
      new THREE.Mesh(box, new THREE.MeshBasicMaterial()),
      new THREE.InstancedMesh(box, new THREE.MeshBasicMaterial(), 7),
      new THREE.Points(box, new THREE.PointsMaterial()),
      new THREE.LineSegments(box, new THREE.LineBasicMaterial()),
      new THREE.Line(box, new THREE.LineBasicMaterial()),
      new THREE.LineLoop(box, new THREE.LineBasicMaterial()),
    ];
    scene.add(...objects);
    const infos: number[][] = [];
    const rows: number[][] = [];
    const keys = ['draw_calls', 'triangles', 'lines', 'points'];
    for (let shown = 0; shown < 2 ** objects.length; shown++) {
      for (const [k, object] of objects.entries()) object.visible = (shown & (1 << k)) !== 0;
      const frame = rig.frame(() => renderer.render(scene, camera));
      const { calls, triangles, lines, points } = renderer.info.render;
      infos.push([calls, triangles, lines, points]);
      rows.push(keys.map((key) => rig.value(`rendering.${key}{context="1"}`, frame)));
    }
    const memory = () =>
      ['buffer_mb', 'texture_mb'].map((key) => rig.value(`webgl.${key}{context="1"}`, rig.frame()) * 2 ** 20);
    const before = memory();
    const geometry = new THREE.PlaneGeometry();
    const map = new THREE.DataTexture(new Uint8Array(64 * 32 * 4), 64, 32);
    map.generateMipmaps = true;
    map.needsUpdate = true;
    const plane = new THREE.Mesh(geometry, new THREE.MeshBasicMaterial({ map }));
    scene.add(plane);
    rig.frame(() => renderer.render(scene, camera));
    const during = memory();
    scene.remove(plane);
    geometry.dispose();
    map.dispose();
    const bytes = [...Object.values(geometry.attributes), geometry.index].map(
      (attribute) => (attribute as InstanceType<typeof THREE.BufferAttribute>).array.byteLength,
    );
    return {
      infos,
      rows,
      grown: during.map((after, k) => after - (before[k] as number)),
      left: memory().map((after, k) => after - (before[k] as number)),
      expected: bytes.reduce((sum, one) => sum + one, 0),
    };
  });
  expect(result.infos.at(-1)?.every((figure) => figure > 0)).toBe(true);
  expect(result.rows).toEqual(result.infos);
  const mipmap = [0, 1, 2, 3, 4, 5, 6].reduce((sum, level) => sum + 4 * (64 >> level) * Math.max(1, 32 >> level), 0);
  expect(result.grown).toEqual([result.expected, mipmap]);
  expect(result.left).toEqual([0, 0]);
});
