import { expect, test } from '@playwright/test';
import { describePatched } from './describe-patched.ts';
import { openPage } from './open-page.ts';

test('restores every property that it changed, by value and by attributes', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  await page.evaluate(async () => {
    const canvas = document.body.appendChild(document.createElement('canvas'));
    const device = await (await navigator.gpu.requestAdapter())?.requestDevice();
    Object.assign(globalThis, { gl: canvas.getContext('webgl2'), device });
  });
  const before = await page.evaluate(describePatched);
  const elements = await page.evaluate(() => document.querySelectorAll('*').length);
  await page.evaluate(async () => {
    const { gl, device } = globalThis as unknown as { gl: WebGL2RenderingContext; device: GPUDevice };
    const { submit } = GPUQueue.prototype;
    const scope = framescope.createFramescope({ target: [gl, device], hud: { mode: 'panel' } });
    await scope.hud.show();
    while (GPUQueue.prototype.submit === submit) await new Promise(requestAnimationFrame);
    Object.assign(globalThis, { scope });
  });
  const during = await page.evaluate(describePatched);
  expect(during).not.toEqual(before);
  const left = await page.evaluate(() => {
    (globalThis as unknown as { scope: { destroy(): void } }).scope.destroy();
    return {
      elements: document.querySelectorAll('*').length,
      scopes: globalThis.__FRAMESCOPE__?.scopes.length,
      sheets: document.adoptedStyleSheets.length,
    };
  });
  expect(await page.evaluate(describePatched)).toEqual(before);
  expect(left).toEqual({ elements, scopes: 0, sheets: 0 });
});

test('is inert where somebody patched on top, and the page goes on', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  const { calls, frames, mine } = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false });
    const ours = globalThis.requestAnimationFrame;
    let calls = 0;
    const theirs = (callback: FrameRequestCallback) => {
      calls++;
      return ours(callback);
    };
    globalThis.requestAnimationFrame = theirs;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    scope.destroy();
    const frames = scope.frames.endFrame;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    return { calls, frames: scope.frames.endFrame - frames, mine: globalThis.requestAnimationFrame === theirs };
  });
  expect({ calls, frames, mine }).toEqual({ calls: 2, frames: 0, mine: true });
});

test('stops hotkeys, timers and the recording', async ({ page }) => {
  await openPage(page, '/e2e-pages/loop.html');
  const isQuiet = await page.evaluate(async () => {
    const elements = document.querySelectorAll('*').length;
    const framescope = await import('/dist/framescope.js' as string);
    const scope = framescope.createFramescope({ session: true });
    await scope.hud.show();
    scope.destroy();
    window.dispatchEvent(new KeyboardEvent('keydown', { code: 'F2' }));
    const frames = scope.frames.endFrame;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return (
      scope.frames.endFrame === frames &&
      scope.hud.mode === 'hidden' &&
      document.querySelectorAll('*').length === elements
    );
  });
  expect(isQuiet).toBe(true);
});

test('undoes only its own part while another lease is held', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  const { same, alive, gone } = await page.evaluate(async () => {
    const first = framescope.createFramescope({ hud: false });
    const second = framescope.createFramescope({ hud: false });
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    first.destroy();
    first.destroy();
    await frame();
    await new Promise((resolve) => setTimeout(resolve));
    const alive = second.frames.endFrame;
    second.destroy();
    return { same: first.metrics === second.metrics, alive, gone: globalThis.__FRAMESCOPE__?.scopes.length };
  });
  expect({ same, alive, gone }).toEqual({ same: true, alive: 1, gone: 0 });
});
