import { expect, test } from '@playwright/test';
import { capabilityOf, openScope } from './page-scope.ts';

const read = () =>
  ['width_px', 'height_px', 'css_width_px', 'css_height_px', 'pixel_ratio', 'render_mpx'].map((name) => {
    const handle = scope.metrics.registry.get(`engine:canvas.${name}{context="1"}`);
    return handle === undefined ? 'gone' : (handle.value as number);
  });

test('tells the sizes of a canvas, and notes when its drawing buffer changes', async ({ page }) => {
  await openScope(page);
  await expect.poll(() => page.evaluate(read)).toEqual([320, 200, 320, 200, 1, 0.064]);
  await page.evaluate(() => {
    const canvas = globalThis.page.gl.canvas as HTMLCanvasElement;
    canvas.style.width = '400px';
    canvas.style.height = '300px';
    canvas.width = 800;
    canvas.height = 600;
  });
  await expect.poll(() => page.evaluate(read)).toEqual([800, 600, 400, 300, 2, 0.48]);
  const resizes = await page.evaluate(() => scope.frames.events.filter(({ kind }) => kind === 'resize'));
  expect(resizes).toEqual([
    {
      kind: 'resize',
      name: 'context 1: 800 × 600',
      timeMs: expect.any(Number),
      detail: { fromPx: [320, 200], toPx: [800, 600] },
    },
  ]);
});

test('says that a canvas is not on the page, and removes the metrics of one that is let go', async ({ page }) => {
  await openScope(page, { target: [] });
  await page.evaluate(() => {
    const canvas = new OffscreenCanvas(64, 32);
    const gl = canvas.getContext('webgl2') as WebGL2RenderingContext;
    Object.assign(globalThis, { gl, stop: scope.probe(gl) });
  });
  await expect.poll(() => page.evaluate(read)).toEqual([64, 32, Number.NaN, Number.NaN, Number.NaN, 0.002048]);
  expect(await capabilityOf(page, 'canvas.pixel_ratio{context="1"}')).toBe(
    'unsupported: The canvas is not shown on the page',
  );
  await page.evaluate(() => (globalThis as unknown as { stop: () => void }).stop());
  await expect.poll(() => page.evaluate(read)).toEqual(Array(6).fill('gone'));
});

test('tells the canvas of a WebGPU device that is given by its canvas', async ({ page }) => {
  await openScope(page, { target: [] });
  const hasDevice = await page.evaluate(async () => {
    const device = await (await navigator.gpu?.requestAdapter())?.requestDevice();
    if (device === undefined) return false;
    const canvas = document.body.appendChild(document.createElement('canvas'));
    canvas.width = 500;
    canvas.height = 400;
    (canvas.getContext('webgpu') as GPUCanvasContext | null)?.configure({ device, format: 'bgra8unorm' });
    scope.probe(canvas);
    Object.assign(globalThis, { device });
    return true;
  });
  expect(hasDevice).toBe(true);
  const readDevice = () => scope.metrics.registry.get('engine:canvas.render_mpx{device="1"}')?.value;
  await expect.poll(() => page.evaluate(readDevice)).toBe(0.2);
});
