import { expect, test } from '@playwright/test';
import { openHud } from './open-hud.ts';

for (const [frames, name, reason] of [
  ['steady', 'On pace', /^\d+ % of the frames keep 60 Hz$/],
  ['slow', 'GPU-bound', /^The GPU takes [\d.]+ of the [\d.]+ ms of late frames$/],
] as const) {
  test(`says what holds back a page whose frames are ${frames}, and why`, async ({ page }) => {
    const hud = await openHud(page, `mode=graph&frames=${frames}&fill=400`);
    await expect(hud.locator('.verdict .value')).toHaveText(name);
    await expect(hud.locator('.verdict .reason')).toHaveText(reason);
    await expect(hud.locator('.verdict .reason')).toHaveAttribute('title', reason);
  });
}

test('does not guess, and says what is missing', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&frames=steady&fill=10&still');
  await expect(hud.locator('.verdict .value')).toHaveText('–');
  await expect(hud.locator('.verdict .value')).toHaveAttribute('title', '10 of 30 frames are there');
});

test('says at once what held a stored session back, not what does the live frames', async ({ page }) => {
  const hud = await openHud(page, 'mode=graph&frames=slow&fill=400&still');
  const name = hud.locator('.verdict .value');
  await expect(name).toHaveText('GPU-bound');
  await page.evaluate(async () => {
    const sessions = await hudPage.host.sessions();
    const [summary] = await sessions.list();
    const session = await sessions.open(summary?.id ?? '');
    // On a display as slow as that all its frames were on time.
    hudPage.hud.open({ ...session, environment: { ...session.environment, refreshMs: 200 } });
  });
  await expect(name).toHaveText('On pace');
  await page.evaluate(() => hudPage.hud.open(null));
  await expect(name).toHaveText('GPU-bound');
});
