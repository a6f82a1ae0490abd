import { expect, type Page, test } from '@playwright/test';
import { describePatched } from './describe-patched.ts';
import { collectProblems, openPage } from './open-page.ts';
import type {} from './probes/page-scope.ts';

declare global {
  /** A device that the page keeps over all reloads. */
  var pageDevice: GPUDevice;
}

test.beforeEach(async ({ page }) => {
  await openPage(page, '/e2e-pages/loop.html');
  await page.evaluate(async () => {
    globalThis.framescope = await import('/dist/framescope.js' as string);
    const adapter = await navigator.gpu.requestAdapter();
    globalThis.pageDevice = (await adapter?.requestDevice()) as GPUDevice;
  });
});

/** What is alive once no garbage is left: listeners, nodes (detached ones, too), documents and frames. */
async function countLiving(page: Page): Promise<Record<string, number>> {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const wanted = ['JSEventListeners', 'Nodes', 'Documents', 'Frames'];
  let least: [string, number][] = [];
  // A collection frees what the one before has found out to be free; some of it between them.
  for (let unchanged = 0; unchanged < 5; ) {
    await client.send('HeapProfiler.collectGarbage');
    await page.evaluate(() => new Promise(requestAnimationFrame));
    const { metrics } = await client.send('Performance.getMetrics');
    const living = metrics.filter(({ name }) => wanted.includes(name)).map(({ name, value }) => [name, value] as const);
    unchanged = living.join() === least.join() ? unchanged + 1 : 0;
    least = living as [string, number][];
  }
  await client.detach();
  return Object.fromEntries(least);
}

/** Starts Framescope as a module that is loaded anew does, with everything on, lets it see some frames, and ends it. */
const reload = async () => {
  const { gl } = globalThis.page;
  const { submit } = GPUQueue.prototype;
  const scope = framescope.createFramescope({ target: [gl, pageDevice], hud: { mode: 'panel' } });
  await scope.hud.show();
  while (GPUQueue.prototype.submit === submit) await new Promise(requestAnimationFrame);
  const from = { frames: scope.frames.endFrame, page: globalThis.page.frames };
  for (let k = 0; k < 10; k++) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve));
  const seen = scope.frames.endFrame - from.frames;
  const passed = globalThis.page.frames - from.page;
  const draws = scope.metrics.gauge('draw_calls_gauge').value;
  scope.destroy();
  return { isEachFrameOne: seen === passed, draws, scopes: globalThis.__FRAMESCOPE__?.scopes.length };
};

test('leaves no listener, node or patch behind after ten reloads, and counts nothing twice', async ({ page }) => {
  const problems = collectProblems(page);
  const native = await page.evaluate(describePatched);
  // What is made once for good: chunks are loaded, and the browser keeps the element that was last on top.
  for (let k = 0; k < 5; k++) await page.evaluate(reload);
  const before = await countLiving(page);
  expect(before.JSEventListeners).toBeGreaterThan(0);
  for (let k = 0; k < 10; k++) {
    expect(await page.evaluate(reload)).toEqual({ isEachFrameOne: true, draws: 3, scopes: 0 });
    expect(await page.evaluate(describePatched)).toEqual(native);
  }
  expect(await countLiving(page)).toEqual(before);
  expect(problems).toEqual([]);
});

test('counts nothing twice when the scope before was not ended, and ends with the last of them', async ({ page }) => {
  const native = await page.evaluate(describePatched);
  const seen = await page.evaluate(async () => {
    const { gl } = globalThis.page;
    const leases = [];
    for (let k = 0; k < 10; k++) {
      leases.push(framescope.createFramescope({ target: gl, hud: { mode: 'compact' } }));
      await new Promise(requestAnimationFrame);
    }
    const [scope] = leases as [ReturnType<typeof framescope.createFramescope>];
    await scope.hud.show();
    const from = { frames: scope.frames.endFrame, page: globalThis.page.frames };
    for (let k = 0; k < 10; k++) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => setTimeout(resolve));
    const isEachFrameOne = scope.frames.endFrame - from.frames === globalThis.page.frames - from.page;
    const draws = scope.metrics.gauge('draw_calls_gauge').value;
    const huds = document.querySelectorAll('framescope-hud').length;
    const scopes = globalThis.__FRAMESCOPE__?.scopes.length;
    for (const lease of leases) lease.destroy();
    const left = document.querySelectorAll('framescope-hud').length;
    return { isEachFrameOne, draws, huds, scopes, left };
  });
  expect(seen).toEqual({ isEachFrameOne: true, draws: 3, huds: 1, scopes: 1, left: 0 });
  expect(await page.evaluate(describePatched)).toEqual(native);
});

test('keeps two scopes apart that measure the same page, and leaves each frame’s draws counted once by either', async ({
  page,
}) => {
  const native = await page.evaluate(describePatched);
  const { both, one } = await page.evaluate(async () => {
    const { gl } = globalThis.page;
    const [first, second] = [
      framescope.createFramescope({ target: gl, hud: false }),
      framescope.createFramescope({ target: gl, hud: false, isolated: true }),
    ];
    const drawsOf = async (scopes: (typeof first)[]) => {
      for (let k = 0; k < 5; k++) await new Promise(requestAnimationFrame);
      await new Promise((resolve) => setTimeout(resolve));
      return scopes.map(({ metrics }) => metrics.gauge('draw_calls_gauge').value);
    };
    const both = await drawsOf([first, second]);
    first.destroy();
    const one = await drawsOf([second]);
    second.destroy();
    return { both, one };
  });
  expect({ both, one }).toEqual({ both: [3, 3], one: [3] });
  expect(await page.evaluate(describePatched)).toEqual(native);
});
