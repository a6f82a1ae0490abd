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
