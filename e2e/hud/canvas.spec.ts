import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import type { Mesh, MeshBasicMaterial, Scene, WebGLRenderer } from 'three';
import { collectProblems, openPage } from '../open-page.ts';

type Scope = ReturnType<typeof framescope.createFramescope>;
type Drawn = NonNullable<Awaited<ReturnType<Scope['hud']['canvas']>>>;
declare const scope: Scope;
declare const runSession: (frames: number) => Promise<unknown>;

/** Opens a page with a scope, without a HUD on the page. */
async function openScope(page: Page, path = '/e2e-pages/blank.html'): Promise<void> {
  await openPage(page, path);
  await page.evaluate(() => {
    Object.assign(globalThis, { scope: framescope.createFramescope({ hud: false }) });
  });
}

/** Reads the part of the quad's canvas with the figures. */
async function readFigures(page: Page): Promise<{ text: string; bright: number; size: number[] }> {
  return page.evaluate(() => {
    const { scene } = globalThis.demo as NonNullable<typeof demo>;
    const quad = (scene as Scene).getObjectByName('Framescope HUD') as Mesh;
    const canvas = (quad.material as MeshBasicMaterial).map?.image as HTMLCanvasElement;
    const copy = new OffscreenCanvas(512, 64).getContext('2d', { willReadFrequently: true });
    const context = copy as OffscreenCanvasRenderingContext2D;
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, 512, 64);
    let bright = 0;
    for (let k = 0; k < data.length; k += 4) if ((data[k] as number) > 200) bright++;
    return { text: data.join(), bright, size: [canvas.width, canvas.height] };
  });
}

test('costs nothing unasked, draws on a canvas of the page’s own, and stops with the scope', async ({ page }) => {
  const problems = collectProblems(page);
  let loads = 0;
  page.on('request', (request) => {
    if (/\/chunks\/create-hud-canvas-/.test(request.url())) loads++;
  });
  await openScope(page);
  expect(loads).toBe(0);
  const result = await page.evaluate(async () => {
    const loop = () => requestAnimationFrame(loop);
    loop();
    const canvas = new OffscreenCanvas(1, 1);
    const hud = (await scope.hud.canvas({ canvas, widthPx: 300, heightPx: 400, theme: 'light' })) as Drawn;
    const first = hud.revision;
    const told: number[] = [];
    hud.onUpdate(() => {
      throw new Error('a listener that fails');
    });
    const stop = hud.onUpdate(() => told.push(hud.revision));
    const reported: unknown[] = [];
    addEventListener('error', (event) => {
      event.preventDefault();
      reported.push(event.error.message);
    });
    while (told.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    stop();
    const untold = hud.revision;
    while (hud.revision < untold + 1) await new Promise((resolve) => setTimeout(resolve, 20));
    const [red] = (canvas.getContext('2d') as OffscreenCanvasRenderingContext2D).getImageData(2, 2, 1, 1).data;
    scope.destroy();
    const last = hud.revision;
    for (let k = 0; k < 60; k++) await new Promise((resolve) => requestAnimationFrame(resolve));
    return {
      first,
      told,
      reported: reported.slice(0, 2),
      isSame: hud.canvas === canvas,
      size: [canvas.width, canvas.height],
      isLight: (red as number) > 240,
      grown: hud.revision - last,
      elements: document.querySelectorAll('framescope-hud').length,
      afterwards: await scope.hud.canvas(),
    };
  });
  expect(loads).toBe(1);
  expect(result).toEqual({
    first: 1,
    told: [2, 3],
    reported: ['a listener that fails', 'a listener that fails'],
    isSame: true,
    size: [300, 400],
    isLight: true,
    grown: 0,
    elements: 0,
    afterwards: null,
  });
  expect(problems).toEqual([]);
});

test('draws the same on a canvas of a page that is written from right to left', async ({ page }) => {
  await openScope(page);
  const pictures = await page.evaluate(async () => {
    const urls: string[] = [];
    for (const dir of ['ltr', 'rtl']) {
      document.documentElement.dir = dir;
      const canvas = document.body.appendChild(document.createElement('canvas'));
      await scope.hud.canvas({ canvas });
      urls.push(canvas.toDataURL());
    }
    return urls;
  });
  expect(pictures[1]).toBe(pictures[0]);
});

test('refuses sizes that no texture has, what is no canvas, and one that WebGL draws on', async ({ page }) => {
  await openScope(page);
  const codes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.getContext('webgl2');
    const wrong = [{ widthPx: 0 }, { heightPx: 99.5 }, { widthPx: 1e6 }, { canvas: {} }, { theme: 'pink' }, { canvas }];
    const codeOf = (options: object) => scope.hud.canvas(options).then(String, (error) => error.code);
    return { codes: await Promise.all(wrong.map(codeOf)), width: canvas.width };
  });
  expect(codes).toEqual({
    codes: [...Array(5).fill('invalid-config'), 'invalid-operation'],
    width: 300,
  });
});

test('is drawn after the frames of an XR session, when the window has none', async ({ page }) => {
  await openScope(page, '/e2e-pages/xr.html');
  const { drawn, frames } = await page.evaluate(async () => {
    const hud = (await scope.hud.canvas()) as Drawn;
    const from = scope.frames.endFrame;
    let drawn = 0;
    hud.onUpdate(() => drawn++);
    await runSession(120);
    return { drawn, frames: scope.frames.endFrame - from };
  });
  expect(frames).toBeGreaterThanOrEqual(120);
  // Two seconds at 60 Hz.
  expect(drawn).toBeGreaterThanOrEqual(3);
});

test('shows the HUD on a quad of the three.js scene, whose figures change', async ({ page }) => {
  const problems = collectProblems(page);
  await openPage(page, '/?scene=three&load=0&hud=hidden&session=0');
  await page.getByTestId('hud-quad').click();
  await expect(page.locator('.status')).toHaveText('Put the HUD on a quad');
  const first = await readFigures(page);
  expect(first.size).toEqual([512, 256]);
  await expect.poll(async () => (await readFigures(page)).bright).toBeGreaterThan(500);
  await page.evaluate(async () => {
    for (let k = 0; k < 12; k++) await demo?.longTask(100);
  });
  await expect.poll(async () => (await readFigures(page)).text).not.toBe(first.text);
  await page.getByTestId('hud-quad').click();
  await expect(page.locator('.status')).toHaveText('Took the HUD off its quad');
  const isLeft = await page.evaluate(() => {
    const { scene } = globalThis.demo as NonNullable<typeof demo>;
    return (scene as Scene).getObjectByName('Framescope HUD') !== undefined;
  });
  expect(isLeft).toBe(false);
  expect(problems).toEqual([]);
});

test('shows it in the headset, too', async ({ page }) => {
  const problems = collectProblems(page);
  await page.addInitScript({ path: createRequire(import.meta.url).resolve('iwer/build/iwer.min.js') });
  await page.addInitScript(() => {
    const { XRDevice, metaQuest3 } = (globalThis as unknown as { IWER: typeof import('iwer') }).IWER;
    new XRDevice(metaQuest3).installRuntime({ forceInstall: true });
  });
  await openPage(page, '/?scene=three&load=0&hud=hidden&session=0');
  await page.getByTestId('hud-quad').click();
  await expect(page.locator('.status')).toHaveText('Put the HUD on a quad');
  await page.getByTestId('enter-vr').click();
  await expect(page.locator('.status')).toHaveText('Showing the scene in the headset');
  const before = await readFigures(page);
  await page.evaluate(async () => {
    for (let k = 0; k < 12; k++) await demo?.longTask(100);
  });
  await expect.poll(async () => (await readFigures(page)).text).not.toBe(before.text);
  const drawn = await page.evaluate(async () => {
    const { renderer, scope } = globalThis.demo as NonNullable<typeof demo>;
    const { xr } = renderer as WebGLRenderer;
    const isPresenting = xr.isPresenting;
    const calls = scope.metrics.gauge('draw_calls_gauge').value;
    await xr.getSession()?.end();
    return { isPresenting, calls };
  });
  expect(drawn.isPresenting).toBe(true);
  expect(drawn.calls).toBeGreaterThan(0);
  const from = await page.evaluate(() => demo?.scope.frames.endFrame ?? 0);
  await expect.poll(() => page.evaluate(() => demo?.scope.frames.endFrame ?? 0)).toBeGreaterThan(from + 10);
  expect(problems).toEqual([]);
});
