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

test('speaks at most every five seconds, also in another mode, when it is shown again, and of sessions', async ({
  page,
}) => {
  const hud = await openHud(page, 'mode=panel&frames=steady&fill=600');
  const status = hud.getByRole('status', { name: 'What has changed' });
  await expect(status).toBeAttached();
  const said = await hud.evaluateHandle((root) => {
    const times: number[] = [];
    new MutationObserver((records) => {
      if (records.some(({ target }) => (target as Element).className === 'announcements'))
        times.push(performance.now());
    }).observe(root, { childList: true, subtree: true });
    return times;
  });
  await hud.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('r');
  await expect(status).toHaveText('Recording Untitled');
  await hud.getByRole('button', { name: 'Graph' }).click();
  await page.evaluate(() => hudPage.hud.configure({ budgetMs: 4 }));
  await expect(status).toHaveText(/Over budget/);
  for (let k = 0; k < 2; k++) await page.keyboard.press('F2');
  await expect(status).toHaveText('');
  await page.evaluate(() => hudPage.hud.configure({ budgetMs: 100 }));
  await expect(status).toHaveText(/Within budget again/);
  await hud.getByRole('button', { name: 'Panel' }).click();
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Compare Forest, shadows off' }).click();
  await expect(status).toHaveText(/Compare “Forest, shadows off” with …/);
  await hud.getByRole('button', { name: 'Delete Forest, shadows on' }).click();
  await expect(status).toHaveText(/“Forest, shadows on” deleted/);
  const times = await said.jsonValue();
  expect(times.length).toBeGreaterThanOrEqual(5);
  for (const [k, timeMs] of times.slice(1).entries()) expect(timeMs - (times[k] as number)).toBeGreaterThan(4990);
});
