import { expect, type Locator, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import { modeOf, openHud } from './open-hud.ts';

const LOST = 'This page is inside another: click into it before using the keys';
const FULLSCREEN = 'The fullscreen element takes the pointer, not the keys: make what is around it fullscreen instead';
const KEYS =
  'The page prevents what keys do before the HUD gets them: start Framescope earlier, or move the HUD into a window of its own (Place and size)';
const NOTICE = 'p.input-notice';

test('says in a framed page that keys need the focus, until it has it, and once', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  await page.evaluate(() => {
    document.body.replaceChildren();
    const input = document.body.appendChild(document.createElement('input'));
    const frame = document.body.appendChild(document.createElement('iframe'));
    Object.assign(frame, { width: 900, height: 700, src: '/e2e-pages/hud.html?mode=panel&still&fill=300' });
    input.focus();
  });
  const frame = page.frameLocator('iframe');
  await expect(frame.locator(NOTICE)).toHaveText(LOST);
  await frame.locator('body > canvas').click({ position: { x: 20, y: 600 } });
  await expect(frame.locator(NOTICE)).toHaveCount(0);
  await page.keyboard.press('F2');
  await expect(frame.getByRole('region', { name: 'Framescope' })).toBeHidden();
  await page.keyboard.press('F2');
  await expect(frame.getByRole('button', { name: 'Sessions' })).toBeVisible();
  await page.locator('input').focus();
  await expect(frame.getByRole('region', { name: 'Framescope' })).toBeVisible();
  await expect(frame.locator(NOTICE)).toHaveCount(0);
});

test('can be told to keep quiet of it', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    Object.assign(frame, { width: 900, height: 700, src: '/e2e-pages/hud.html?mode=panel&still&fill=300' });
    document.body.replaceChildren(frame);
  });
  const frame = page.frameLocator('iframe');
  await expect(frame.locator(NOTICE)).toHaveText(LOST);
  await frame.getByRole('button', { name: 'Dismiss' }).click();
  await expect(frame.locator(NOTICE)).toHaveCount(0);
});

test('says nothing of it in a page of its own', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=300');
  await expect(hud.getByRole('button', { name: 'Commands and keys' })).toBeVisible();
  await expect(hud.locator(NOTICE)).toHaveCount(0);
});

test('takes its hotkeys while the page holds the pointer, and says how to free it', async ({ page }) => {
  const hud = await openHud(page, 'mode=hidden&still&fill=300');
  await page.evaluate(() => {
    const canvas = document.querySelector('canvas') as HTMLCanvasElement;
    canvas.addEventListener('click', () => {
      canvas.requestPointerLock();
    });
  });
  await page.mouse.click(300, 300);
  await page.waitForFunction(() => document.pointerLockElement !== null);
  await page.keyboard.press('F2');
  await expect(hud.locator(NOTICE)).toHaveText('The page holds the pointer: Escape frees it');
  expect(await modeOf(page)).toBe('panel');
  await page.keyboard.press('Alt+F2');
  expect(await modeOf(page)).toBe('hidden');
  await page.keyboard.press('F2');
  // Playwright's Escape does not reach the browser itself.
  await page.evaluate(() => document.exitPointerLock());
  await expect(hud.locator(NOTICE)).toHaveCount(0);
});

test('says that a fullscreen canvas takes the pointer, which it cannot have inside, while its keys go on', async ({
  page,
}) => {
  const hud = await openHud(page, 'mode=panel&still&fill=300');
  await expect(hud.getByRole('button', { name: 'Commands and keys' })).toBeVisible();
  await page.evaluate(() => document.querySelector('canvas')?.requestFullscreen());
  await expect(hud.locator(NOTICE)).toHaveText(FULLSCREEN);
  await expect(hud.locator(NOTICE)).toBeVisible();
  await page.keyboard.press('F2');
  expect(await modeOf(page)).toBe('hidden');
  await page.keyboard.press('F2');
  expect(await modeOf(page)).toBe('panel');
  await page.evaluate(() => document.exitFullscreen());
  await expect(hud.locator(NOTICE)).toHaveCount(0);
});

test('says nothing of it where it has moved into what is fullscreen', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=300');
  await expect(hud.getByRole('button', { name: 'Commands and keys' })).toBeVisible();
  await page.evaluate(() => document.body.appendChild(document.createElement('div')).requestFullscreen());
  await hud.getByRole('tab', { name: 'Distribution' }).click();
  await expect(hud.locator(NOTICE)).toHaveCount(0);
});

test('says that a page which listened to keys first prevents what they do, and has them in a window of its own', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const keys: string[] = [];
    Object.assign(globalThis, { keys });
    addEventListener(
      'keydown',
      (event) => {
        keys.push(event.code);
        if (event.code === 'KeyA') event.preventDefault();
      },
      { capture: true },
    );
  });
  const hud = await openHud(page, 'mode=panel&still&fill=300');
  const nameIn = (region: Locator) => region.getByRole('textbox', { name: 'Session name' });
  await nameIn(hud).focus();
  await expect(hud.locator(NOTICE)).toHaveCount(0);
  // What listens comes with a chunk of its own.
  await expect(async () => {
    await page.keyboard.press('KeyA');
    await expect(hud.locator(NOTICE)).toHaveText(KEYS, { timeout: 500 });
  }).toPass();
  await expect(nameIn(hud)).toHaveValue('');
  await page.keyboard.press('KeyB');
  await expect(nameIn(hud)).toHaveValue('b');
  await expect(hud.locator(NOTICE)).toHaveText(KEYS);

  await hud.getByRole('button', { name: 'Place and size' }).click();
  const opened = page.waitForEvent('popup');
  await hud.getByRole('button', { name: 'Into a window of its own' }).click();
  const own = await opened;
  const there = own.getByRole('region', { name: 'Framescope' });
  const keys = () => page.evaluate(() => [...(globalThis as unknown as { keys: string[] }).keys]);
  const before = await keys();
  expect(before).toContain('KeyA');
  await nameIn(there).focus();
  await own.keyboard.type('abc');
  await expect(nameIn(there)).toHaveValue('abc');
  await expect(there.locator(NOTICE)).toHaveCount(0);
  expect(await keys()).toEqual(before);
});
