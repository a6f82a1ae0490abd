import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { openHud } from './open-hud.ts';

test('records under a name, shows for how long and how many frames, and stops', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('textbox', { name: 'Session name' }).fill('  Run 1  ');
  await hud.getByRole('button', { name: 'Record' }).click();
  await expect(hud.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(hud.locator('.clock')).toHaveText(/^0:0\d$/);
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await expect(hud.getByRole('listitem').filter({ hasText: 'Run 1' })).toContainText('recording');
  await hud.getByRole('textbox', { name: 'Session name' }).fill('Run 2');
  await page.keyboard.press('Enter');
  await expect(hud.getByRole('listitem').filter({ hasText: 'Run 2' })).toBeVisible();
  const facts = hud.getByRole('listitem').filter({ hasText: 'Run 2' }).locator('.facts');
  const frames = async () => Number(/(\d+) frames/.exec((await facts.textContent()) ?? '')?.[1]);
  const before = await frames();
  await expect.poll(frames).toBeGreaterThan(before);
  await hud.getByRole('button', { name: 'Stop' }).click();
  await expect(facts).not.toContainText('recording');
  await expect(hud.getByRole('button', { name: 'Record' })).toBeVisible();
  await expect(hud.locator('.clock')).toBeHidden();
});

test('exports a stored session as a download named after it', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  const download = page.waitForEvent('download');
  await hud.getByRole('button', { name: /^Export Boss fight/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Boss-fight-img-src-x-onerror-alert-1.framescope.json');
  expect(JSON.parse(await readFile(await file.path(), 'utf8'))).toMatchObject({
    format: 'framescope-session',
    id: 'c',
  });
});

test('imports a file, and says what is wrong with another', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  const pick = async (text: string) => {
    const chooser = page.waitForEvent('filechooser');
    await hud.getByRole('button', { name: 'Import a session file' }).click();
    await (await chooser).setFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  };
  await pick('{"format":"framescope-session"}');
  await expect(hud.getByText('Imported')).toBeVisible();
  await pick('{"format":"other"}');
  await expect(hud.getByRole('alert')).toHaveText('Cannot import the file: it must be a framescope-session');
});

test('removes a session after a second click', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Remove Forest, shadows on' }).click();
  await expect(hud.getByText('Forest, shadows on')).toBeVisible();
  await hud.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(hud.getByText('Forest, shadows on')).toHaveCount(0);
  await expect(hud.getByRole('button', { name: 'Sessions 2' })).toBeVisible();
});

test('moves nothing when a removal is armed, and disarms on Escape, on a press elsewhere and on blur', async ({
  page,
}) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  const remove = hud.getByRole('button', { name: 'Remove Forest, shadows on' });
  const armed = hud.getByRole('button', { name: 'Remove', exact: true });
  const places = () =>
    hud.locator('.actions button').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
  const before = await places();
  const ends: (() => Promise<unknown>)[] = [
    () => page.keyboard.press('Escape'),
    () => page.mouse.click(100, 300),
    () => hud.getByRole('heading', { name: 'Distribution' }).click(),
    async () => {
      await armed.focus();
      await page.keyboard.press('Tab');
    },
  ];
  for (const end of ends) {
    await remove.click();
    await expect(armed).toBeVisible();
    await expect(hud.getByText('Press again to remove')).toBeVisible();
    expect(await places()).toEqual(before);
    await end();
    await expect(armed).toHaveCount(0);
  }
  await remove.focus();
  await page.keyboard.press('Enter');
  await expect(armed).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(hud.getByText('Forest, shadows on')).toHaveCount(0);
});

test('shows a stored session in place of the live frames, and goes back', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&fill=2000&still');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Show Forest, shadows on' }).click();
  await expect(hud.getByText('Stored session: Forest, shadows on')).toBeVisible();
  const stats = await page.evaluate(() => hudPage.host.stats());
  await expect(hud.locator('.statistics dl > div', { hasText: 'max' }).locator('.value')).not.toHaveText('–');
  expect(stats.frames).toBeGreaterThan(0);
  await hud.getByRole('button', { name: 'Back to live' }).click();
  await expect(hud.getByRole('region', { name: 'Metrics' })).toBeVisible();
});
