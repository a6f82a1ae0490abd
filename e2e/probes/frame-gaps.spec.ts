import { expect, type Page, test } from '@playwright/test';
import { openPage, passFrames } from '../open-page.ts';

type Scope = ReturnType<typeof framescope.createFramescope>;
declare const scope: Scope;
declare const runSession: (frames: number) => Promise<{ times: number[]; hasXrFrame: boolean[] }>;

/** Starts a scope and a loop that never ends. */
async function startLoop(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(globalThis, { scope: framescope.createFramescope({ hud: false }) });
    const loop = () => requestAnimationFrame(loop);
    loop();
  });
  await passFrames(page, 5);
}

/** The reasons of all gaps, those of frames in a row once. */
function readGaps(page: Page): Promise<(string | undefined)[]> {
  return page.evaluate(() => {
    const all = { from: 0, to: scope.frames.endFrame };
    const codes = [...framescope.readColumn(scope.frames, framescope.GAP, all)];
    return codes.filter((code, k) => code !== 0 && code !== codes[k - 1]).map((code) => framescope.GAP_REASONS[code]);
  });
}

/** Lets a context draw in a few frames and then loses it for good. */
async function loseDrawnContext(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const gl = document.createElement('canvas').getContext('webgl2') as WebGL2RenderingContext;
    scope.probe(gl);
    for (let k = 0; k < 3; k++) {
      await new Promise(requestAnimationFrame);
      gl.drawArrays(0, 0, 1);
    }
    await new Promise(requestAnimationFrame);
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  });
}

test('tells why a page had no frames: resized, frozen, or away in the back-forward cache', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  await startLoop(page);
  await page.setViewportSize({ width: 700, height: 500 });
  await passFrames(page, 5);
  // No browser freezes a page that a test looks at; the lifecycle's own events are what the probe reads.
  await page.evaluate(() => document.dispatchEvent(new Event('freeze')));
  await passFrames(page, 5);
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await passFrames(page, 5);
  expect(await readGaps(page)).toEqual(['start', 'resize', 'frozen', 'bfcache']);
});

test('calls the sleep of the machine a gap, and tells how long it was', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  await startLoop(page);
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 90_000;
  });
  await expect.poll(() => readGaps(page)).toEqual(['start', 'suspended']);
  const notes = await page.evaluate(() => scope.frames.events.filter(({ kind }) => kind === 'note'));
  expect(notes).toMatchObject([{ name: 'The machine slept for 90 s' }]);
});

test('counts a long silence that nothing explains as a frame, and tells of it', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  await startLoop(page);
  await page.evaluate(() => {
    // The next frame may have begun while this still went on: what counts as a silence is 5 s.
    const endMs = performance.now() + 7000;
    while (performance.now() < endMs);
  });
  await passFrames(page, 5);
  const { notes, max, gaps } = await page.evaluate(() => {
    const { frame, excluded } = scope.stats({ lastMs: 60_000 });
    const notes = scope.frames.events.filter(({ kind }) => kind === 'note').map(({ name }) => name);
    return { notes, max: frame.max, gaps: excluded.byReason };
  });
  expect(max).toBeGreaterThan(5000);
  expect(gaps).toEqual({ start: 1 });
  expect(notes).toEqual([expect.stringMatching(/^No frame for [567](\.\d)? s$/)]);
});

test('takes the frames of an XR session for the page’s, while it runs', async ({ page }) => {
  await openPage(page, '/e2e-pages/xr.html');
  const native = await page.evaluate(() =>
    String(Object.getOwnPropertyDescriptor(XRSession.prototype, 'requestAnimationFrame')?.value),
  );
  await startLoop(page);
  const { times, hasXrFrame, read } = await page.evaluate(async () => {
    const from = scope.frames.endFrame;
    const { times, hasXrFrame } = await runSession(30);
    const all = { from, to: scope.frames.endFrame };
    return { times, hasXrFrame, read: [...framescope.readColumn(scope.frames, framescope.TIME, all)] };
  });
  expect(hasXrFrame).toEqual(new Array(30).fill(true));
  const rounded = times.map((timeMs) => Math.round(timeMs * 1000) / 1000);
  expect(read.filter((timeMs) => timeMs >= (rounded[0] as number))).toEqual(rounded);
  await passFrames(page, 10);
  // This runtime lets the page resize when its session ends.
  expect((await readGaps(page)).filter((reason) => reason !== 'resize')).toEqual(['start', 'start', 'start']);
  await page.evaluate(() => scope.destroy());
  expect(
    await page.evaluate(() =>
      String(Object.getOwnPropertyDescriptor(XRSession.prototype, 'requestAnimationFrame')?.value),
    ),
  ).toBe(native);
});

test('has no frames while the one context that draws is lost', async ({ page }) => {
  await openPage(page, '/e2e-pages/loop.html');
  const gaps = await page.evaluate(async () => {
    const canvas = document.querySelector('canvas') as HTMLCanvasElement;
    const gl = canvas.getContext('webgl2') as WebGL2RenderingContext;
    const { createFramescope } = await import('/dist/framescope.js' as string);
    const scope: Scope = createFramescope({ hud: false, target: gl });
    const passed = async (count: number) => {
      const end = scope.frames.endFrame + count;
      while (scope.frames.endFrame < end) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    const lose = gl.getExtension('WEBGL_lose_context');
    await passed(10);
    lose?.loseContext();
    await passed(10);
    const lost = scope.stats().excluded.byReason['context-lost'] ?? 0;
    lose?.restoreContext();
    await new Promise((resolve) => canvas.addEventListener('webglcontextrestored', resolve, { once: true }));
    await passed(10);
    const after = scope.stats().excluded.byReason['context-lost'] ?? 0;
    await passed(10);
    return { lost, isOver: scope.stats().excluded.byReason['context-lost'] === after };
  });
  expect(gaps.lost).toBeGreaterThanOrEqual(8);
  expect(gaps.isOver).toBe(true);
});

test('has frames though a library lost a context that it made to throw away', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  await startLoop(page);
  await page.evaluate(() => {
    const [idle, brief] = [0, 1].map(() => document.createElement('canvas').getContext('webgl2')) as [
      WebGL2RenderingContext,
      WebGL2RenderingContext,
    ];
    for (const gl of [idle, brief]) scope.probe(gl);
    brief.drawArrays(0, 0, 1);
    for (const gl of [idle, brief]) gl.getExtension('WEBGL_lose_context')?.loseContext();
  });
  await passFrames(page, 10);
  expect(await readGaps(page)).toEqual(['start']);
});

test('has frames again once the page has let a lost context be', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  await startLoop(page);
  await loseDrawnContext(page);
  // So many frames without a use let a context rest.
  await passFrames(page, 130);
  const { lost, last } = await page.evaluate(() => {
    const end = scope.frames.endFrame;
    const read = (from: number, to: number) => [...framescope.readColumn(scope.frames, framescope.GAP, { from, to })];
    return {
      lost: read(0, end).filter((code) => framescope.GAP_REASONS[code] === 'context-lost').length,
      last: read(end - 5, end),
    };
  });
  expect(lost).toBeGreaterThan(100);
  expect(last).toEqual([0, 0, 0, 0, 0]);
});

test('has frames though a context is lost, while a WebGPU device works', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  await startLoop(page);
  await page.evaluate(async () => {
    const device = (await (await navigator.gpu.requestAdapter())?.requestDevice()) as GPUDevice;
    await framescope.createFramescope({ target: device, hud: false }).ready;
    const loop = () => {
      requestAnimationFrame(loop);
      device.queue.submit([]);
    };
    loop();
  });
  await loseDrawnContext(page);
  await passFrames(page, 10);
  expect(await readGaps(page)).toEqual(['start']);
});
