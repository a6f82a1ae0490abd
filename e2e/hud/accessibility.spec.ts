import { expect, test } from '@playwright/test';
import { openHud } from './open-hud.ts';
import { violations } from './violations.ts';

for (const theme of ['dark', 'light']) {
  for (const mode of ['compact', 'graph', 'panel']) {
    test(`has no violation that axe finds in ${mode} mode, ${theme}`, async ({ page }) => {
      await openHud(page, `mode=${mode}&theme=${theme}&still&fill=900`);
      expect(await violations(page)).toEqual([]);
    });
  }
}

test('has none with everything open: greyed and missing figures, the list of sessions, a stored session', async ({
  page,
}) => {
  const hud = await openHud(page, 'mode=panel&theme=light&still&fill=200&frames=no-gpu');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  expect(await violations(page)).toEqual([]);
  await hud.getByRole('button', { name: /^Show/ }).first().click();
  await expect(hud.getByText(/^Stored session/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

for (const theme of ['dark', 'light']) {
  test(`has none in any view of the panel, ${theme}`, async ({ page }) => {
    const hud = await openHud(page, `mode=panel&theme=${theme}&still&fill=900`);
    for (const tab of await hud.getByRole('tab').all()) {
      await tab.click();
      expect(await violations(page)).toEqual([]);
    }
  });
}
