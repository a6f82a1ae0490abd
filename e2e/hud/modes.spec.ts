import { expect, test } from '@playwright/test';
import { collectProblems } from '../open-page.ts';
import { modeOf, openHud } from './open-hud.ts';

test('is one line in compact mode, a chart in graph mode, and everything in panel mode', async ({ page }) => {
  const problems = collectProblems(page);
  const hud = await openHud(page, 'mode=compact');
  await expect(hud.getByText('1% low')).toBeVisible();
  await expect(hud.getByRole('img', { name: /^Frame times/ })).toBeVisible();
  await expect(hud.locator('section')).toHaveCount(0);
  expect((await hud.boundingBox())?.height).toBeLessThan(32);

  await page.evaluate(() => hudPage.hud.setMode('graph'));
  await expect(hud.getByRole('region', { name: 'Frame time' }).locator('canvas').first()).toBeVisible();
  await expect(hud.getByRole('region', { name: 'Sessions' })).toHaveCount(0);

  await page.evaluate(() => hudPage.hud.setMode('panel'));
  for (const name of ['Frame time', 'Distribution of frame times', 'Metrics', 'Sessions'])
    await expect(hud.getByRole('region', { name, exact: true })).toBeVisible();
  expect(problems).toEqual([]);
});

test('changes its mode by its buttons, which keep the focus', async ({ page }) => {
  const hud = await openHud(page, 'mode=compact');
  await hud.getByRole('button', { name: 'Panel' }).focus();
  await page.keyboard.press('Enter');
  expect(await modeOf(page)).toBe('panel');
  await expect(hud.getByRole('button', { name: 'Panel', pressed: true })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  expect(await modeOf(page)).toBe('graph');
  await hud.getByRole('button', { name: 'Hide' }).click();
  expect(await modeOf(page)).toBe('hidden');
  await expect(hud).toBeHidden();
});

test('does no work while hidden, and works again when shown', async ({ page }) => {
  const hud = await openHud(page, 'mode=hidden');
  expect(await page.evaluate(() => hudPage.taskCount)).toBe(0);
  await page.evaluate(() => hudPage.hud.setMode('panel'));
  await expect(hud.getByRole('region', { name: 'Metrics' })).toBeVisible();
  expect(await page.evaluate(() => hudPage.taskCount)).toBeGreaterThan(0);
  await page.evaluate(() => hudPage.hud.setMode('hidden'));
  expect(await page.evaluate(() => hudPage.taskCount)).toBe(0);
});

test('draws at once on a page that makes no frames', async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.requestAnimationFrame = () => 0;
  });
  const hud = await openHud(page, 'mode=panel&still');
  await expect(hud.locator('.chart:has(canvas)')).toHaveCount(2);
  await expect(hud.locator('.header .hero .value')).toHaveText(/\d/);
});

test('stands in the corner that is asked for, and moves', async ({ page }) => {
  const hud = await openHud(page, 'mode=compact&corner=bottom-left');
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const lower = await hud.boundingBox();
  expect(lower?.x).toBe(8);
  expect((lower?.y ?? 0) + (lower?.height ?? 0)).toBe(height - 8);
  await page.evaluate(() => hudPage.hud.configure({ corner: 'top-right' }));
  const upper = await hud.boundingBox();
  expect(upper?.y).toBe(8);
  expect((upper?.x ?? 0) + (upper?.width ?? 0)).toBe(width - 8);
});

test('is seen above an element that goes fullscreen', async ({ page }) => {
  const hud = await openHud(page, 'mode=compact&still');
  await page.evaluate(() => document.querySelector('canvas')?.requestFullscreen());
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.localName)).toBe('canvas');
  const clip = (await hud.boundingBox()) ?? { x: 0, y: 0, width: 1, height: 1 };
  await expect(hud).toBeVisible();
  const shown = await page.screenshot({ clip });
  // The browser makes all that is not in the fullscreen element inert, so the mode is changed from outside.
  await page.evaluate(() => hudPage.hud.setMode('hidden'));
  await expect(hud).toBeHidden();
  expect((await page.screenshot({ clip })).equals(shown)).toBe(false);
});

test('follows the system from dark to light, unless told which', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const hud = await openHud(page, 'mode=graph');
  const background = () => hud.evaluate((element) => getComputedStyle(element).backgroundColor);
  const dark = await background();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(background).not.toBe(dark);
  await page.evaluate(() => hudPage.hud.configure({ theme: 'dark' }));
  await expect.poll(background).toBe(dark);
});

test('fits into a small window', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 400 });
  const hud = await openHud(page, 'mode=panel');
  const box = await hud.boundingBox();
  expect(box?.width).toBeLessThanOrEqual(304);
  expect(box?.height).toBeLessThanOrEqual(384);
});
