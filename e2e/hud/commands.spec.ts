import { expect, type Locator, type Page, test } from '@playwright/test';
import { modeOf, openHud } from './open-hud.ts';
import { violations } from './violations.ts';

/** The panel, once it takes keys. */
async function openPanel(page: Page): Promise<Locator> {
  const hud = await openHud(page, 'mode=panel&still&fill=900');
  await expect(hud.getByRole('button', { name: 'Commands and keys' })).toBeVisible();
  return hud;
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('lists its commands with their keys, finds one and runs it, and gives the focus back', async ({ page }) => {
  const hud = await openPanel(page);
  await hud.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('Control+k');
  const search = hud.getByRole('combobox', { name: 'Search commands' });
  await expect(search).toBeFocused();
  await expect(hud.getByRole('option', { name: 'Go to Distribution 3' })).toBeVisible();
  await expect(hud.locator('.hotkeys')).toContainText('F2, Shift+Backquote');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type('go met');
  await expect(hud.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(hud.getByRole('tab', { name: 'Metrics' })).toHaveAttribute('aria-selected', 'true');
  await expect(search).toHaveCount(0);
  await expect(hud.getByRole('tab', { name: 'Overview' })).toBeFocused();
});

test('goes through the list by the arrow keys, and is closed by Escape or a press elsewhere', async ({ page }) => {
  const hud = await openPanel(page);
  await hud.getByRole('button', { name: 'Commands and keys' }).click();
  const search = hud.getByRole('combobox', { name: 'Search commands' });
  await expect(search).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(hud.getByRole('option', { name: 'Hide the HUD' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(search).toHaveCount(0);
  await hud.getByRole('button', { name: 'Commands and keys' }).click();
  await expect(search).toBeFocused();
  await page.mouse.click(5, 600);
  await expect(search).toHaveCount(0);
  await hud.getByRole('button', { name: 'Commands and keys' }).click();
  await page.keyboard.type('one line');
  await hud.getByRole('option', { name: 'Show one line' }).click();
  expect(await modeOf(page)).toBe('compact');
});

test('copies the statistics that it shows, as text and as Markdown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const hud = await openPanel(page);
  await hud.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('c');
  await expect(hud.getByRole('status')).toHaveText('Statistics are on the clipboard');
  const p99 =
    (await hud.locator('.statistics dl > div', { hasText: 'p99' }).first().locator('.value').textContent()) ?? '';
  expect(await clipboard(page)).toMatch(new RegExp(`^p99 +${p99} ms`, 'm'));
  await page.keyboard.press('m');
  await expect.poll(() => clipboard(page)).toContain(`| p99 | ${p99} ms`);
});

test('copies the statistics of the view that is shown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const hud = await openPanel(page);
  await hud.getByRole('tab', { name: 'Distribution' }).click();
  await hud.getByRole('combobox', { name: 'Times of' }).selectOption('cpu');
  await hud.getByRole('tab', { name: 'Distribution' }).focus();
  const p99 = (await hud.locator('dl > div', { hasText: 'p99' }).first().locator('.value').textContent()) ?? '';
  await page.keyboard.press('c');
  await expect.poll(() => clipboard(page)).toMatch(new RegExp(`^p99 +${p99} ms`, 'm'));
  expect(await clipboard(page)).toMatch(/: CPU time, last 10 s, \d+ frames in 10\.\d s, budget/);
  await hud.getByRole('tab', { name: 'Frames' }).click();
  await hud.getByRole('application', { name: 'Timeline' }).focus();
  for (let k = 0; k < 9; k++) await page.keyboard.press('Shift+ArrowRight');
  await expect(hud.getByRole('region', { name: 'Selection' }).locator('.sample')).toContainText('9 frames');
  await page.keyboard.press('c');
  await expect.poll(() => clipboard(page)).toMatch(/: selection of 0\.\d+ s, 9 frames in/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect.poll(() => clipboard(page)).toMatch(/: \d{3} frames in 10/);
});

for (const mode of ['graph', 'compact'] as const)
  test(`takes the keys of its commands in ${mode} mode, and opens their list in the panel`, async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const hud = await openHud(page, `mode=${mode}&still&fill=900`);
    await expect(hud.locator('.command-keys .said')).toBeAttached();
    await hud.getByRole('button', { name: 'Panel' }).focus();
    await page.keyboard.press('c');
    await expect(hud.locator('.said')).toHaveText('Statistics are on the clipboard');
    expect(await clipboard(page)).toMatch(/^p99 +[\d.]+ ms/m);
    expect(await modeOf(page)).toBe(mode);
    await page.keyboard.press('Control+k');
    await expect(hud.getByRole('combobox', { name: 'Search commands' })).toBeFocused();
    expect(await modeOf(page)).toBe('panel');
    await page.keyboard.press('Escape');
    await expect(hud.getByRole('button', { name: /^Commands/ })).toBeFocused();
  });

test('lists the keys of all views, which the keyboard scrolls', async ({ page }) => {
  const hud = await openPanel(page);
  await hud.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('?');
  const keys = hud.getByRole('region', { name: 'Keys' });
  for (const text of [
    'Frames: the next and the previous hitch',
    'Sessions: deletes the session',
    'Tabs: from view to view',
  ])
    await expect(keys).toContainText(text);
  await page.keyboard.press('Tab');
  await expect(keys).toBeFocused();
  await page.keyboard.press('End');
  await expect(keys.getByText('resize the HUD')).toBeInViewport();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);
  await expect(hud.getByRole('tab', { name: 'Overview' })).toBeFocused();
});

test('says what it did where nothing is clicked: the tabs stay in sight', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const hud = await openPanel(page);
  await hud.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('c');
  const said = hud.locator('.said');
  await expect(said).toHaveText('Statistics are on the clipboard');
  const covered = await said.evaluate((element) => {
    const at = element.getBoundingClientRect();
    const root = element.closest('.hud') as HTMLElement;
    return [...root.querySelectorAll('button, input, select, a, [tabindex]')].filter((other) => {
      const { left, right, top, bottom } = other.getBoundingClientRect();
      return left < at.right && right > at.left && top < at.bottom && bottom > at.top;
    }).length;
  });
  expect(covered).toBe(0);
  // Below it the HUD is dragged as ever.
  const { x, y, width, height } = (await said.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const before = await hud.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 - 200, y + height / 2 + 60, { steps: 3 });
  await page.mouse.up();
  expect((await hud.boundingBox())?.x).toBe((before?.x ?? 0) - 200);
});

test('copies where the clipboard of pages is refused', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
    document.addEventListener('copy', () => {
      document.documentElement.dataset.copied = 'true';
    });
  });
  const hud = await openPanel(page);
  await hud.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('c');
  await expect(hud.getByRole('status')).toHaveText('Statistics are on the clipboard');
  await expect(hud.getByRole('tab', { name: 'Overview' })).toBeFocused();
  await expect(hud.locator('textarea')).toHaveCount(0);
});

test('takes keys for commands only while the focus is in it and nothing is typed', async ({ page }) => {
  const hud = await openPanel(page);
  await page.keyboard.press('3');
  await page.keyboard.press('Control+k');
  await hud.getByRole('textbox', { name: 'Session name' }).fill('');
  await hud.getByRole('textbox', { name: 'Session name' }).pressSequentially('3?r');
  await expect(hud.getByRole('textbox', { name: 'Session name' })).toHaveValue('3?r');
  await expect(hud.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true');
  await expect(hud.getByRole('combobox', { name: 'Search commands' })).toHaveCount(0);
});
