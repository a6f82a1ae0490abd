import { expect, test } from '@playwright/test';
import { collectProblems, openPage } from './open-page.ts';
import type {} from './pages/webgpu-probe.ts';

test('measures a WebGPU page from a script tag alone, and leaves it as it is', async ({ page }) => {
  const problems = collectProblems(page);
  await openPage(page, '/e2e-pages/auto-webgpu.html');
  const read = () =>
    page.evaluate(() => {
      const metrics = globalThis.__FRAMESCOPE__?.scopes[0]?.metrics;
      const value = (key: string) => {
        const read = metrics?.registry.get(`engine:${key}`)?.read();
        return read?.type === 'gauge' || read?.type === 'counter' ? read.value : Number.NaN;
      };
      const names = [
        'render_passes',
        'compute_passes',
        'dispatches',
        'submits',
        'buffers',
        'textures',
        'buffer_upload_bytes',
      ];
      return {
        draws: [value('rendering.draw_calls'), value('rendering.triangles')],
        counts: names.map((name) => value(`webgpu.${name}{device="1"}`)),
        vramBytes: value('memory.vram_usage_mb') * 2 ** 20,
        errors: value('webgpu.validation_errors{device="1"}'),
        hasPassTime: value('performance.gpu_pass_ms{pass="particles"}') >= 0,
        hasGpuTime: value('performance.gpu_time_ms') >= 0,
      };
    });
  await expect.poll(read).toEqual({
    draws: [1, 2],
    counts: [1, 1, 1, 1, 1, 1, 32],
    vramBytes: 256 + 64 * 64 * 4,
    errors: 0,
    hasPassTime: true,
    hasGpuTime: true,
  });
  const seen = await page.evaluate(() => {
    const { device, descriptor, errors } = (
      globalThis as unknown as { page: { device: GPUDevice; descriptor: object; errors: string[] } }
    ).page;
    return { features: [...device.features], label: device.label, descriptor, errors };
  });
  expect(seen.features).toContain('timestamp-query');
  expect(seen).toMatchObject({ label: 'page', descriptor: { label: 'page', requiredFeatures: [] }, errors: [] });
  expect(problems).toEqual([]);
});

test('answers every way to ask for a device as the browser does', async ({ page }) => {
  await openPage(page, '/e2e-pages/webgpu-probe.html');
  const { without, watched, devices, restored } = await page.evaluate(async () => {
    const asked: unknown[][] = [
      [],
      [undefined],
      [null],
      [{}],
      [7],
      ['text'],
      [{ requiredFeatures: [] }],
      [Object.freeze({ requiredFeatures: Object.freeze(['timestamp-query']) })],
      [{ requiredFeatures: new Set(['timestamp-query']) }],
      [{ requiredFeatures: undefined, label: 'mine' }],
      [{ requiredFeatures: null }],
      [{ requiredFeatures: 5 }],
      [{ requiredFeatures: 'text' }],
      [{ requiredFeatures: ['no-such-feature'] }],
      [{ requiredFeatures: [{}] }],
      [{ requiredLimits: { noSuchLimit: 1 } }],
      [{ requiredLimits: { maxBindGroups: 1e6 } }],
    ];
    const native = GPUAdapter.prototype.requestDevice;
    const run = async () => {
      const outcomes: string[] = [];
      for (const args of asked) {
        const adapter = await navigator.gpu.requestAdapter();
        const request = adapter?.requestDevice as (...args: unknown[]) => Promise<GPUDevice>;
        const outcome = await request.apply(adapter, args).then(
          (device) => `${Object.prototype.toString.call(device)} ${device.label}`,
          (error) => String(error),
        );
        outcomes.push(outcome);
      }
      const wrong = await GPUAdapter.prototype.requestDevice.call({} as GPUAdapter).catch(String);
      return [...outcomes, String(wrong)];
    };
    const without = await run();
    const devices: boolean[] = [];
    const stop = webgpu.watchDevices(globalThis, (device) => {
      devices.push(device.features.has('timestamp-query'));
      return () => undefined;
    });
    const watched = await run();
    const texts = [GPUAdapter.prototype.requestDevice, native].map(({ name, length }) => `${name} ${length}`);
    stop();
    const restored = GPUAdapter.prototype.requestDevice === native && texts[0] === texts[1];
    return { without, watched, devices, restored };
  });
  expect(watched).toEqual(without);
  expect(devices.length).toBeGreaterThan(5);
  expect(new Set(devices)).toEqual(new Set([true]));
  expect(restored).toBe(true);
});

test('does not ask for timestamps of an adapter that has none, and lets rejections be unhandled', async ({ page }) => {
  await openPage(page, '/e2e-pages/webgpu-probe.html');
  const result = await page.evaluate(async () => {
    const reasons: string[] = [];
    addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      reasons.push(String(event.reason));
    });
    const seen: unknown[] = [];
    const stop = webgpu.watchDevices(globalThis, (device) => {
      seen.push(device.features.has('timestamp-query'));
      return () => undefined;
    });
    const { get } = Object.getOwnPropertyDescriptor(GPUAdapter.prototype, 'features') as {
      get(): GPUSupportedFeatures;
    };
    Object.defineProperty(GPUAdapter.prototype, 'features', { configurable: true, get: () => new Set(['shader-f16']) });
    await (await navigator.gpu.requestAdapter())?.requestDevice();
    Object.defineProperty(GPUAdapter.prototype, 'features', { configurable: true, enumerable: true, get });
    const adapter = await navigator.gpu.requestAdapter();
    void adapter?.requestDevice({ requiredFeatures: ['no-such-feature' as GPUFeatureName] });
    while (reasons.length === 0) await new Promise((resolve) => setTimeout(resolve));
    stop();
    await (await navigator.gpu.requestAdapter())?.requestDevice();
    return { seen, reasons };
  });
  expect(result.seen).toEqual([false]);
  expect(result.reasons).toHaveLength(1);
  expect(result.reasons[0]).toContain('TypeError');
});
