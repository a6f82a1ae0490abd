import { expect, type Locator, type Page, test } from '@playwright/test';
import { openHud } from './open-hud.ts';
import { detailsOf, selectionOf, surfaceOf } from './timeline-page.ts';

test.use({ hasTouch: true });

const numberOf = async (hud: Locator) => Number(/Frame (\d+)/.exec((await detailsOf(hud).textContent()) ?? '')?.[1]);

async function openFrames(page: Page, query: string): Promise<Locator> {
  const hud = await openHud(page, `mode=panel&${query}`);
  await hud.getByRole('tab', { name: 'Frames' }).click();
  await expect(surfaceOf(hud).locator('canvas')).not.toHaveCount(0);
  await surfaceOf(hud).focus();
  return hud;
}

/** Frames that stand still, with a frame some px wide, where on the screen parts of the chart are, and what is opened there. */
async function openZoomed(page: Page) {
  const hud = await openFrames(page, 'still&frames=steady&fill=2400');
  for (let k = 0; k < 9; k++) await page.keyboard.press('+');
  const { x, y, width, height } = (await surfaceOf(hud).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const at = (part: number) => ({ x: x + part * width, y: y + height / 2 });
  const opened = async (part: number) => {
    await page.mouse.click(at(part).x, at(part).y);
    const number = await numberOf(hud);
    await page.keyboard.press('Escape');
    await expect(detailsOf(hud)).toHaveCount(0);
    return number;
  };
  return { hud, at, opened };
}

/** Puts fingers where they are told to be: of those before, the ones that are missing are lifted. */
async function fingersOn(page: Page) {
  const session = await page.context().newCDPSession(page);
  return (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints.map((point, id) => ({ ...point, id })) });
}

for (const scale of [1, 1.5])
  test(`moves with the pointer by Shift at a scale of ${scale}`, async ({ page }) => {
    await page.addInitScript(
      (text) => localStorage.setItem('framescope:layout', text),
      JSON.stringify({ version: 1, scale }),
    );
    const { hud, at, opened } = await openZoomed(page);
    const held = await opened(0.75);
    await page.keyboard.down('Shift');
    await page.mouse.move(at(0.75).x, at(0.75).y);
    await page.mouse.down();
    await page.mouse.move(at(0.3).x, at(0.3).y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect(selectionOf(hud)).toHaveCount(0);
    expect(Math.abs((await opened(0.3)) - held)).toBeLessThan(2);
  });

test('leaves live frames going on by Escape where nothing is open', async ({ page }) => {
  const hud = await openFrames(page, 'fill=700');
  const isHandled = () =>
    surfaceOf(hud).evaluate(
      (surface) =>
        !surface.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })),
    );
  expect(await isHandled()).toBe(false);
  await page.keyboard.press('Enter');
  await expect(detailsOf(hud)).toBeVisible();
  expect(await isHandled()).toBe(true);
  await expect(detailsOf(hud)).toHaveCount(0);
  await hud.getByRole('button', { name: 'Go on' }).click();
  await surfaceOf(hud).focus();
  await page.keyboard.press('Escape');
  const ended = await page.evaluate(() => hudPage.frames);
  await page.waitForFunction((frames) => hudPage.frames > frames + 20, ended);
  await expect(hud.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('goes on without frames, whatever is done with it, and shows the first ones when they come', async ({ page }) => {
  const hud = await openFrames(page, 'frames=none');
  const { x, y, width, height } = (await surfaceOf(hud).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width / 3, y + height / 2);
  await page.mouse.wheel(0, -100);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 2 });
  await page.mouse.up();
  await page.mouse.dblclick(x + width / 3, y + height / 2);
  for (const name of ['Zoom in', 'Zoom out', 'All', 'Next hitch'])
    await hud.getByRole('button', { name, exact: true }).click();
  await expect(hud.getByRole('button', { name: 'Pause' })).toBeDisabled();
  await expect(selectionOf(hud)).toHaveCount(0);
  await page.evaluate(() => {
    for (let k = 1; k <= 60; k++)
      hudPage.metrics.updateFrame({
        timeMs: k * 16,
        frameTimeMs: 16,
        gap: 'none',
        cpuTimeMs: 4,
        gpuTimeMs: 6,
        drawCalls: 1,
        triangles: 1,
        memoryMb: 1,
      });
  });
  await expect(hud.getByText('No frame yet')).toHaveCount(0);
  await surfaceOf(hud).focus();
  await page.keyboard.press('End');
  await expect(detailsOf(hud)).toContainText('Frame 58:');
});

test('keeps in sight what keys select, and reads out how long it is', async ({ page }) => {
  const hud = await openFrames(page, 'still&frames=steady&fill=2400');
  const status = hud.getByRole('status', { name: 'What has changed' });
  await expect(status).toBeAttached();
  // Of 30 s, some 100 ms.
  for (let k = 0; k < 14; k++) await page.keyboard.press('+');
  const middle = async () => {
    await page.keyboard.press('Enter');
    const number = await numberOf(hud);
    await page.keyboard.press('Escape');
    await expect(detailsOf(hud)).toHaveCount(0);
    return number;
  };
  const began = await middle();
  for (let k = 0; k < 10; k++) await page.keyboard.press('Shift+ArrowRight');
  await expect(status).toHaveText('Selection of 0.17 s, 10 frames');
  expect((await middle()) - began).toBeGreaterThan(5);
  for (let k = 0; k < 20; k++) await page.keyboard.press('Shift+ArrowLeft');
  expect((await middle()) - began).toBeLessThan(-5);
});

test('zooms and moves with two fingers, which select nothing and open nothing', async ({ page }) => {
  const { hud, at, opened } = await openZoomed(page);
  const [left, right] = [await opened(0.4), await opened(0.6)];
  const touch = await fingersOn(page);
  await touch('touchStart', at(0.4));
  await touch('touchStart', at(0.4), at(0.6));
  for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', at(0.4 - 0.1 * part), at(0.6 + 0.3 * part));
  await touch('touchEnd', at(0.3));
  // What is left of two fingers is no drag.
  await touch('touchMove', at(0.5));
  await touch('touchEnd');
  await expect(hud.getByRole('button', { name: 'Go on' })).toBeVisible();
  await expect(selectionOf(hud)).toHaveCount(0);
  await expect(detailsOf(hud)).toHaveCount(0);
  expect(Math.abs((await opened(0.3)) - left)).toBeLessThan(2);
  expect(Math.abs((await opened(0.9)) - right)).toBeLessThan(2);
  // And the next finger selects again.
  await touch('touchStart', at(0.4));
  for (const part of [0.5, 0.6]) await touch('touchMove', at(part));
  await touch('touchEnd');
  await expect(selectionOf(hud)).toBeVisible();
});
