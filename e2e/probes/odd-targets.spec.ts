import { expect, test } from '@playwright/test';
import { describePatched } from '../describe-patched.ts';
import { collectProblems, openPage } from '../open-page.ts';
import { capabilityOf, openScope } from './page-scope.ts';

test('measures on when the canvas is removed from the page in the middle of a frame', async ({ page }) => {
  const problems = collectProblems(page);
  await openScope(page);
  await page.waitForFunction(() => (scope.metrics.gauge('draw_calls_gauge').value as number) === 3);
  await page.evaluate(() => {
    globalThis.page.nextTask = () => (globalThis.page.gl.canvas as HTMLCanvasElement).remove();
  });
  await expect
    .poll(() => capabilityOf(page, 'canvas.pixel_ratio{context="1"}'))
    .toBe('unsupported: The canvas is not shown on the page');
  const { rows, frames } = await page.evaluate(async () => {
    const from = scope.frames.endFrame;
    while (scope.frames.endFrame < from + 5) await new Promise(requestAnimationFrame);
    const rows = new Float64Array(5);
    scope.frames.read('engine:rendering.draw_calls', from, from + 5, rows);
    return { rows: [...rows], frames: scope.metrics.counter('frame_counter').value > 5 };
  });
  expect({ rows, frames, problems }).toEqual({ rows: [3, 3, 3, 3, 3], frames: true, problems: [] });
});

test('has nothing to do with contexts and devices that are made, or given, after it was destroyed', async ({
  page,
}) => {
  const problems = collectProblems(page);
  await openPage(page, '/e2e-pages/blank.html');
  const native = await page.evaluate(describePatched);
  const seen = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.src = '/dist/framescope.auto.js';
    const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
    document.head.append(script);
    await loaded;
    const scope = globalThis.__FRAMESCOPE__?.scopes[0] as ReturnType<typeof framescope.createFramescope>;
    // One that the page is still waiting for when the scope goes.
    const adapter = await navigator.gpu.requestAdapter();
    const pending = adapter?.requestDevice();
    scope.destroy();
    const device = await (await navigator.gpu.requestAdapter())?.requestDevice();
    const gl = document.createElement('canvas').getContext('webgl2') as WebGL2RenderingContext;
    await pending;
    for (const target of [gl, device as GPUDevice]) scope.probe(target)();
    const leave = scope.probe(gl);
    gl.clear(gl.COLOR_BUFFER_BIT);
    for (let k = 0; k < 5; k++) await new Promise(requestAnimationFrame);
    leave();
    const { registry } = scope.metrics;
    const labelled = [registry.query({ labels: { context: '1' } }), registry.query({ labels: { device: '1' } })];
    return {
      features: [...(device?.features ?? [])].includes('timestamp-query'),
      labelled: labelled.map((all) => all.length),
    };
  });
  expect(seen).toEqual({ features: false, labelled: [0, 0] });
  expect(await page.evaluate(describePatched)).toEqual(native);
  expect(problems).toEqual([]);
});

test('measures contexts and devices of an iframe, and outlives its removal', async ({ page }) => {
  const problems = collectProblems(page);
  await openPage(page, '/e2e-pages/blank.html');
  const result = await page.evaluate(async () => {
    const iframe = document.body.appendChild(document.createElement('iframe'));
    const inner = iframe.contentWindow as Window & typeof globalThis;
    const device = (await (await inner.navigator.gpu.requestAdapter())?.requestDevice()) as GPUDevice;
    const gl = inner.document.createElement('canvas').getContext('webgl2') as WebGL2RenderingContext;
    const { drawArrays } = inner.WebGL2RenderingContext.prototype;
    const { submit } = inner.GPUQueue.prototype;
    const scope = framescope.createFramescope({ target: [gl, device], hud: false });
    while (inner.GPUQueue.prototype.submit === submit) await new Promise(requestAnimationFrame);
    const work = () => {
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, 1024, gl.STATIC_DRAW);
      gl.drawArrays(gl.TRIANGLES, 0, 0);
      device.queue.submit([]);
    };
    const frame = () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => {
          const number = scope.frames.endFrame;
          work();
          setTimeout(() => resolve(number));
        });
      });
    const row = (number: number) =>
      ['webgl.buffers{context="1"}', 'rendering.draw_calls{context="1"}', 'webgpu.submits{device="1"}'].map((key) => {
        const value = new Float64Array(1);
        scope.frames.read(`engine:${key}`, number, number + 1, value);
        return value[0];
      });
    const first = row(await frame());
    iframe.remove();
    // What the page still has of it may work or not; neither may disturb.
    for (let k = 0; k < 3; k++) await frame();
    const { drawCalls, frames } = {
      drawCalls: scope.metrics.gauge('draw_calls_gauge').value,
      frames: scope.frames.endFrame,
    };
    scope.destroy();
    const isNative =
      inner.WebGL2RenderingContext.prototype.drawArrays === drawArrays && inner.GPUQueue.prototype.submit === submit;
    return { first, isNative, goesOn: frames >= 4 && drawCalls >= 0 };
  });
  expect(result).toEqual({ first: [1, 1, 1], isNative: true, goesOn: true });
  expect(problems.filter((text) => !text.includes('no valid shader program'))).toEqual([]);
});
