import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgl-probe.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgl-probe.html'));

test('survives the loss of a context within a frame and times it again once it is back', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const errors: string[] = [];
    addEventListener('error', ({ message }) => errors.push(message));
    const canvas = document.createElement('canvas');
    const gl = webgl.createContext('webgl2', canvas);
    const rig = webgl.createRig();
    rig.probe.add(gl);
    let load = webgl.createLoad(gl);
    await rig.loop(45, () => load(0.2));
    const lose = gl.getExtension('WEBGL_lose_context');
    canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    let reason = '';
    const lost = await rig.loop(1, () =>
      rig.gpuPass('main', () => {
        load(0.2);
        lose?.loseContext();
        gl.drawArrays(4, 0, 3);
      }),
    );
    const first = gl.getError();
    await rig.loop(5, () => {
      reason = rig.reason('performance.gpu_time_ms');
    });
    const restored = new Promise((resolve) => canvas.addEventListener('webglcontextrestored', resolve));
    lose?.restoreContext();
    await restored;
    load = webgl.createLoad(gl);
    // Its draws count for this frame.
    rig.frame();
    const back = await rig.loop(20, () => load(0.2));
    await rig.settle(() => gl.drawArrays(0, 0, 1));
    return {
      errors,
      warnings: rig.warnings,
      reason,
      reasonThen: rig.reason('performance.gpu_time_ms'),
      lost: rig.value('performance.gpu_time_ms', lost),
      lostDraws: rig.value('rendering.draw_calls', lost),
      back: Array.from({ length: 20 }, (_, k) => rig.value('performance.gpu_time_ms', back + k)).every((ms) => ms > 0),
      getError: [first, gl.getError()],
    };
  });
  expect(result).toEqual({
    errors: [],
    warnings: [],
    reason: 'unsupported: The context is lost',
    reasonThen: 'ready',
    lost: Number.NaN,
    lostDraws: 2,
    back: true,
    // CONTEXT_LOST_WEBGL, as the page gets it without the probe.
    getError: [0x9242, 0],
  });
});

test('survives a loss and a restoration between two frames', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(8, 8);
    const gl = webgl.createContext('webgl2', canvas);
    const rig = webgl.createRig();
    rig.probe.add(gl);
    let load = webgl.createLoad(gl);
    await rig.loop(45, () => load(0.2));
    const lose = gl.getExtension('WEBGL_lose_context');
    const lost = new Promise((resolve) =>
      canvas.addEventListener('webglcontextlost', (event) => {
        event.preventDefault();
        resolve(event);
      }),
    );
    const restored = new Promise((resolve) => canvas.addEventListener('webglcontextrestored', resolve));
    lose?.loseContext();
    await lost;
    // Not before the event is over.
    await new Promise((resolve) => setTimeout(resolve));
    lose?.restoreContext();
    await restored;
    gl.getError();
    load = webgl.createLoad(gl);
    // Its draws count for this frame.
    rig.frame();
    const back = await rig.loop(5, () => load(0.2));
    await rig.settle(() => gl.drawArrays(0, 0, 1));
    return { timed: rig.value('performance.gpu_time_ms', back) > 0, error: gl.getError(), warnings: rig.warnings };
  });
  expect(result).toEqual({ timed: true, error: 0, warnings: [] });
});
