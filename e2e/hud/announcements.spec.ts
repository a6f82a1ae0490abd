import { expect, test } from '@playwright/test';
import { openHud } from './open-hud.ts';

test('reads out that the frames come to be over budget, and why', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&frames=steady&fill=600&still');
  const status = hud.getByRole('status', { name: 'What has changed' });
  await expect(status).toBeAttached();
  await expect(status).toHaveText('');
  await page.evaluate(() => hudPage.hud.configure({ budgetMs: 4 }));
  await expect(status).toHaveText('Over budget');
});

test('reads out what commands did and that a session is recorded, once', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=600');
  await expect(hud.getByRole('button', { name: 'Commands and keys' })).toBeVisible();
  const status = hud.getByRole('status', { name: 'What has changed' });
  await expect(status).toBeAttached();
  const said = await status.evaluateHandle((element) => {
    const texts: string[] = [];
    new MutationObserver(() => texts.push(element.textContent ?? '')).observe(element, { childList: true });
    return texts;
  });
  await hud.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('r');
  await expect(status).toHaveText('Recording Untitled');
  await page.keyboard.press('r');
  await expect(status).toHaveText('Recorded Untitled', { timeout: 15_000 });
  await page.keyboard.press('r');
  await expect(status).toHaveText('Recording Untitled', { timeout: 15_000 });
  expect(await said.jsonValue()).toEqual(['Recording Untitled', 'Recorded Untitled', 'Recording Untitled']);
});
