import { expect, type Page, test } from '@playwright/test';
import { GAP } from '../src/frames/index.ts';
import { GAP_REASONS } from '../src/metrics/index.ts';
import { collectProblems, openPage } from './open-page.ts';

/** Draw calls and triangles of one frame. */
type Drawn = readonly [calls: number, triangles: number];

interface DrawnByScene {
  readonly drawn: { readonly calls: number; readonly triangles: number };
}

/** The scenes that draw in each frame, on the page's own thread, and the label of the engine that counts along. */
const SCENES = [
  { name: 'three', engine: 'three' },
  { name: 'three-webgpu', engine: 'three' },
  { name: 'babylon', engine: 'babylon' },
  { name: 'playcanvas', engine: 'playcanvas' },
  { name: 'pixi', engine: null },
  { name: 'raw-webgl2', engine: null },
  { name: 'raw-webgpu', engine: null },
  { name: 'two-canvases', engine: null },
  { name: 'wasm', engine: null },
] as const;

for (const { name, engine } of SCENES) {
  test(`counts what the scene ${name} draws, frame by frame, with nothing in the console`, async ({ page }) => {
    const problems = collectProblems(page);
    await openPage(page, `/?scene=${name}&load=0.1&hud=compact&session=0`);
    await page.waitForFunction((label) => {
      const triangles = demo?.scope.metrics.registry.get(`engine:engine.triangles{engine="${label}"}`)?.read();
      // Engines draw nothing while their shaders compile.
      return label === null || (triangles?.type === 'gauge' && triangles.value > 0);
    }, engine);
    if (name === 'pixi') await countPixiDraws(page);
    const frames = await page.evaluate(readFrames, engine);
    expect(frames).toHaveLength(30);
    for (const { measured, counted } of frames) expect(measured).toEqual(counted);
    expect(frames[0]?.measured[0]).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });
}

/** What Framescope measured and what the engine, or else the scene, counted itself, after each of 30 frames. */
async function readFrames(engine: string | null): Promise<{ measured: Drawn; counted: Drawn }[]> {
  const { scope, name, scene } = globalThis.demo as NonNullable<typeof demo>;
  const value = (id: string) => {
    const read = scope.metrics.registry.get(id)?.read();
    return read?.type === 'gauge' ? read.value : Number.NaN;
  };
  const own = (): Drawn => {
    if (engine !== null) {
      return [
        value(`engine:engine.draw_calls{engine="${engine}"}`),
        value(`engine:engine.triangles{engine="${engine}"}`),
      ];
    }
    if (name === 'raw-webgpu') {
      const particles = value('game:particles.alive');
      return [particles / 512 + 1, 2 * particles + 1];
    }
    const scenes = (name === 'pixi' ? [{ drawn: pixiDrawn }] : [scene].flat()) as DrawnByScene[];
    return [
      scenes.reduce((sum, { drawn }) => sum + drawn.calls, 0),
      scenes.reduce((sum, { drawn }) => sum + drawn.triangles, 0),
    ];
  };
  const frames: { measured: Drawn; counted: Drawn }[] = [];
  while (frames.length < 30) {
    const { endFrame } = scope.frames;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    if (scope.frames.endFrame === endFrame) continue;
    const measured = [value('engine:rendering.draw_calls'), value('engine:rendering.triangles')] as const;
    // On a busy machine the next frame has begun, and has no counts until it ends.
    if (measured.every(Number.isNaN)) continue;
    frames.push({ measured, counted: own() });
  }
  return frames;
}

declare global {
  /** What PixiJS drew since the frame began. */
  var pixiDrawn: { calls: number; triangles: number };
}

/** PixiJS counts nothing; all that it draws goes through one method of its own, but for the container of particles. */
async function countPixiDraws(page: Page): Promise<void> {
  await page.evaluate(async () => {
    interface Geometry {
      draw(topology?: string, size?: number, start?: number, instances?: number): unknown;
      _activeGeometry: { indexCount?: number; indexBuffer: { data: ArrayLike<number> } };
    }
    const { renderer, scene } = globalThis.demo as NonNullable<typeof demo>;
    const { geometry, runners } = renderer as {
      geometry: Geometry;
      runners: { prerender: { add(o: object): void } };
    };
    const { draw } = geometry;
    const [bubbles] = (scene as { children: { particleChildren: unknown[] }[] }).children;
    globalThis.pixiDrawn = { calls: 0, triangles: 0 };
    runners.prerender.add({
      prerender: () => Object.assign(pixiDrawn, { calls: 1, triangles: 2 * (bubbles?.particleChildren.length ?? 0) }),
    });
    geometry.draw = (...args) => {
      const { indexBuffer } = geometry._activeGeometry;
      pixiDrawn.calls++;
      pixiDrawn.triangles += Math.floor((args[1] || indexBuffer.data.length) / 3);
      return draw.apply(geometry, args);
    };
    // The frame that runs now was not counted from its begin.
    for (let k = 0; k < 2; k++) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  });
}

test('keeps the two canvases of a page apart by the label context', async ({ page }) => {
  await openPage(page, '/?scene=two-canvases&load=0.1&hud=compact&session=0');
  const calls = await page.evaluate(async () => {
    const { scope, scene } = globalThis.demo as NonNullable<typeof demo>;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const measured = [1, 2].map((context) => {
      const read = scope.metrics.registry.get(`engine:rendering.draw_calls{context="${context}"}`)?.read();
      return read?.type === 'gauge' ? read.value : Number.NaN;
    });
    return { measured, drawn: (scene as DrawnByScene[]).map(({ drawn }) => drawn.calls) };
  });
  expect(calls.measured).toEqual(calls.drawn);
  expect(calls.drawn[0]).not.toBe(calls.drawn[1]);
});

test('shows what a worker draws under the label worker, and it draws on while the page is blocked', async ({
  page,
}) => {
  const problems = collectProblems(page);
  await openPage(page, '/?scene=worker&load=0.1&hud=compact&session=0');
  const read = () =>
    page.evaluate(() => {
      const { scope, scene } = globalThis.demo as NonNullable<typeof demo>;
      const part = (name: string) => {
        const value = scope.metrics.registry.get(`engine:${name}{worker="render"}`)?.read();
        return value?.type === 'gauge' || value?.type === 'counter' ? value.value : Number.NaN;
      };
      const { calls, triangles } = (scene as DrawnByScene).drawn;
      return {
        measured: [part('rendering.draw_calls'), part('rendering.triangles')],
        drawn: [calls, triangles],
        frames: part('frames.total'),
        frameTimeMs: part('performance.frame_time_ms'),
      };
    });
  await expect.poll(async () => (await read()).frames).toBeGreaterThan(30);
  const before = await read();
  expect(before.measured).toEqual(before.drawn);
  expect(before.frameTimeMs).toBeGreaterThan(0);
  await page.evaluate(() => demo?.longTask(1500));
  // What the worker drew meanwhile is there as soon as the page is.
  await expect.poll(async () => (await read()).frames - before.frames).toBeGreaterThan(3);
  expect(problems).toEqual([]);
});

test('is idle between the frames of a scene that draws on demand, and never slow', async ({ page }) => {
  const problems = collectProblems(page);
  await openPage(page, '/?scene=on-demand&load=0&hud=compact&session=0');
  const endFrame = () => page.evaluate(() => demo?.scope.frames.endFrame ?? 0);
  for (let k = 0; k < 3; k++) {
    await page.evaluate(() => {
      globalThis.stillSince = performance.now();
    });
    // Longer than a page may be silent before it is idle.
    await page.waitForFunction(() => performance.now() - stillSince > 300, undefined, { polling: 50 });
    const before = await endFrame();
    await page.mouse.move(600 + 20 * k, 300);
    await expect.poll(endFrame).toBeGreaterThan(before);
  }
  const { drawCalls, gaps } = await page.evaluate((key) => {
    const { metrics, frames } = (globalThis.demo as NonNullable<typeof demo>).scope;
    const codes = new Float64Array(frames.endFrame);
    frames.read(key, 0, frames.endFrame, codes);
    return { drawCalls: metrics.gauge('draw_calls_gauge').value, gaps: [...codes] };
  }, GAP);
  expect(drawCalls).toBe(1);
  expect(gaps.filter((code) => GAP_REASONS[code] === 'idle').length).toBeGreaterThanOrEqual(3);
  expect(problems).toEqual([]);
});

declare global {
  var stillSince: number;
}
