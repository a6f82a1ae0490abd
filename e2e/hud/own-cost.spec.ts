import { expect, type Page, test } from '@playwright/test';
import { openHud } from './open-hud.ts';

/** The page's time goes on by so many ms, with a frame each 16, after which its tasks run. */
async function passTime(page: Page, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 16) {
    await page.clock.runFor(16);
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(null);
        }),
    );
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

for (const [view, charts] of [
  ['Overview', 3],
  ['Frames', 1],
  ['Distribution', 3],
  ['Metrics', 1],
] as const)
  test(`draws each chart of ${view} at least four times a second`, async ({ page }) => {
    await page.clock.install();
    const hud = await openHud(page, 'mode=panel&frames=steady');
    await hud.getByRole('tab', { name: view, exact: true }).click();
    await expect
      .poll(async () => {
        await passTime(page, 160);
        return hud.locator('canvas').count();
      })
      .toBeGreaterThanOrEqual(charts);
    await passTime(page, 1600);
    const counts = await drawings(page, () => passTime(page, 4000));
    expect(counts).toHaveLength(charts);
    for (const count of counts) expect(count).toBeGreaterThanOrEqual(16);
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

/** How many charts each slice of the HUD's work drew, of those that drew any, while so many frames pass. */
async function chartsPerSlice(page: Page, frames: number): Promise<number[]> {
  return page.evaluate(async (count) => {
    const drawn = new Map<number, Set<HTMLCanvasElement>>();
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      // Told once a slice, when it has ended.
      const slice = hudPage.selfMs.length;
      drawn.set(slice, (drawn.get(slice) ?? new Set()).add(this.canvas));
      clearRect.apply(this, box);
    };
    const first = hudPage.frames;
    while (hudPage.frames < first + count) await new Promise(requestAnimationFrame);
    CanvasRenderingContext2D.prototype.clearRect = clearRect;
    return [...drawn.values()].map((canvases) => canvases.size);
  }, frames);
}

test('draws charts together that fit a frame, and on a slow machine one a frame', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&frames=steady');
  // Then it is known how long each of them takes.
  await expect(hud.locator('.self .value')).not.toHaveText('–');
  const together = await chartsPerSlice(page, 120);
  expect(Math.max(...together), `charts of each slice: ${together}`).toBeGreaterThan(1);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 20 });
  await chartsPerSlice(page, 60);
  const apart = await chartsPerSlice(page, 60);
  expect(apart.length).toBeGreaterThan(2);
  expect(Math.max(...apart), `charts of each slice: ${apart}`).toBe(1);
});

test('counts once what its event handlers take, and what Preact renders after them', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&metrics=500&frames=steady');
  await hud.getByRole('tab', { name: 'Metrics' }).click();
  await expect(hud.locator('.scroller li').first()).toBeVisible();
  // A reading of `scrollTop` takes 1 s of the page's clock, and so does a row that is put in.
  const spent = await page.evaluateHandle(() => {
    const spent = { handlers: 0, renderings: 0 };
    const { now } = performance;
    performance.now = () => now.call(performance) + 1000 * (spent.handlers + spent.renderings);
    const scrollTop = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollTop') as PropertyDescriptor;
    Object.defineProperty(Element.prototype, 'scrollTop', {
      ...scrollTop,
      get() {
        spent.handlers++;
        return scrollTop.get?.call(this);
      },
    });
    const { insertBefore } = Node.prototype;
    Node.prototype.insertBefore = function (node, child) {
      spent.renderings++;
      return insertBefore.call(this, node, child) as typeof node;
    };
    hudPage.selfMs.length = 0;
    return spent;
  });
  await hud.locator('.scroller').hover();
  await page.mouse.wheel(0, 2000);
  await expect
    .poll(() => spent.evaluate(({ handlers, renderings }) => Math.min(handlers, renderings)))
    .toBeGreaterThan(0);
  const { counted, all } = await spent.evaluate(({ handlers, renderings }) => ({
    // A slice takes less than half a second by itself.
    counted: hudPage.selfMs.reduce((sum, ms) => sum + Math.round(ms / 1000), 0),
    all: handlers + renderings,
  }));
  expect(counted).toBe(all);
});
