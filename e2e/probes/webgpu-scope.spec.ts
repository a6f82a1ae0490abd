import { expect, test } from '@playwright/test';
import type * as Package from '../../src/index.ts';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgpu-probe.ts';

test.beforeEach(async ({ page }) => {
  await openPage(page, '/e2e-pages/webgpu-probe.html');
  await page.evaluate(async () => {
    globalThis.framescope = (await import('/dist/framescope.js' as string)) as typeof Package;
  });
});

test('takes a device, a canvas that is configured, and what it gives ends that', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const kit = webgpu.createKit(device);
    const { createBuffer } = GPUDevice.prototype;
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('webgpu') as GPUCanvasContext;
    const scope = framescope.createFramescope({ hud: false });
    const refused = (() => {
      try {
        return scope.probe(canvas);
      } catch (error) {
        return (error as InstanceType<typeof framescope.MetricsError>).code;
      }
    })();
    context.configure({ device, format: 'rgba8unorm' });
    const stop = [scope.probe(canvas), scope.probe(device)];
    const early = device.createBuffer({ size: 64, usage: GPUBufferUsage.COPY_DST });
    const draws = async () => {
      await new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          kit.draw((pass) => pass.draw(3));
          resolve();
        }),
      );
      await new Promise((resolve) => setTimeout(resolve));
      return scope.metrics.gauge('draw_calls_gauge').value;
    };
    let before = Number.NaN;
    while (!(before > 0)) before = await draws();
    const counted = await draws();
    const read = scope.metrics.registry.get('engine:webgpu.buffer_mb{device="1"}')?.read();
    const bytes = read?.type === 'gauge' ? read.value * 2 ** 20 : Number.NaN;
    early.destroy();
    stop[0]?.();
    const one = await draws();
    stop[1]?.();
    const none = await draws();
    // Ended before the code was there: nothing is left behind.
    const other = framescope.createFramescope({ isolated: true, target: device, hud: false });
    other.destroy();
    scope.destroy();
    const isNative = GPUDevice.prototype.createBuffer === createBuffer;
    return { refused, counted, bytes, isNative, one, none, gpu: readableGpu(device) };

    function readableGpu({ adapterInfo }: GPUDevice) {
      return (adapterInfo.description || adapterInfo.vendor).length > 0;
    }
  });
  expect(result).toEqual({
    refused: 'invalid-operation',
    counted: 1,
    bytes: 64,
    isNative: true,
    one: 1,
    none: Number.NaN,
    gpu: true,
  });
});

test('counts what three.js counts on WebGPU, and times its passes', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const THREE = await webgpu.loadThree();
    const renderer = new THREE.WebGPURenderer();
    const refused = (() => {
      try {
        return framescope.createFramescope({ target: renderer, hud: false });
      } catch (error) {
        return String(error);
      }
    })();
    await renderer.init();
    renderer.setSize(64, 64);
    const scope = framescope.createFramescope({ target: renderer, hud: false });
    const scene = new THREE.Scene();
    const camera = new THREE.PerspectiveCamera(50, 1, 0.1, 100);
    camera.position.z = 10;
    const material = new THREE.MeshBasicMaterial();
    const box = new THREE.BoxGeometry();
    scene.add(new THREE.Mesh(box, material));
    scene.add(new THREE.Mesh(box.toNonIndexed(), material));
    scene.add(new THREE.InstancedMesh(box, material, 7));
    scene.add(new THREE.LineSegments(box, new THREE.LineBasicMaterial()));
    const value = (key: string) => {
      const read = scope.metrics.registry.get(`engine:${key}`)?.read();
      return read?.type === 'gauge' ? read.value : Number.NaN;
    };
    // All is made within the first frame, when the probe is not there yet.
    renderer.render(scene, camera);
    const isEarly = Number.isNaN(value('webgpu.buffers{device="1"}'));
    renderer.setAnimationLoop(() => scope.gpuPass('main', () => renderer.render(scene, camera)));
    while (!(scope.metrics.gauge('gpu_main_pass_gauge').value > 0)) await new Promise(requestAnimationFrame);
    const { drawCalls, triangles } = renderer.info.render;
    const counted = [value('rendering.draw_calls'), value('rendering.triangles')];
    const { status } = scope.metrics.registry.capability('engine:performance.gpu_time_ms');
    const levels = ['buffers', 'textures'].map((name) => value(`webgpu.${name}{device="1"}`));
    renderer.setAnimationLoop(null);
    scope.destroy();
    return { refused: String(refused), engine: [drawCalls, triangles], counted, status, levels, isEarly };
  });
  expect(result.refused).toMatch(/initialised.* current value is a WebGPURenderer/);
  expect(result.engine[0]).toBeGreaterThanOrEqual(4);
  expect(result.counted).toEqual(result.engine);
  expect(result.status).toBe('ready');
  expect(Math.min(...result.levels)).toBeGreaterThan(0);
  expect(result.isEarly).toBe(true);
});

test('does not count what was destroyed before the probe’s code was there', async ({ page }) => {
  const { live, patched, isNative } = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const natives = [GPUBuffer, GPUTexture, GPUQuerySet].map(({ prototype }) => prototype.destroy);
    const scope = framescope.createFramescope({ target: device, hud: false });
    const texture = { size: { width: 8, height: 8 }, format: 'rgba8unorm', usage: GPUTextureUsage.COPY_DST } as const;
    const make = () => [
      device.createBuffer({ size: 64, usage: GPUBufferUsage.COPY_DST }),
      device.createTexture(texture),
      device.createQuerySet({ type: 'occlusion', count: 4 }),
    ];
    const kept = make();
    for (const gone of make()) gone.destroy();
    const { name, length } = GPUBuffer.prototype.destroy;
    await scope.ready;
    const live = ['buffers', 'buffer_mb', 'textures', 'texture_mb', 'query_sets', 'query_set_bytes'].map((key) => {
      const read = scope.metrics.registry.get(`engine:webgpu.${key}{device="1"}`)?.read();
      return read?.type === 'gauge' ? read.value : Number.NaN;
    });
    Object.assign(globalThis, { kept });
    scope.destroy();
    const isNative = [GPUBuffer, GPUTexture, GPUQuerySet].every(({ prototype }, k) => prototype.destroy === natives[k]);
    return { live, patched: [name, length], isNative };
  });
  expect(live).toEqual([1, 64 / 2 ** 20, 1, 256 / 2 ** 20, 1, 32]);
  expect(patched).toEqual(['destroy', 0]);
  expect(isNative).toBe(true);
});

test('lets a device be collected that the page dropped, and an engine, though their lease is held', async ({
  page,
}) => {
  const client = await page.context().newCDPSession(page);
  await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false });
    const left = await (async () => {
      const device = await webgpu.createDevice();
      const engine = { isScene: true, children: [] };
      const lease = framescope.createFramescope({ target: [device, engine], hud: false });
      const buffer = device.createBuffer({ size: 64, usage: GPUBufferUsage.COPY_DST });
      const stop = scope.probe(device);
      await lease.ready;
      return { leases: [lease, stop], refs: { device, engine, buffer } };
    })();
    const refs = Object.fromEntries(Object.entries(left.refs).map(([name, target]) => [name, new WeakRef(target)]));
    Object.assign(globalThis, { leases: left.leases, refs });
  });
  const alive = async () => {
    await client.send('HeapProfiler.collectGarbage');
    return page.evaluate(() => {
      const { refs } = globalThis as unknown as { refs: Record<string, WeakRef<object>> };
      return Object.keys(refs).filter((name) => refs[name]?.deref() !== undefined);
    });
  };
  await expect.poll(alive).toEqual([]);
});
