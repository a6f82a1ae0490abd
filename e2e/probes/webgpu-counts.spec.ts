import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgpu-probe.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgpu-probe.html'));

test('counts every way to draw, in passes and in bundles', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const rig = webgpu.createRig();
    rig.probe.add(device);
    const kit = webgpu.createKit(device);
    device.queue.writeBuffer(kit.indirect, 0, new Uint32Array([3, 1, 0, 0, 0]));
    const bundle = (record: (encoder: GPURenderBundleEncoder) => void) => {
      const encoder = device.createRenderBundleEncoder({ colorFormats: ['rgba8unorm'] });
      encoder.setPipeline(kit.pipeline());
      encoder.setBindGroup(0, kit.renderGroup);
      record(encoder);
      return encoder.finish();
    };
    const first = bundle((encoder) => {
      encoder.draw(9);
      encoder.draw(3, 2);
    });
    const second = bundle((encoder) => encoder.drawIndirect(kit.indirect, 0));
    const draws: Record<string, [(pass: GPURenderPassEncoder) => void, GPUPrimitiveTopology?]> = {
      nothing: [() => undefined],
      list: [(pass) => pass.draw(9)],
      'one vertex over': [(pass) => pass.draw(10)],
      'two vertices': [(pass) => pass.draw(2)],
      strip: [(pass) => pass.draw(9), 'triangle-strip'],
      'strip of two': [(pass) => pass.draw(2), 'triangle-strip'],
      lines: [(pass) => pass.draw(9), 'line-list'],
      'line strip': [(pass) => pass.draw(9), 'line-strip'],
      points: [(pass) => pass.draw(9), 'point-list'],
      instances: [(pass) => pass.draw(9, 5)],
      'no instances': [(pass) => pass.draw(9, 0)],
      'instances by default': [(pass) => pass.draw(9, undefined)],
      'three arguments': [(pass) => pass.draw(9, 2, 0)],
      'all arguments': [(pass) => pass.draw(9, 2, 0, 0)],
      'an argument too many': [(pass) => (pass.draw as (...args: number[]) => void)(9, 2, 0, 0, 7)],
      'vertices as text': [(pass) => pass.draw('9' as unknown as number)],
      drawIndexed: [(pass) => pass.drawIndexed(12)],
      'drawIndexed, instances': [(pass) => pass.drawIndexed(12, 3)],
      'drawIndexed, all arguments': [(pass) => pass.drawIndexed(12, 3, 0, 0, 0)],
      'drawIndexed, four arguments': [(pass) => pass.drawIndexed(12, 3, 0, 0)],
      drawIndirect: [(pass) => pass.drawIndirect(kit.indirect, 0)],
      drawIndexedIndirect: [(pass) => pass.drawIndexedIndirect(kit.indirect, 0)],
      bundles: [(pass) => pass.executeBundles([first, second, first])],
      'a set of bundles': [(pass) => pass.executeBundles(new Set([first]) as unknown as GPURenderBundle[])],
      'another topology later': [
        (pass) => {
          pass.draw(9);
          pass.setPipeline(kit.pipeline('triangle-strip'));
          pass.draw(9);
          pass.setPipeline(kit.pipeline());
          pass.draw(9);
        },
      ],
    };
    // Not in the frame that is counted.
    for (const [, topology] of Object.values(draws)) kit.pipeline(topology);
    rig.frame();
    const counted: Record<string, number[]> = {};
    for (const [name, [draw, topology]] of Object.entries(draws)) {
      const frame = rig.frame(() => kit.draw(draw, topology === undefined ? {} : { topology }));
      counted[name] = [
        'rendering.draw_calls',
        'rendering.triangles',
        'webgpu.indirect_draws{device="1"}',
        'webgpu.bind_group_sets{device="1"}',
      ].map((key) => rig.value(key, frame));
    }
    const frame = rig.frames.nextFrame - 1;
    const labelled = ['rendering.draw_calls', 'rendering.triangles'].map((key) =>
      rig.value(`${key}{device="1"}`, frame),
    );
    return { counted, labelled, warnings: rig.warnings, reason: rig.reason('rendering.draw_calls') };
  });
  // Draw calls, triangles, indirect draws, bind groups set.
  expect(result).toEqual({
    counted: {
      nothing: [0, 0, 0, 1],
      list: [1, 3, 0, 1],
      'one vertex over': [1, 3, 0, 1],
      'two vertices': [1, 0, 0, 1],
      strip: [1, 7, 0, 1],
      'strip of two': [1, 0, 0, 1],
      lines: [1, 0, 0, 1],
      'line strip': [1, 0, 0, 1],
      points: [1, 0, 0, 1],
      instances: [1, 15, 0, 1],
      'no instances': [1, 0, 0, 1],
      'instances by default': [1, 3, 0, 1],
      'three arguments': [1, 6, 0, 1],
      'all arguments': [1, 6, 0, 1],
      'an argument too many': [1, 6, 0, 1],
      'vertices as text': [1, 3, 0, 1],
      drawIndexed: [1, 4, 0, 1],
      'drawIndexed, instances': [1, 12, 0, 1],
      'drawIndexed, all arguments': [1, 12, 0, 1],
      'drawIndexed, four arguments': [1, 12, 0, 1],
      drawIndirect: [1, 0, 1, 1],
      drawIndexedIndirect: [1, 0, 1, 1],
      bundles: [5, 10, 1, 4],
      'a set of bundles': [0, 0, 0, 1],
      'another topology later': [3, 13, 0, 1],
    },
    labelled: [3, 13],
    warnings: [],
    reason: 'ready',
  });
});

test('counts passes, dispatches, submissions, creations and uploads', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const rig = webgpu.createRig();
    rig.probe.add(device);
    const kit = webgpu.createKit(device);
    const texture = device.createTexture({
      size: [8, 8, 2],
      format: 'rgba16float',
      usage: GPUTextureUsage.COPY_DST | GPUTextureUsage.RENDER_ATTACHMENT,
    });
    const image = device.createTexture({
      size: [8, 8],
      format: 'rgba8unorm',
      usage: GPUTextureUsage.COPY_DST | GPUTextureUsage.RENDER_ATTACHMENT,
    });
    const canvas = new OffscreenCanvas(8, 8);
    canvas.getContext('2d');
    rig.frame();
    const { queue } = device;
    const work: Record<string, () => void> = {
      nothing: () => undefined,
      passes: () =>
        kit.submit((encoder) => {
          kit.renderPass(encoder).end();
          kit.compute(encoder);
          kit.compute(encoder, {});
        }),
      'several command buffers': () =>
        queue.submit([device.createCommandEncoder().finish(), device.createCommandEncoder().finish()]),
      'an empty submission': () => queue.submit([]),
      'bind groups': () => {
        device.createBindGroup({
          layout: kit.renderLayout,
          entries: [{ binding: 0, resource: { buffer: kit.steps } }],
        });
      },
      pipelines: () => {
        device.createRenderPipeline(kit.descriptor());
        device.createComputePipeline({ layout: 'auto', compute: { module: kit.module, entryPoint: 'compute' } });
      },
      'indirect dispatch': () =>
        kit.submit((encoder) => {
          queue.writeBuffer(kit.indirect, 0, new Uint32Array([1, 1, 1]));
          const pass = encoder.beginComputePass();
          pass.setPipeline(kit.computePipeline);
          pass.setBindGroup(0, kit.computeGroup, []);
          pass.dispatchWorkgroups(1, 1);
          pass.dispatchWorkgroupsIndirect(kit.indirect, 0);
          pass.end();
        }),
      'a whole typed array': () => queue.writeBuffer(kit.indirect, 0, new Float32Array(4)),
      'a part of a typed array': () => queue.writeBuffer(kit.indirect, 0, new Float32Array(8), 2),
      'so many elements': () => queue.writeBuffer(kit.indirect, 0, new Float32Array(8), 2, 3),
      'so many bytes': () => queue.writeBuffer(kit.indirect, 0, new ArrayBuffer(32), 4, 8),
      'a view': () => queue.writeBuffer(kit.indirect, 0, new DataView(new ArrayBuffer(32), 16)),
      writeTexture: () =>
        queue.writeTexture({ texture }, new Uint8Array(8 * 256 * 2), { bytesPerRow: 256, rowsPerImage: 8 }, [4, 8, 2]),
      'writeTexture, by an object': () =>
        queue.writeTexture({ texture }, new Uint8Array(8 * 256), { bytesPerRow: 256 }, { width: 4, height: 8 }),
      copyExternalImageToTexture: () =>
        queue.copyExternalImageToTexture({ source: canvas }, { texture: image }, [8, 4]),
      'mapped at creation': () => {
        const buffer = device.createBuffer({ size: 64, usage: GPUBufferUsage.COPY_SRC, mappedAtCreation: true });
        buffer.getMappedRange(0, 16);
        buffer.getMappedRange(16);
        buffer.destroy();
      },
    };
    const counted: Record<string, Record<string, number>> = {};
    const keys = [...rig.metrics.registry.query({ labels: { device: '1' } })].map(({ id }) => id.name);
    for (const [name, run] of Object.entries(work)) {
      const frame = rig.frame(run);
      const values = keys
        .filter(
          (key) =>
            !/pipeline_ms|buffers$|textures|query_sets|_mb$|query_set_bytes|gpu_time|errors/.test(key) ||
            key === 'webgpu.command_buffers',
        )
        .map((key) => [key.replace(/^\w+\./, ''), rig.value(`${key}{device="1"}`, frame)] as const)
        .filter(([, value]) => value !== 0);
      counted[name] = Object.fromEntries(values);
    }
    const [pipelineMs] = [rig.metrics.registry.get('engine:webgpu.pipeline_ms{device="1"}')?.read()];
    return {
      counted,
      pipelineMs,
      errors: rig.metrics.registry.get('engine:webgpu.validation_errors{device="1"}')?.read(),
    };
  });
  expect(result.counted).toEqual({
    nothing: {},
    passes: { render_passes: 1, compute_passes: 2, dispatches: 2, bind_group_sets: 2, submits: 1, command_buffers: 1 },
    'several command buffers': { submits: 1, command_buffers: 2 },
    'an empty submission': { submits: 1 },
    'bind groups': { bind_groups_created: 1 },
    pipelines: { pipelines_created: 2 },
    'indirect dispatch': {
      compute_passes: 1,
      dispatches: 2,
      bind_group_sets: 1,
      submits: 1,
      command_buffers: 1,
      buffer_upload_bytes: 12,
    },
    'a whole typed array': { buffer_upload_bytes: 16 },
    'a part of a typed array': { buffer_upload_bytes: 24 },
    'so many elements': { buffer_upload_bytes: 12 },
    'so many bytes': { buffer_upload_bytes: 8 },
    'a view': { buffer_upload_bytes: 16 },
    writeTexture: { texture_upload_bytes: 512 },
    'writeTexture, by an object': { texture_upload_bytes: 256 },
    copyExternalImageToTexture: { texture_upload_bytes: 128 },
    'mapped at creation': { mapped_bytes: 64 },
  });
  expect(result.errors).toMatchObject({ value: 0 });
});

test('counts asynchronous pipelines, with the time until they are there, before the page gets them', async ({
  page,
}) => {
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const rig = webgpu.createRig();
    rig.probe.add(device);
    const kit = webgpu.createKit(device);
    rig.frame();
    const pending = device.createRenderPipelineAsync(kit.descriptor('triangle-strip'));
    const during = rig.frame();
    const isPromise = pending instanceof Promise;
    const pipeline = await pending;
    await device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module: kit.module, entryPoint: 'compute' },
    });
    const frame = rig.frame(() =>
      kit.draw((pass) => {
        pass.setPipeline(pipeline);
        pass.draw(5);
      }),
    );
    const failure = await device
      .createRenderPipelineAsync({ ...kit.descriptor(), vertex: { module: kit.module, entryPoint: 'none' } })
      .catch((error: unknown) => (error as Error).name);
    const value = (key: string, at: number) => rig.value(`webgpu.${key}{device="1"}`, at);
    return {
      isPromise,
      isPipeline: pipeline instanceof GPURenderPipeline,
      created: [value('pipelines_created', during), value('pipelines_created', frame)],
      ms: value('pipeline_ms', frame),
      triangles: rig.value('rendering.triangles', frame),
      failure,
    };
  });
  // One is the kit's, for its first draw.
  expect(result).toMatchObject({
    isPromise: true,
    isPipeline: true,
    created: [0, 3],
    triangles: 3,
    failure: 'GPUPipelineError',
  });
  expect(result.ms).toBeGreaterThan(0);
});
