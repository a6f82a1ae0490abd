import { expect, type Page, test } from '@playwright/test';
import { openPage, passFrames } from '../open-page.ts';

function countCompiles(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { events } = (globalThis.demo as NonNullable<typeof demo>).scope.frames;
    return events.filter(({ kind }) => kind === 'compile').length;
  });
}

test('notes which frame waited for a shader of the demo’s button, and for how long', async ({ page }) => {
  await openPage(page, '/?scene=three&load=0&hud=hidden&session=0');
  await passFrames(page, 50);
  const before = await countCompiles(page);
  await passFrames(page, 30);
  // Frames that compile nothing leave nothing.
  expect(await countCompiles(page)).toBe(before);
  await page.getByTestId('compile-shader').click();
  await expect.poll(() => countCompiles(page)).toBe(before + 1);

  const { event, mark, compileMs } = await page.evaluate(() => {
    const { frames } = (globalThis.demo as NonNullable<typeof demo>).scope;
    const event = frames.events.findLast(({ kind }) => kind === 'compile');
    const read = (key: string) => {
      const values = new Float64Array(frames.endFrame);
      frames.read(key, 0, values.length, values);
      return values;
    };
    const frame = read('time').findLastIndex((timeMs) => timeMs <= (event?.timeMs ?? 0));
    // A frame that begins late may begin after the time of the next.
    const rows = read('engine:webgl.compile_ms{context="1"}').subarray(frame - 1, frame + 1);
    return {
      event,
      mark: frames.events.findLast(({ name }) => name === 'shader compile'),
      compileMs: Math.max(...rows),
    };
  });
  const { blockedMs = 0, calls } = { ...(event?.detail as { blockedMs: number; calls: number } | undefined) };
  expect(event?.name).toBe('shaders of context 1');
  expect(event?.timeMs).toBeGreaterThan(mark?.timeMs as number);
  expect(calls).toBeGreaterThanOrEqual(1);
  expect(blockedMs).toBeGreaterThanOrEqual(4);
  expect(event?.durationMs).toBeGreaterThanOrEqual(blockedMs - 0.01);
  // The same time is counted in that frame's row, with that of the quick calls.
  expect(blockedMs).toBeLessThanOrEqual(compileMs + 0.01);
});

test('notes a pipeline that WebGPU makes the page wait for, and no quick one', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  const events = await page.evaluate(async () => {
    const adapter = await navigator.gpu?.requestAdapter();
    const device = await adapter?.requestDevice();
    if (!device) throw new Error('There must be WebGPU, which every other test of it counts on');
    // Chromium makes pipelines beside the page; other browsers let it wait.
    const { createComputePipeline } = GPUDevice.prototype;
    let waitMs = 0;
    GPUDevice.prototype.createComputePipeline = function (this: GPUDevice, descriptor) {
      const endMs = performance.now() + waitMs;
      while (performance.now() < endMs);
      return createComputePipeline.call(this, descriptor);
    };
    const scope = framescope.createFramescope({ hud: false, target: device });
    await scope.ready;
    const module = device.createShaderModule({ code: '@compute @workgroup_size(1) fn main() {}' });
    const make = () => device.createComputePipeline({ layout: 'auto', compute: { module } });
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const made = () => scope.metrics.registry.get('engine:webgpu.pipelines_created{device="1"}')?.read();
    await frame();
    make();
    await frame();
    const quick = made();
    waitMs = 10;
    make();
    await frame();
    const events = scope.frames.events.filter(({ kind }) => kind === 'compile');
    scope.destroy();
    return { quick: quick?.type === 'gauge' && quick.value, events };
  });
  expect(events).toEqual({
    quick: 1,
    events: [
      {
        kind: 'compile',
        name: 'pipelines of device 1',
        timeMs: expect.any(Number),
        durationMs: expect.any(Number),
        detail: { blockedMs: expect.any(Number), calls: 1 },
      },
    ],
  });
});
