import { expect, type Locator, type Page, test } from '@playwright/test';
import { collectProblems } from '../open-page.ts';
import { modeOf, openHud } from './open-hud.ts';

// A pop-up: of the other kind, which a headless browser has not, see picture-in-picture.spec.ts.

const openLayout = (hud: Locator) => hud.getByRole('button', { name: 'Place and size' }).click();

async function detach(page: Page, hud: Locator): Promise<Page> {
  await openLayout(hud);
  const opened = page.waitForEvent('popup');
  await hud.getByRole('button', { name: 'Into a window of its own' }).click();
  return opened;
}

test.beforeEach(({ page }) => page.addInitScript(() => Reflect.deleteProperty(globalThis, 'documentPictureInPicture')));

test('moves into a window of its own, goes on there, and comes back when that is closed', async ({ page }) => {
  const problems = collectProblems(page);
  const hud = await openHud(page, 'mode=panel');
  const own = await detach(page, hud);
  const there = own.getByRole('region', { name: 'Framescope' });
  await expect(there).toBeVisible();
  await expect(hud).toBeHidden();
  const size = own.viewportSize() ?? (await own.evaluate(() => ({ width: innerWidth, height: innerHeight })));
  expect(await there.boundingBox()).toEqual({ x: 0, y: 0, ...size });
  // Charts are drawn and figures go on.
  await expect(there.locator('.frames canvas').first()).toBeVisible();
  await there.getByRole('button', { name: 'Graph' }).click();
  await there.getByRole('button', { name: 'Panel' }).click();
  await there.getByRole('tab', { name: 'Metrics' }).click();
  await expect(there.locator('.row').first()).toBeVisible();
  await own.screenshot({ path: 'test-results/own-window.png' });
  await own.close();
  await expect(hud).toBeVisible();
  expect(await modeOf(page)).toBe('panel');
  const box = await hud.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(1272);
  expect(problems).toEqual([]);
});

test('closes its own window when it is hidden or taken off the page', async ({ page }) => {
  const hud = await openHud(page, 'mode=graph');
  await openLayout(hud);
  for (const end of ['setMode', 'destroy'] as const) {
    const [own] = await Promise.all([
      page.waitForEvent('popup'),
      hud.getByRole('button', { name: 'Into a window of its own' }).click(),
    ]);
    const closed = own.waitForEvent('close');
    await page.evaluate((how) => {
      if (how === 'destroy') hudPage.hud.destroy();
      else hudPage.hud.setMode('hidden');
    }, end);
    await closed;
    if (end === 'setMode') await page.evaluate(() => hudPage.hud.setMode('graph'));
  }
  await expect(page.locator('framescope-hud')).toHaveCount(0);
});

for (const end of ['setMode', 'destroy'] as const)
  test(`closes a window that opens only after ${end === 'destroy' ? 'it was taken off the page' : 'it was hidden'}`, async ({
    page,
  }) => {
    await page.addInitScript(() => {
      const open = window.open.bind(window);
      // As the request takes its time that the browser may ask the user about.
      Object.assign(globalThis, {
        documentPictureInPicture: {
          requestWindow: () =>
            new Promise((resolve) => Object.assign(globalThis, { resolve: () => resolve(open('')) })),
        },
      });
    });
    const hud = await openHud(page, 'mode=graph');
    await openLayout(hud);
    await hud.getByRole('button', { name: 'Into a window of its own' }).click();
    const popup = page.waitForEvent('popup');
    await page.evaluate((how) => {
      if (how === 'destroy') hudPage.hud.destroy();
      else hudPage.hud.setMode('hidden');
      (globalThis as unknown as { resolve(): void }).resolve();
    }, end);
    const own = await popup;
    if (!own.isClosed()) await own.waitForEvent('close');
    await page.evaluate(() => hudPage.hud.setMode('panel'));
    await expect(hud).toHaveCount(end === 'destroy' ? 0 : 1);
  });

test('draws at the resolution of the screen that its own window is on', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('tab', { name: 'Distribution' }).click();
  const own = await detach(page, hud);
  const session = await own.context().newCDPSession(own);
  await session.send('Emulation.setDeviceMetricsOverride', {
    width: 460,
    height: 680,
    deviceScaleFactor: 2,
    mobile: false,
  });
  const there = own.getByRole('region', { name: 'Framescope' });
  /** Pixels of each canvas to one that it takes on the page. */
  const ratios = () =>
    there
      .locator('canvas')
      .evaluateAll((all) =>
        (all as HTMLCanvasElement[]).map(
          (canvas) => Math.round((10 * canvas.width) / canvas.getBoundingClientRect().width) / 10,
        ),
      );
  await expect.poll(async () => new Set(await ratios())).toEqual(new Set([2]));
  expect((await ratios()).length).toBeGreaterThan(3);
  expect(await page.evaluate(() => devicePixelRatio)).toBe(1);
});

test('takes no style sheet that comes when its own window has gone already', async ({ page }) => {
  const problems = collectProblems(page);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const late = /\/page-[^/]*\.js$/;
  await page.route(late, async (route) => {
    await released;
    await route.continue();
  });
  const hud = await openHud(page, 'mode=graph');
  await openLayout(hud);
  const asked = page.waitForRequest(late);
  const [own] = await Promise.all([
    page.waitForEvent('popup'),
    hud.getByRole('button', { name: 'Into a window of its own' }).click(),
  ]);
  const url = (await asked).url();
  await own.close();
  await expect(hud).toBeVisible();
  release();
  // Told after the HUD, and an error of it in the next turn.
  await page.evaluate((module) => import(module), url);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  expect(problems).toEqual([]);
});

test('says so when the browser opens no window', async ({ page }) => {
  await page.addInitScript(() => {
    window.open = () => null;
  });
  const hud = await openHud(page, 'mode=graph');
  await openLayout(hud);
  await hud.getByRole('button', { name: 'Into a window of its own' }).click();
  await expect(hud.getByRole('alert')).toContainText('allow this page to open pop-ups');
});
