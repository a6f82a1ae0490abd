import { expect, type Page, test } from '@playwright/test';
import { openPage } from '../open-page.ts';

test.use({ hasTouch: true });

/** Puts a finger down, moves it if it is told to, and lifts it when `until` holds. */
async function hold(page: Page, x: number, y: number, until: () => Promise<unknown>, moveTo?: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [{ x, y }]);
  if (moveTo !== undefined) await touch('touchMove', [{ x: moveTo, y }]);
  await until();
  await touch('touchEnd', []);
}

const modeOf = (page: Page) => page.evaluate(() => globalThis.demo?.scope.hud.mode);
/** Longer than a hold, by the page's own clock. */
const passHold = (page: Page) => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));

test('comes and goes by a finger that is held in its corner, and by no other', async ({ page }) => {
  await openPage(page, '/?scene=raw-webgl2&load=0.1&session=0&hud=hidden');
  await page.waitForFunction(() => globalThis.demo !== undefined);
  expect(await modeOf(page)).toBe('hidden');
  await hold(page, 640, 360, () => passHold(page));
  await hold(page, 20, 20, () => passHold(page));
  await hold(page, 1260, 20, () => passHold(page), 1200);
  expect(await modeOf(page)).toBe('hidden');
  await hold(page, 1260, 20, () => expect.poll(() => modeOf(page)).toBe('panel'));
  await expect(page.getByRole('region', { name: 'Framescope' })).toBeVisible();
  await hold(page, 1260, 4, () => expect.poll(() => modeOf(page)).toBe('hidden'));
});
