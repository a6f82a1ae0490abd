import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgpu-probe.ts';
import { expectNoTrace } from './expect-no-trace.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgpu-probe.html'));

test('leaves the same prototypes as before, once it is destroyed', async ({ page }) => {
  const traces = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    return webgpu.tracePatches(webgpu.prototypes(), (look) => {
      const rig = webgpu.createRig();
      rig.probe.add(device);
      look();
      rig.frame(() => webgpu.createKit(device).draw((pass) => pass.draw(3)));
      rig.probe.destroy();
    });
  });
  expectNoTrace(traces, 30);
});

test('answers wrong calls of every patched method as the browser does', async ({ page }) => {
  const { without, with: counted } = await page.evaluate(async () => {
    const values = [
      undefined,
      null,
      0,
      1,
      -1,
      1.5,
      Number.NaN,
      2 ** 33,
      3n,
      '3',
      'text',
      true,
      Symbol.iterator,
      {},
      [],
      [0],
      () => 1,
      new Float32Array(4),
      { label: 5 },
      { size: 16 },
      { size: [1, 1] },
    ];
    const argumentLists: unknown[][] = [[], ...values.map((value) => [value])];
    // The same lists in both runs.
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (let k = 0; k < 60; k++)
      argumentLists.push(Array.from({ length: 2 + next(5) }, () => values[next(values.length)]));
    const describe = (value: unknown) =>
      typeof value === 'object' && value !== null
        ? `${Object.prototype.toString.call(value)} ${Object.getPrototypeOf(value)?.constructor.name}`
        : String(value);
    const run = async (isCounted: boolean) => {
      const device = await webgpu.createDevice();
      const rig = webgpu.createRig();
      if (isCounted) rig.probe.add(device);
      const kit = webgpu.createKit(device);
      const outcomes: string[] = [];
      let messages = 0;
      device.addEventListener('uncapturederror', () => messages++);
      const call = (name: string, target: unknown, args: unknown[]) => {
        const method = name
          .split('.')
          .reduce((owner: unknown, key) => (owner as Record<string, unknown>)[key], globalThis);
        try {
          const result = Reflect.apply(method as () => unknown, target, args);
          if (result instanceof Promise)
            return result.then(
              (value) => outcomes.push(`${name} → promise of ${describe(value)}`),
              (error) => outcomes.push(`${name} → rejected ${error}`),
            );
          outcomes.push(`${name} → ${describe(result)}`);
        } catch (error) {
          outcomes.push(`${name} → threw ${error}`);
        }
        return undefined;
      };
      const pending: unknown[] = [];
      const frame = (body: () => void) => (isCounted ? rig.frame(body) : body());
      for (const prototype of webgpu.prototypes()) {
        const owner = prototype.constructor.name;
        if (owner === 'GPUAdapter') continue;
        for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
          if (typeof value !== 'function' || name === 'constructor' || name === 'importExternalTexture') continue;
          frame(() => {
            const receiver = webgpu.receivers(device, kit)[owner]?.();
            const path = `${owner}.prototype.${name}`;
            // The device is to live on.
            if (path !== 'GPUDevice.prototype.destroy')
              for (const args of argumentLists) pending.push(call(path, receiver, args));
            for (const wrong of [undefined, null, {}, 3, window, prototype]) pending.push(call(path, wrong, [1, 1]));
          });
        }
      }
      await Promise.all(pending);
      await device.queue.onSubmittedWorkDone();
      rig.probe.destroy();
      return { outcomes: outcomes.sort(), messages, warnings: rig.warnings };
    };
    return { without: await run(false), with: await run(true) };
  });
  expect(without.outcomes.length).toBeGreaterThan(3000);
  expect(counted.outcomes).toEqual(without.outcomes);
  expect(counted.messages).toBe(without.messages);
  expect(counted.warnings).toEqual([]);
});

test('stays out of the page’s error scopes, submissions and validation', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const uncaptured: string[] = [];
    const run = async (isCounted: boolean) => {
      const device = await webgpu.createDevice();
      device.addEventListener('uncapturederror', (event) => {
        uncaptured.push(event.error.constructor.name);
        event.preventDefault();
      });
      const submit = GPUQueue.prototype.submit;
      let submits = 0;
      const rig = webgpu.createRig();
      if (isCounted) rig.probe.add(device);
      const below = GPUQueue.prototype.submit;
      GPUQueue.prototype.submit = function (buffers) {
        submits++;
        return below.call(this, buffers);
      };
      const kit = webgpu.createKit(device);
      const caught: unknown[] = [];
      for (const filter of ['validation', 'out-of-memory', 'internal'] as const) device.pushErrorScope(filter);
      await rig.loop(6, () => kit.draw((pass) => pass.draw(3)));
      for (let k = 0; k < 3; k++) caught.push(await device.popErrorScope());
      // One error that is the page's own, seen by the page.
      device.pushErrorScope('validation');
      rig.frame(() => device.createBuffer({ size: 4, usage: 0 }));
      const own = (await device.popErrorScope())?.message;
      rig.frame(() => device.createBuffer({ size: 4, usage: 0 }));
      await device.queue.onSubmittedWorkDone();
      GPUQueue.prototype.submit = isCounted ? below : submit;
      const errors = rig.metrics.registry.get('engine:webgpu.validation_errors{device="1"}')?.read();
      rig.probe.destroy();
      return { caught, own, submits, errors, isNative: GPUQueue.prototype.submit === submit };
    };
    return { without: await run(false), with: await run(true), uncaptured };
  });
  expect(result.without).toMatchObject({ caught: [null, null, null], submits: 6, errors: undefined });
  expect(result.without.own).toBeTruthy();
  expect(result.with).toMatchObject({ ...result.without, errors: { value: 1 } });
  expect(result.uncaptured).toEqual(['GPUValidationError', 'GPUValidationError']);
});

test('refuses what cannot be measured with one warning, and measures on', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const rig = webgpu.createRig();
    for (const wrong of [null, {}, document.createElement('canvas')]) rig.probe.add(wrong as unknown as GPUDevice)();
    rig.probe.add(device);
    const drawn = rig.value(
      'rendering.draw_calls',
      rig.frame(() => webgpu.createKit(device).draw((pass) => pass.draw(3))),
    );
    return {
      devices: rig.probe.devices,
      drawn,
      warnings: rig.warnings.length,
      reason: rig.reason('rendering.draw_calls'),
    };
  });
  expect(result).toEqual({ devices: 1, drawn: 1, warnings: 1, reason: 'ready' });
});

test('switches itself off with one warning when it fails, and leaves the page as it was', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const device = await webgpu.createDevice();
    const native = GPUDevice.prototype.createBuffer;
    const rig = webgpu.createRig();
    rig.probe.add(device);
    const kit = webgpu.createKit(device);
    Object.defineProperty(rig, 'isGpuTimeWanted', {
      get() {
        throw new Error('the host failed');
      },
    });
    const missing = rig.value(
      'rendering.draw_calls',
      rig.frame(() => kit.draw((pass) => pass.draw(3))),
    );
    rig.frame();
    const { warnings, probe } = rig;
    const isNative = GPUDevice.prototype.createBuffer === native;
    return { missing, warnings, devices: probe.devices, isNative, reason: rig.reason('rendering.draw_calls') };
  });
  expect(result).toEqual({
    missing: Number.NaN,
    warnings: ['The WebGPU probe failed and is switched off: Error: the host failed'],
    devices: 0,
    isNative: true,
    reason: 'unsupported: The WebGPU probe failed and is switched off',
  });
});
