import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgl-probe.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgl-probe.html'));

test('keeps contexts apart, their extensions too, and adds them up', async ({ page }) => {
  const rows = await page.evaluate(() => {
    const [first, second, unobserved] = [
      webgl.createContext('webgl'),
      webgl.createContext('webgl2'),
      webgl.createContext('webgl'),
    ];
    const rig = webgl.createRig();
    // The third context's extensions share their prototype with those of the others.
    const foreign = unobserved.getExtension('ANGLE_instanced_arrays');
    rig.probe.add(first);
    rig.probe.add(second);
    const angle = first.getExtension('ANGLE_instanced_arrays');
    const multi = [first, second, unobserved].map((gl) => gl.getExtension('WEBGL_multi_draw'));
    const frame = rig.frame(() => {
      for (let k = 0; k < 2; k++) {
        first.drawArrays(4, 0, 3);
        second.drawArrays(4, 0, 30);
        unobserved.drawArrays(4, 0, 3000);
        angle?.drawArraysInstancedANGLE(4, 0, 3, 2);
        foreign?.drawArraysInstancedANGLE(4, 0, 3000, 2);
        second.drawArraysInstanced(4, 0, 30, 2);
        for (const extension of multi) extension?.multiDrawArraysWEBGL(4, [0], 0, [99], 0, 1);
      }
    });
    const row = (labels: string) => [
      rig.value(`rendering.draw_calls${labels}`, frame),
      rig.value(`rendering.triangles${labels}`, frame),
    ];
    return [row('{context="1"}'), row('{context="2"}'), row(''), rig.probe.contexts];
  });
  expect(rows).toEqual([[6, 72], [6, 126], [12, 198], 2]);
});

test('counts work outside frames into the next row, and stops with the last lease', async ({ page }) => {
  const rows = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const rig = webgl.createRig();
    const draws = (frame: number) => rig.value('rendering.draw_calls', frame);
    const none = draws(rig.frame(() => gl.drawArrays(4, 0, 3)));
    const [first, second] = [rig.probe.add(gl), rig.probe.add(gl)];
    gl.drawArrays(4, 0, 3);
    const outside = draws(rig.frame(() => gl.drawArrays(4, 0, 3)));
    const contexts = rig.probe.contexts;
    first();
    first();
    const leased = draws(rig.frame(() => gl.drawArrays(4, 0, 3)));
    second();
    const ended = draws(rig.frame(() => gl.drawArrays(4, 0, 3)));
    rig.probe.add(gl);
    const again = draws(rig.frame(() => gl.drawArrays(4, 0, 3)));
    return { none, outside, contexts, leased, ended, left: rig.probe.contexts, again };
  });
  expect(rows).toEqual({ none: Number.NaN, outside: 2, contexts: 1, leased: 1, ended: Number.NaN, left: 1, again: 1 });
});

test('counts on an OffscreenCanvas, in a frame inside the page, and after a context was restored', async ({ page }) => {
  const counted = await page.evaluate(async () => {
    const rig = webgl.createRig();
    const offscreen = webgl.createContext('webgl2', new OffscreenCanvas(8, 8));
    const inner = document.body.appendChild(document.createElement('iframe')).contentDocument as Document;
    const framed = webgl.createContext('webgl2', inner.createElement('canvas'));
    const lost = webgl.createContext('webgl2');
    for (const gl of [offscreen, framed, lost]) rig.probe.add(gl);
    const lose = lost.getExtension('WEBGL_lose_context');
    lost.canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    lose?.loseContext();
    await new Promise((resolve) => setTimeout(resolve));
    const restored = new Promise((resolve) => lost.canvas.addEventListener('webglcontextrestored', resolve));
    lose?.restoreContext();
    await restored;
    webgl.prepareToDraw(lost);
    const frame = rig.frame(() => {
      offscreen.drawArrays(4, 0, 3);
      framed.drawArrays(4, 0, 6);
      lost.drawArrays(4, 0, 9);
    });
    return [1, 2, 3].map((context) => rig.value(`rendering.triangles{context="${context}"}`, frame));
  });
  expect(counted).toEqual([1, 2, 3]);
});

test('lets a context be collected that the page dropped', async ({ page }) => {
  const client = await page.context().newCDPSession(page);
  await page.evaluate(async () => {
    const rig = webgl.createRig();
    await (async () => {
      const gl = webgl.createContext('webgl2');
      rig.probe.add(gl);
      await rig.loop(40, () => gl.drawArrays(4, 0, 3));
    })();
    const kept = webgl.createContext('webgl2');
    rig.probe.add(kept);
    for (let k = 0; k < 130; k++) rig.frame(() => kept.drawArrays(4, 0, 3));
    Object.assign(globalThis, { rig, kept });
  });
  await expect
    .poll(async () => {
      await client.send('HeapProfiler.collectGarbage');
      return page.evaluate(
        () => (globalThis as unknown as { rig: ReturnType<typeof webgl.createRig> }).rig.probe.contexts,
      );
    })
    .toBe(1);
  const gauges = await page.evaluate(() => {
    const { rig } = globalThis as unknown as { rig: ReturnType<typeof webgl.createRig> };
    return [1, 2].map(
      (context) => rig.metrics.registry.get(`engine:rendering.draw_calls{context="${context}"}`) !== undefined,
    );
  });
  expect(gauges).toEqual([false, true]);
});

test('measures again a context that draws after a long rest', async ({ page }) => {
  const rows = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const rig = webgl.createRig();
    rig.probe.add(gl);
    for (let k = 0; k < 200; k++) rig.frame();
    const resting = rig.frame();
    const drawing = rig.frame(() => gl.drawArrays(4, 0, 3));
    const labelled = 'rendering.draw_calls{context="1"}';
    return [resting, drawing].map((frame) => [rig.value('rendering.draw_calls', frame), rig.value(labelled, frame)]);
  });
  expect(rows).toEqual([
    [0, Number.NaN],
    [1, 1],
  ]);
});

test('observes a context that is lost when it is given, and what it draws once restored', async ({ page }) => {
  const result = await page.evaluate(async () => {
    // As some browsers do while the context is lost.
    const { createShader } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.createShader = function (this: WebGL2RenderingContext, type) {
      return this.isContextLost() ? null : createShader.call(this, type);
    };
    const gl = webgl.createContext('webgl2');
    gl.canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    const lose = gl.getExtension('WEBGL_lose_context');
    lose?.loseContext();
    await new Promise((resolve) => setTimeout(resolve));
    const rig = webgl.createRig();
    rig.probe.add(gl);
    const contexts = rig.probe.contexts;
    const restored = new Promise((resolve) => gl.canvas.addEventListener('webglcontextrestored', resolve));
    lose?.restoreContext();
    await restored;
    webgl.prepareToDraw(gl);
    const multi = gl.getExtension('WEBGL_multi_draw');
    const frame = rig.frame(() => {
      gl.drawArrays(4, 0, 3);
      multi?.multiDrawArraysWEBGL(4, [0], 0, [9], 0, 1);
    });
    return {
      contexts,
      draws: rig.value('rendering.draw_calls', frame) - (multi === null ? 0 : 1),
      warnings: rig.warnings,
    };
  });
  expect(result).toEqual({ contexts: 1, draws: 1, warnings: [] });
});
