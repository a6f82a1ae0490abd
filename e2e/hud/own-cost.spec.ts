import { expect, type Locator, type Page, test } from '@playwright/test';
import { openHud } from './open-hud.ts';

/** The page's time goes on by so many ms, with a frame each `frameMs`, after which its tasks run. */
async function passTime(page: Page, ms: number, frameMs = 16): Promise<void> {
  for (let passed = 0; passed < ms; passed += frameMs) {
    await page.clock.fastForward(frameMs);
    await page.evaluate(async (messages) => {
      const { port1, port2 } = new MessageChannel();
      for (let k = 0; k < messages; k++) {
        const told = new Promise((resolve) => {
          port1.onmessage = resolve;
        });
        port2.postMessage(null);
        await told;
      }
    }, frameMs / 16);
  }
}

/** How often each of the canvases is drawn anew while something goes on. */
async function drawings(page: Page, during: () => Promise<void>): Promise<number[]> {
  const counts = await page.evaluateHandle(() => {
    const counts = new Map<HTMLCanvasElement, number>();
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      counts.set(this.canvas, (counts.get(this.canvas) ?? 0) + 1);
      clearRect.apply(this, box);
    };
    return counts;
  });
  await during();
  return counts.evaluate((found) => [...found.values()]);
}

/** Opens a view over a clock of its own and waits until its charts, and maybe some out of sight, go on. */
async function openCharts(page: Page, view: string, charts: number, query = ''): Promise<void> {
  await page.clock.install({ time: 0 });
  const hud = await openHud(page, `mode=panel&frames=steady&${query}`);
  // Later than any machine is with this.
  await page.clock.pauseAt(600_000);
  await hud.getByRole('tab', { name: view, exact: true }).click();
  await expect
    .poll(async () => {
      await passTime(page, 160);
      return hud.locator('canvas').count();
    })
    .toBeGreaterThanOrEqual(charts);
  await passTime(page, 1600);
}

for (const [view, charts] of [
  ['Overview', 3],
  ['Frames', 1],
  ['Distribution', 3],
  ['Metrics', 1],
] as const)
  test(`draws each chart of ${view} at least four times a second`, async ({ page }) => {
    await openCharts(page, view, charts);
    const counts = await drawings(page, () => passTime(page, 4000));
    expect(counts).toHaveLength(charts);
    for (const count of counts) expect(count).toBeGreaterThanOrEqual(16);
  });

for (const fps of [4, 2])
  test(`draws each chart in each frame of a page of ${fps} frames a second, over its budget, too`, async ({ page }) => {
    await openCharts(page, 'Overview', 3, 'self=0.000001');
    // Nothing takes so little time that more of it is done in one task.
    await page.evaluate(() => {
      const { now } = performance;
      let reads = 0;
      performance.now = () => now.call(performance) + 0.3 * reads++;
    });
    const frameMs = 1000 / fps;
    await passTime(page, 2000, frameMs);
    const counts = await drawings(page, () => passTime(page, 4000, frameMs));
    expect(counts).toEqual([4 * fps, 4 * fps, 4 * fps]);
  });

test('renews figures half as often while it is over its budget, and charts as often as else', async ({ page }) => {
  const chartsPerStatistics = async (query: string) => {
    const hud = await openHud(page, `mode=graph&frames=steady&${query}`);
    await expect(hud.locator('.self .value')).not.toHaveText('–');
    return page.evaluate(async () => {
      let charts = 0;
      let statistics = 0;
      const { clearRect } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.clearRect = function (...box) {
        charts++;
        clearRect.apply(this, box);
      };
      const { stats } = hudPage.host;
      hudPage.host.stats = (options) => {
        statistics++;
        return stats(options);
      };
      while (statistics < 1) await new Promise(requestAnimationFrame);
      const before = charts;
      while (statistics < 3) await new Promise(requestAnimationFrame);
      return (charts - before) / 2;
    });
  };
  // 4 and 8; on a busy machine the drawings on either side of an end may come in one frame.
  expect(await chartsPerStatistics('self=1000')).toBeLessThan(6);
  expect(await chartsPerStatistics('self=0.000001')).toBeGreaterThan(6);
});

/** The most charts that a slice of the HUD's work drew while 60 frames passed; 0 for too few slices to tell. */
async function mostChartsPerSlice(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const drawn = new Map<number, Set<HTMLCanvasElement>>();
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      // Told once a slice, when it has ended.
      const slice = hudPage.selfMs.length;
      drawn.set(slice, (drawn.get(slice) ?? new Set()).add(this.canvas));
      clearRect.apply(this, box);
    };
    const first = hudPage.frames;
    while (hudPage.frames < first + 60) await new Promise(requestAnimationFrame);
    CanvasRenderingContext2D.prototype.clearRect = clearRect;
    const charts = [...drawn.values()].map((canvases) => canvases.size);
    return charts.length > 2 ? Math.max(...charts) : 0;
  });
}

test('draws one chart a frame while it is over its budget', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&frames=steady&self=0.000001');
  await expect(hud.locator('.self .value')).not.toHaveText('–');
  await expect.poll(() => mostChartsPerSlice(page)).toBe(1);
});

test('draws charts together that fit a frame, and on a slow machine one a frame', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&frames=steady&self=1000');
  // Then it is known how long each of them takes.
  await expect(hud.locator('.self .value')).not.toHaveText('–');
  await expect.poll(() => mostChartsPerSlice(page)).toBeGreaterThan(1);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 20 });
  // Once most of the times that it goes by are those of the slow machine.
  await expect.poll(() => mostChartsPerSlice(page)).toBe(1);
});

/** Every reading of a property, or every call of a method, takes 1 s of the page's clock from now on: how many of those seconds passed, and were counted as the HUD's. */
async function slowDown(
  page: Page,
  ...slow: (readonly [type: 'CSSStyleDeclaration' | 'Element' | 'Node', name: string])[]
) {
  const passed = await page.evaluateHandle((slow) => {
    const passed = { byName: slow.map(() => 0) };
    const { now } = performance;
    performance.now = () => now.call(performance) + 1000 * passed.byName.reduce((sum, seconds) => sum + seconds, 0);
    for (const [k, [type, name]] of slow.entries()) {
      const { prototype } = globalThis[type];
      const { value, get, ...property } = Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;
      const slowed = (run: () => unknown) =>
        function (this: unknown, ...args: []) {
          passed.byName[k] = (passed.byName[k] as number) + 1;
          return run.apply(this, args);
        };
      Object.defineProperty(
        prototype,
        name,
        get === undefined ? { ...property, value: slowed(value) } : { ...property, get: slowed(get) },
      );
    }
    hudPage.selfMs.length = 0;
    return passed;
  }, slow);
  return () =>
    passed.evaluate(({ byName }) => ({
      byName,
      all: byName.reduce((sum, seconds) => sum + seconds, 0),
      // A slice takes less than half a second by itself.
      counted: hudPage.selfMs.reduce((sum, ms) => sum + Math.round(ms / 1000), 0),
    }));
}

test('counts once what its event handlers take, and what Preact renders after them', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&metrics=500&frames=steady');
  await hud.getByRole('tab', { name: 'Metrics' }).click();
  await expect(hud.locator('.scroller li').first()).toBeVisible();
  // A handler reads the one, a row is put in by the other.
  const secondsOf = await slowDown(page, ['Element', 'scrollTop'], ['Node', 'insertBefore']);
  await hud.locator('.scroller').hover();
  await page.mouse.wheel(0, 2000);
  await expect.poll(async () => Math.min(...(await secondsOf()).byName)).toBeGreaterThan(0);
  const { counted, all } = await secondsOf();
  expect(counted).toBe(all);
});

for (const { what, view, slow, act } of [
  {
    what: 'its header is dragged',
    view: 'Overview',
    slow: ['CSSStyleDeclaration', 'setProperty'],
    act: async (page: Page, hud: Locator) => {
      await hud.locator('.header .figure').nth(1).hover();
      await page.mouse.down();
      await page.mouse.move(200, 200, { steps: 3 });
      await page.mouse.up();
    },
  },
  {
    what: 'the pointer is on its chart',
    view: 'Overview',
    slow: ['Element', 'getBoundingClientRect'],
    act: (_: Page, hud: Locator) => hud.getByRole('img', { name: /^Frame, CPU and GPU times/ }).hover(),
  },
  {
    what: 'the timeline is dragged',
    view: 'Frames',
    slow: ['Element', 'getBoundingClientRect'],
    act: async (page: Page, hud: Locator) => {
      await hud.getByRole('application').hover();
      await page.mouse.down();
      await page.mouse.move(300, 300, { steps: 3 });
      await page.mouse.up();
    },
  },
  {
    what: 'a figure is pressed, and events are kept apart',
    view: 'Overview',
    slow: ['Element', 'matches'],
    act: (_: Page, hud: Locator) => hud.locator('.header .figure').nth(1).click(),
  },
  {
    what: 'the focus moves away, and is kept',
    view: 'Overview',
    slow: ['Node', 'contains'],
    act: (page: Page) => page.keyboard.press('Tab'),
  },
  {
    what: 'a key is pressed on its tabs',
    view: 'Overview',
    slow: ['Element', 'querySelectorAll'],
    act: (page: Page) => page.keyboard.press('ArrowRight'),
  },
] as const)
  test(`counts what it does when ${what}`, async ({ page }) => {
    const hud = await openHud(page, 'mode=panel&frames=steady');
    await hud.getByRole('tab', { name: view }).click();
    await hud.getByRole('tab', { name: view }).focus();
    await expect(hud.locator('.chart canvas').first()).toBeVisible();
    const secondsOf = await slowDown(page, slow);
    await act(page, hud);
    await expect.poll(async () => (await secondsOf()).all).toBeGreaterThan(0);
    const { counted, all } = await secondsOf();
    expect(counted).toBe(all);
  });
