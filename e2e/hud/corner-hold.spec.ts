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

test('comes and goes by the corner where the user has put it, and leaves presses that no finger makes', async ({
  page,
}) => {
  await openPage(page, '/?scene=raw-webgl2&load=0.1&session=0&hud=graph');
  const hud = page.getByRole('region', { name: 'Framescope' });
  await hud.getByRole('button', { name: 'Place and size' }).click();
  await hud.getByRole('button', { name: 'At the bottom left' }).click();
  await page.keyboard.press('F2');
  await expect(hud).toBeHidden();
  await hold(page, 20, 700, () => expect.poll(() => modeOf(page)).toBe('graph'));
  // As of a key, which no finger goes before.
  await passHold(page);
  await hud.getByRole('button', { name: 'One line' }).focus();
  await page.keyboard.press('Enter');
  expect(await modeOf(page)).toBe('compact');
});
