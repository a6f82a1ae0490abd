import { expect, type Locator, type Page } from '@playwright/test';
import { test } from '../headed-test.ts';
import { collectProblems, openPage } from '../open-page.ts';
import { modeOf, openHud } from './open-hud.ts';

const hudOf = (page: Page) => page.getByRole('region', { name: 'Framescope' });
const chartFigure = (hud: Locator) => hud.locator('.legend .cpu .value');

/** What the page has in its window that stays on top; null without one. */
const pictureOf = (page: Page) =>
  page.evaluate(() => {
    const { documentPictureInPicture } = globalThis as unknown as { documentPictureInPicture: { window?: Window } };
    const there = documentPictureInPicture.window?.document;
    const hud = there?.querySelector('framescope-hud')?.shadowRoot?.querySelector('.hud');
    return there ? { title: there.title, hud: hud?.getAttribute('aria-label') } : null;
  });

/** The page hears of the end of the window on another way than the test does: either may be first. */
const hasNoPicture = (page: Page) => expect.poll(() => pictureOf(page)).toBeNull();

/** Waits until the text, whatever it is now, is another. */
const renews = async (text: Locator) => expect(text).not.toHaveText((await text.textContent()) ?? '');

/** Presses the button that moves the HUD, of which the layout is open, and gives the window that it moved into. */
async function detach(page: Page, hud: Locator): Promise<Page> {
  const opened = page.waitForEvent('popup');
  await hud.getByRole('button', { name: 'Into a window of its own' }).click();
  const own = await opened;
  await expect(hudOf(own)).toBeVisible();
  return own;
}

/** Opens the page with the HUD, and its layout. */
async function openLayout(page: Page, query: string): Promise<Locator> {
  const hud = await openHud(page, query);
  await hud.getByRole('button', { name: 'Place and size' }).click();
  return hud;
}

test('moves into a window that stays on top, goes on there, and comes back when that is closed', async ({ page }) => {
  const problems = collectProblems(page);
  const hud = await openLayout(page, 'mode=panel');
  const own = await detach(page, hud);
  const problemsThere = collectProblems(own);
  // And not the pop-up that would be opened instead.
  expect(await own.evaluate(() => matchMedia('(display-mode: picture-in-picture)').matches)).toBe(true);
  expect(await pictureOf(page)).toEqual({ title: `Framescope: ${await page.title()}`, hud: 'Framescope' });
  await expect(hud).toBeHidden();

  const there = hudOf(own);
  const isFilled = () =>
    there.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y, width, height].join() === [0, 0, innerWidth, innerHeight].join();
    });
  await expect.poll(isFilled).toBe(true);

  const chart = there.locator('.frames canvas').last();
  const drawn = () => chart.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await drawn();
  await expect.poll(drawn).not.toBe(before);
  await renews(chartFigure(there));

  await there.getByRole('tab', { name: 'Metrics' }).click();
  await renews(there.getByRole('listitem').filter({ hasText: 'entities.alive' }).locator('.value').first());
  await there.getByRole('tab', { name: 'Frames' }).click();
  await expect(there.getByRole('application', { name: 'Timeline' }).locator('canvas').first()).toBeVisible();
  await there.getByRole('button', { name: 'Graph' }).click();
  await expect(there.getByRole('tab')).toHaveCount(0);

  await own.close();
  await expect(hud).toBeVisible();
  expect(await modeOf(page)).toBe('graph');
  await hasNoPicture(page);
  await renews(chartFigure(hud));
  expect([problems, problemsThere]).toEqual([[], []]);
});

test('closes the window that stays on top by its button, and opens it again', async ({ page }) => {
  const problems = collectProblems(page);
  const hud = await openLayout(page, 'mode=panel');
  for (let round = 0; round < 2; round++) {
    const own = await detach(page, hud);
    const closed = own.waitForEvent('close');
    await hudOf(own).getByRole('button', { name: 'Back onto the page' }).click();
    await closed;
    await expect(hud).toBeVisible();
    expect(await modeOf(page)).toBe('panel');
    await hasNoPicture(page);
  }
  expect(problems).toEqual([]);
});

for (const [how, end] of [
  ['hidden', (page: Page) => page.evaluate(() => hudPage.hud.setMode('hidden'))],
  ['destroyed', (page: Page) => page.evaluate(() => hudPage.hud.destroy())],
  ['left by its page, which is loaded anew', (page: Page) => page.reload()],
  ['left by its page, which is closed', (page: Page) => page.close()],
] as const)
  test(`closes the window that stays on top when it is ${how}`, async ({ page }) => {
    const problems = collectProblems(page);
    const own = await detach(page, await openLayout(page, 'mode=graph'));
    const closed = own.waitForEvent('close');
    await end(page);
    await closed;
    expect(problems).toEqual([]);
  });

test('closes the window that stays on top when the scope is destroyed', async ({ page }) => {
  const problems = collectProblems(page);
  await openPage(page, '/e2e-pages/blank.html');
  await page.evaluate(() => framescope.createFramescope({ hud: { mode: 'graph' } }).hud.show());
  const hud = hudOf(page);
  await hud.getByRole('button', { name: 'Place and size' }).click();
  const own = await detach(page, hud);
  const closed = own.waitForEvent('close');
  await page.evaluate(() => globalThis.__FRAMESCOPE__?.scopes[0]?.destroy());
  await closed;
  await hasNoPicture(page);
  await expect(page.locator('framescope-hud')).toHaveCount(0);
  expect(problems).toEqual([]);
});
