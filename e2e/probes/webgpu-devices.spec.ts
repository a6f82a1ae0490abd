import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgpu-probe.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgpu-probe.html'));

test('keeps devices apart, passes that are recorded by turns too, and adds them up', async ({ page }) => {
  const rows = await page.evaluate(async () => {
    const [first, second, unobserved] = [
      await webgpu.createDevice(),
      await webgpu.createDevice(),
      await webgpu.createDevice(),
    ];
    const rig = webgpu.createRig();
    rig.probe.add(first);
    rig.probe.add(second);
    const kits = [first, second, unobserved].map((device) => webgpu.createKit(device));
    for (const kit of kits) kit.pipeline();
    rig.frame();
    const frame = rig.frame(() => {
      const open = kits.map((kit) => {
        const encoder = kit.device.createCommandEncoder();
        const pass = kit.renderPass(encoder);
        pass.setPipeline(kit.pipeline());
        pass.setBindGroup(0, kit.renderGroup);
        return { kit, encoder, pass };
      });
      for (let k = 0; k < 3; k++) for (const [index, { pass }] of open.entries()) pass.draw(3 * (index + 1));
      for (const { kit, encoder, pass } of open) {
        pass.end();
        kit.device.queue.submit([encoder.finish()]);
      }
    });
    await rig.settle(() => undefined);
    const row = (labels: string) =>
      ['rendering.draw_calls', 'rendering.triangles'].map((key) => rig.value(`${key}${labels}`, frame));
    const ms = ['{device="1"}', '{device="2"}', ''].map((labels) =>
      rig.value(`performance.gpu_time_ms${labels}`, frame),
    );
    return { first: row('{device="1"}'), second: row('{device="2"}'), sum: row(''), ms, devices: rig.probe.devices };
  });
  expect(rows).toMatchObject({ first: [3, 3], second: [3, 6], sum: [6, 9], devices: 2 });
  const [first, second, sum] = rows.ms as [number, number, number];
  expect(sum).toBeCloseTo(first + second, 2);
});

test('counts work outside frames into the next row, and stops with the last lease', async ({ page }) => {
  const rows = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const kit = webgpu.createKit(device);
    const rig = webgpu.createRig();
    const draw = () => kit.draw((pass) => pass.draw(3));
    const draws = (frame: number) => rig.value('rendering.draw_calls', frame);
    const none = draws(rig.frame(draw));
    const [first, second] = [rig.probe.add(device), rig.probe.add(device)];
    draw();
    const outside = draws(rig.frame(draw));
    const { devices } = rig.probe;
    first();
    first();
    const leased = draws(rig.frame(draw));
    second();
    const ended = draws(rig.frame(draw));
    rig.probe.add(device);
    const again = draws(rig.frame(draw));
    rig.probe.destroy();
    rig.probe.add(device);
    return { none, outside, devices, leased, ended, again, late: rig.probe.devices };
  });
  expect(rows).toEqual({ none: Number.NaN, outside: 2, devices: 1, leased: 1, ended: Number.NaN, again: 1, late: 0 });
});

test('counts live resources and their bytes as the scene made them, until they are destroyed or collected', async ({
  page,
}) => {
  const client = await page.context().newCDPSession(page);
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const rig = webgpu.createRig();
    rig.probe.add(device);
    const usage = GPUTextureUsage.RENDER_ATTACHMENT;
    const textures = [
      { size: [64, 32, 4], format: 'rgba16float', mipLevelCount: 6, usage: GPUTextureUsage.COPY_DST, bytes: 0 },
      { size: [16, 16, 16], format: 'r8unorm', dimension: '3d', mipLevelCount: 5, usage: GPUTextureUsage.COPY_DST },
      { size: [100, 50], format: 'bgra8unorm', sampleCount: 4, usage },
      { size: { width: 10 }, format: 'rg32uint', usage },
    ] as GPUTextureDescriptor[];
    const values = () => {
      const frame = rig.frame();
      const value = (key: string) => rig.value(`${key}{device="1"}`, frame);
      return {
        counts: ['buffers', 'textures', 'query_sets'].map((name) => value(`webgpu.${name}`)),
        bytes: [
          value('webgpu.buffer_mb') * 2 ** 20,
          value('webgpu.texture_mb') * 2 ** 20,
          value('webgpu.query_set_bytes'),
        ],
        vram: rig.value('memory.vram_usage_mb', frame) * 2 ** 20,
        peak: rig.value('memory.vram_peak_mb', frame) * 2 ** 20,
      };
    };
    const empty = values();
    const made = {
      textures: textures.map((descriptor) => device.createTexture(descriptor)),
      buffers: [12, 4096].map((size) => device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST })),
      sets: [device.createQuerySet({ type: 'occlusion', count: 5 })],
    };
    const full = values();
    made.textures[0]?.destroy();
    made.textures[0]?.destroy();
    made.buffers[1]?.destroy();
    made.sets[0]?.destroy();
    const rest = values();
    Object.assign(globalThis, { rig, device, values });
    return { empty, full, rest, reason: rig.reason('memory.vram_usage_mb') };
  });
  const levels = (length: number, texels: (level: number) => number) =>
    Array.from({ length }, (_, level) => texels(level)).reduce((sum, n) => sum + n, 0);
  const half = 8 * 4 * levels(6, (level) => Math.max(1, 64 >> level) * Math.max(1, 32 >> level));
  const volume = levels(5, (level) => (16 >> level) ** 3);
  const multisampled = 100 * 50 * 4 * 4;
  const all = half + volume + multisampled + 80;
  expect(result.empty).toMatchObject({ counts: [0, 0, 0], bytes: [0, 0, 0], vram: 0 });
  expect(result.full).toEqual({ counts: [2, 4, 1], bytes: [4108, all, 40], vram: 4148 + all, peak: 4148 + all });
  expect(result.rest).toEqual({
    counts: [1, 3, 0],
    bytes: [12, all - half, 0],
    vram: 12 + all - half,
    peak: 4148 + all,
  });
  expect(result.reason).toBe('ready');
  await expect
    .poll(async () => {
      await client.send('HeapProfiler.collectGarbage');
      return page.evaluate(() => (globalThis as unknown as { values(): { counts: number[] } }).values().counts);
    })
    .toEqual([0, 0, 0]);
});

test('survives the loss of a device in the middle of a frame', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const errors: string[] = [];
    addEventListener('error', ({ message }) => errors.push(message));
    addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
    const device = await webgpu.createDevice();
    const rig = webgpu.createRig();
    rig.probe.add(device);
    let kit = webgpu.createKit(device);
    await rig.loop(5, () => kit.draw((pass) => pass.draw(3)));
    const lost = await rig.loop(1, () => {
      kit.draw((pass) => pass.draw(3));
      device.destroy();
      kit.draw((pass) => pass.draw(3));
    });
    await device.lost;
    const after = await rig.loop(3, () => kit.draw((pass) => pass.draw(3)));
    const reason = rig.reason('performance.gpu_time_ms');
    const left = ['buffers', 'textures'].map((name) => rig.value(`webgpu.${name}{device="1"}`, after + 1));
    // The page goes on with another.
    const next = await webgpu.createDevice();
    rig.probe.add(next);
    kit = webgpu.createKit(next);
    const back = await rig.loop(130, () => kit.draw((pass) => pass.draw(3)));
    await rig.settle(() => kit.draw((pass) => pass.draw(3)));
    const value = (frame: number) => rig.value('performance.gpu_time_ms', frame);
    return {
      errors,
      reason,
      left,
      lost: value(lost),
      draws: rig.value('rendering.draw_calls', lost),
      back: Array.from({ length: 130 }, (_, k) => value(back + k)).some((ms) => ms > 0),
      reasonThen: rig.reason('performance.gpu_time_ms'),
      warnings: rig.warnings,
    };
  });
  expect(result).toEqual({
    errors: [],
    reason: 'unsupported: The device is lost',
    left: [0, 0],
    lost: Number.NaN,
    draws: 2,
    back: true,
    reasonThen: 'ready',
    warnings: [],
  });
});

test('lets a device be collected that the page dropped', async ({ page }) => {
  const client = await page.context().newCDPSession(page);
  await page.evaluate(async () => {
    const rig = webgpu.createRig();
    await (async () => {
      const device = await webgpu.createDevice();
      rig.probe.add(device);
      const kit = webgpu.createKit(device);
      await rig.loop(10, () => kit.draw((pass) => pass.draw(3)));
    })();
    const device = await webgpu.createDevice();
    rig.probe.add(device);
    const kept = webgpu.createKit(device);
    for (let k = 0; k < 130; k++) rig.frame(() => kept.draw((pass) => pass.draw(3)));
    Object.assign(globalThis, { rig, kept });
  });
  await expect
    .poll(async () => {
      await client.send('HeapProfiler.collectGarbage');
      return page.evaluate(
        () => (globalThis as unknown as { rig: ReturnType<typeof webgpu.createRig> }).rig.probe.devices,
      );
    })
    .toBe(1);
  const gauges = await page.evaluate(() => {
    const { rig } = globalThis as unknown as { rig: ReturnType<typeof webgpu.createRig> };
    return [1, 2].map((device) => rig.metrics.registry.query({ labels: { device: String(device) } }).length > 0);
  });
  expect(gauges).toEqual([false, true]);
});

test('frees what it made on a device when it is destroyed', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const live = new Set<object>();
    for (const name of ['createBuffer', 'createQuerySet'] as const) {
      const create = GPUDevice.prototype[name] as (...args: unknown[]) => { destroy(): void };
      (GPUDevice.prototype as unknown as Record<string, unknown>)[name] = function (
        this: GPUDevice,
        ...args: unknown[]
      ) {
        const made = create.apply(this, args);
        live.add(made);
        return made;
      };
    }
    for (const { prototype } of [GPUBuffer, GPUQuerySet]) {
      const { destroy } = prototype;
      prototype.destroy = function () {
        live.delete(this);
        return destroy.call(this);
      };
    }
    const device = await webgpu.createDevice();
    const kit = webgpu.createKit(device);
    const before = live.size;
    const rig = webgpu.createRig();
    rig.probe.add(device);
    const draw = () => kit.draw((pass) => pass.draw(3));
    await rig.loop(10, draw);
    await rig.settle(draw);
    const during = live.size;
    await device.queue.onSubmittedWorkDone();
    rig.isGpuTimeWanted = false;
    rig.frame(draw);
    const buffers = [...live].filter((one) => one instanceof GPUBuffer).length;
    rig.isGpuTimeWanted = true;
    rig.frame(draw);
    rig.probe.destroy();
    const left = [...live].filter((one) => one instanceof GPUBuffer).length;
    return {
      before,
      isMore: during > before,
      buffers,
      left,
      metrics: rig.metrics.registry.query({ labels: { device: '1' } }).length,
    };
  });
  expect(result).toMatchObject({ isMore: true, buffers: result.before, left: result.before, metrics: 0 });
});

test('times a device for one scope at a time', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const kit = webgpu.createKit(device);
    const rigs = [webgpu.createRig(), webgpu.createRig()] as const;
    for (const rig of rigs) rig.probe.add(device);
    const frames: number[][] = [];
    for (let k = 0; k < 10; k++) {
      await new Promise(requestAnimationFrame);
      let inner = 0;
      const outer = rigs[0].frame(() => {
        inner = rigs[1].frame(() => kit.draw((pass) => pass.draw(3)));
      });
      frames.push([outer, inner]);
    }
    await rigs[0].settle(() => kit.draw((pass) => pass.draw(3)));
    const draws = rigs.map((rig, k) => rig.value('rendering.draw_calls', frames[5]?.[k] ?? -1));
    const times = rigs.map((rig, k) => rig.value('performance.gpu_time_ms', frames[5]?.[k] ?? -1) > 0);
    const reasons = rigs.map((rig) => rig.reason('performance.gpu_time_ms'));
    rigs[0].probe.destroy();
    await rigs[1].loop(3, () => kit.draw((pass) => pass.draw(3)));
    return { draws, times, reasons, reasonThen: rigs[1].reason('performance.gpu_time_ms') };
  });
  expect(result).toEqual({
    draws: [1, 1],
    times: [true, false],
    reasons: ['ready', 'pending: Another scope times the device'],
    reasonThen: 'ready',
  });
});
