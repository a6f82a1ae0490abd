import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgpu-probe.ts';
import { expectProportion } from './expect-proportion.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgpu-probe.html'));

test('gives each frame the time of its own work, and twice the work twice the time', async ({ page }) => {
  const times = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const kit = webgpu.createKit(device);
    const unit = Math.round(4 * (await kit.stepsPerMs()));
    const rig = webgpu.createRig();
    rig.probe.add(device);
    const load = (units: number) => {
      kit.setSteps(units * unit);
      kit.draw((pass) => pass.draw(3));
    };
    await rig.loop(10, () => load(0));
    const { least, lastRound } = await webgpu.leastGpuTimes(rig, [0, 1, 0, 2], load);
    const [none, once, noneEither, twice] = least as [number, number, number, number];
    const labelled = rig.value('performance.gpu_time_ms{device="1"}', lastRound + 1);
    return {
      none,
      noneEither,
      once,
      twice,
      isSameLabelled: labelled === rig.value('performance.gpu_time_ms', lastRound + 1),
      recorded: rig.metrics.histogram('gpu_time_histogram').value.count,
      reason: rig.reason('performance.gpu_time_ms'),
      warnings: rig.warnings,
    };
  });
  expectProportion(times);
  expect(times.recorded).toBeGreaterThan(60);
  expect(times).toMatchObject({ isSameLabelled: true, reason: 'ready', warnings: [] });
});

test('times passes by their labels and by name, render and compute, and not their sum', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const kit = webgpu.createKit(device);
    const unit = Math.round(2 * (await kit.stepsPerMs()));
    const rig = webgpu.createRig();
    rig.probe.add(device);
    const draw = (label?: string) => kit.draw((pass) => pass.draw(3), label === undefined ? {} : { label });
    const reason = rig.reason('performance.gpu_main_pass_ms');
    const names = ['shadow', 'main', 'particles', 'labelled within'];
    const timed: { frame: number; main: number; passes: number[] }[] = [];
    // Frames whose results would be late are left out, more of them on a busy machine.
    while (timed.length <= 20) {
      const first = await rig.loop(30, () => {
        kit.setSteps(unit);
        draw('shadow');
        rig.gpuPass('main', () => {
          draw();
          draw('labelled within');
        });
        kit.submit((encoder) => {
          kit.compute(encoder, { label: 'particles' });
          kit.compute(encoder);
        });
        draw('shadow');
      });
      await rig.settle(() => kit.draw(() => undefined));
      for (let frame = first; frame < first + 30; frame++) {
        const value = (key: string) => rig.value(`performance.${key}`, frame);
        const passes = names.map((name) => value(`gpu_pass_ms{pass="${name}"}`));
        if (value('gpu_time_ms') > 0)
          timed.push({ frame: value('gpu_time_ms'), main: value('gpu_main_pass_ms'), passes });
      }
    }
    return { reason, reasonThen: rig.reason('performance.gpu_main_pass_ms'), timed, warnings: rig.warnings };
  });
  for (const { frame, main, passes } of result.timed) {
    const [shadow, mainPass, particles, labelled] = passes as [number, number, number, number];
    expect(main).toBe(mainPass);
    for (const ms of [shadow, main, particles]) expect(ms).toBeGreaterThan(0);
    // A name given by gpuPass stands over a label.
    expect(labelled).toBeNaN();
    expect(shadow + main + particles).toBeLessThanOrEqual(frame + 0.01);
  }
  expect(result).toMatchObject({
    reason: 'pending: Measured only while somebody reads it',
    reasonThen: 'ready',
    warnings: [],
  });
});

test('leaves the page its own timestamps, and the frame without a time that would be a part of it', async ({
  page,
}) => {
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const kit = webgpu.createKit(device);
    const unit = Math.round(await kit.stepsPerMs());
    const rig = webgpu.createRig();
    rig.probe.add(device);
    const querySet = device.createQuerySet({ type: 'timestamp', count: 2 });
    const resolved = device.createBuffer({ size: 16, usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC });
    const readBack = device.createBuffer({ size: 16, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
    kit.setSteps(unit);
    const own = { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
    const descriptor = Object.freeze({ label: 'own', timestampWrites: Object.freeze(own) });
    const ours = await rig.loop(3, () =>
      kit.draw((pass) => pass.draw(3), { label: 'ours', timestampWrites: undefined } as object),
    );
    const theirs = await rig.loop(3, () => {
      kit.draw((pass) => pass.draw(3), { label: 'ours' });
      kit.draw((pass) => pass.draw(3), descriptor);
    });
    const reason = rig.reason('performance.gpu_time_ms');
    kit.submit((encoder) => {
      encoder.resolveQuerySet(querySet, 0, 2, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, readBack, 0, 16);
    });
    await readBack.mapAsync(GPUMapMode.READ);
    const [begin, end] = new BigUint64Array(readBack.getMappedRange()) as unknown as [bigint, bigint];
    await rig.settle(() => kit.draw(() => undefined));
    const value = (key: string, frame: number) => rig.value(`performance.${key}`, frame);
    return {
      ownMs: Number(end - begin) / 1e6,
      reason,
      reasonThen: rig.reason('performance.gpu_time_ms'),
      ours: value('gpu_time_ms', ours + 1) > 0,
      theirs: value('gpu_time_ms', theirs + 1),
      theirPass: value('gpu_pass_ms{pass="own"}', theirs + 1),
      ourPass: value('gpu_pass_ms{pass="ours"}', theirs + 1) > 0,
    };
  });
  expect(result.ownMs).toBeGreaterThan(0);
  expect(result).toMatchObject({
    reason: 'pending: The page writes timestamps of its own, so that not all passes are timed',
    reasonThen: 'ready',
    ours: true,
    theirs: Number.NaN,
    theirPass: Number.NaN,
    ourPass: true,
  });
});

test('reads each property of a descriptor as often and in the same order as without it', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const kit = webgpu.createKit(device);
    const rig = webgpu.createRig();
    const observe = () => {
      const reads: string[] = [];
      const notes = (given: object) =>
        new Proxy(given, {
          get(target, key, receiver) {
            reads.push(`get ${String(key)}`);
            return Reflect.get(target, key, receiver);
          },
          ownKeys: () => [String(reads.push('keys'))],
          has: () => reads.push('has') > 0,
          set: () => reads.push('set') < 0,
          defineProperty: () => reads.push('define') < 0,
        });
      /** Its properties are getters that work on the object itself only. */
      class Descriptor {
        readonly #attachments = [{ view: kit.target, loadOp: 'clear', storeOp: 'store' }];
        get colorAttachments() {
          return this.#attachments;
        }
      }
      kit.submit((encoder) => {
        const pass = notes({ colorAttachments: [notes({ view: kit.target, loadOp: 'clear', storeOp: 'store' })] });
        encoder.beginRenderPass(pass as GPURenderPassDescriptor).end();
        encoder.beginComputePass(notes({ label: 'compute' })).end();
        encoder.beginRenderPass(new Descriptor() as GPURenderPassDescriptor).end();
        encoder.beginRenderPass(
          Object.freeze({ ...new Descriptor(), colorAttachments: [], timestampWrites: undefined }) as never,
        );
      });
      return reads;
    };
    device.pushErrorScope('validation');
    const without = observe();
    const errorWithout = (await device.popErrorScope())?.message.slice(0, 40);
    rig.probe.add(device);
    let counted: string[] = [];
    device.pushErrorScope('validation');
    const frame = rig.frame(() => {
      counted = observe();
    });
    const errorWith = (await device.popErrorScope())?.message.slice(0, 40);
    return {
      without,
      counted,
      errors: [errorWithout, errorWith],
      passes: rig.value('webgpu.render_passes{device="1"}', frame),
    };
  });
  expect(result.without.length).toBeGreaterThan(5);
  expect(result.counted).toEqual(result.without);
  expect(result.errors[1]).toBe(result.errors[0]);
  expect(result.passes).toBe(3);
});

test('is measured only while somebody wants it, and only on a device that can be timed', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const [device, plain] = [await webgpu.createDevice(), await webgpu.createDevice([])];
    const kits = [device, plain].map((one) => webgpu.createKit(one)) as [
      ReturnType<typeof webgpu.createKit>,
      ReturnType<typeof webgpu.createKit>,
    ];
    let sets = 0;
    const { createQuerySet } = GPUDevice.prototype;
    GPUDevice.prototype.createQuerySet = function (descriptor) {
      sets++;
      return createQuerySet.call(this, descriptor);
    };
    const rig = webgpu.createRig();
    const { seen: reasons, note } = rig.reasonsOf('performance.gpu_time_ms');
    rig.isGpuTimeWanted = false;
    const stop = rig.probe.add(device);
    note();
    const draw = () => {
      kits[0].draw((pass) => pass.draw(3));
      note();
    };
    await rig.loop(3, draw);
    const before = sets;
    rig.isGpuTimeWanted = true;
    const timed = await rig.loop(3, draw);
    await rig.settle(draw);
    const isTimed = rig.value('performance.gpu_time_ms', timed + 1) > 0;
    rig.isGpuTimeWanted = false;
    await rig.loop(3, draw);
    rig.isGpuTimeWanted = true;
    rig.probe.add(plain);
    const both = await rig.loop(3, () => {
      draw();
      kits[1].draw((pass) => pass.draw(3));
    });
    note();
    await rig.settle(draw);
    const first = rig.value('performance.gpu_time_ms{device="1"}', both + 1) > 0;
    const sum = rig.value('performance.gpu_time_ms', both + 1);
    stop();
    note();
    return { before, reasons, isTimed, first, sum };
  });
  expect(result).toEqual({
    before: 0,
    reasons: [
      'unsupported: No WebGL context or WebGPU device is measured: give it as target',
      'pending: Measured only while somebody reads it',
      'ready',
      'pending: Measured only while somebody reads it',
      'unsupported: The device was made without the feature "timestamp-query"',
    ],
    isTimed: true,
    first: true,
    sum: Number.NaN,
  });
});

test('gives up on passes that are submitted in another frame, with nothing wrong on the page', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const kit = webgpu.createKit(device);
    const errors: string[] = [];
    device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
    const rig = webgpu.createRig();
    rig.probe.add(device);
    let waiting: GPUCommandBuffer[] = [];
    const late = () => {
      device.queue.submit(waiting);
      const encoder = device.createCommandEncoder();
      kit.renderPass(encoder, { label: 'late' }).end();
      waiting = [encoder.finish()];
    };
    const first = await rig.loop(30, late);
    for (let k = 0; k < 200 && !rig.reason('performance.gpu_time_ms').startsWith('unsupported'); k++)
      await rig.loop(1, late);
    const reason = rig.reason('performance.gpu_time_ms');
    rig.probe.destroy();
    device.queue.submit(waiting);
    await device.queue.onSubmittedWorkDone();
    const times = Array.from({ length: 30 }, (_, k) => rig.value('performance.gpu_time_ms', first + k));
    return {
      errors,
      times: times.filter((ms) => ms >= 0),
      reason,
      warnings: rig.warnings,
    };
  });
  expect(result).toEqual({
    errors: [],
    times: [],
    reason: 'unsupported: Passes are submitted after the frame that they were recorded in',
    warnings: [],
  });
});

test('gives no time of a frame with passes that were recorded outside of it, and says why', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const kit = webgpu.createKit(device);
    const rig = webgpu.createRig();
    rig.probe.add(device);
    const draw = () => kit.draw((pass) => pass.draw(3));
    await rig.settle(draw);
    const reasons: string[] = [];
    const frames: number[] = [];
    const pass = async (within: () => void) => {
      draw();
      frames.push(await rig.loop(1, within));
      reasons.push(rig.reason('performance.gpu_time_ms'));
    };
    for (let k = 0; k < 3; k++) await pass(draw);
    for (let k = 0; k < 3; k++) await pass(() => undefined);
    await rig.settle(draw);
    const keys = ['performance.gpu_time_ms', 'performance.gpu_time_ms{device="1"}'];
    const times = frames.flatMap((frame) => keys.map((key) => rig.value(key, frame)));
    return { times, reasons, reasonThen: rig.reason('performance.gpu_time_ms'), warnings: rig.warnings };
  });
  expect(result.times).toEqual(Array(12).fill(Number.NaN));
  expect(new Set(result.reasons)).toEqual(
    new Set(['unsupported: Passes outside of animation frame callbacks and manual frames are not timed']),
  );
  expect(result.reasonThen).toBe('ready');
  expect(result.warnings).toEqual([]);
});
