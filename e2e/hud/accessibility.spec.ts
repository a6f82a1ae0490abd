import { expect, type Locator, type Page, test } from '@playwright/test';
import { openHud } from './open-hud.ts';
import { violations } from './violations.ts';

for (const theme of ['dark', 'light', 'contrast']) {
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

/** Every view, with what opens above the views, and with what a rule's form says of a wrong one. */
async function lookEverywhere(page: Page, hud: Locator): Promise<void> {
  for (const tab of await hud.getByRole('tab').all()) {
    await tab.click();
    expect(await violations(page), (await tab.textContent()) ?? '').toEqual([]);
  }
  await hud.getByRole('tab', { name: 'Rules' }).click();
  await hud.getByLabel('Value').fill('x');
  await hud.getByRole('button', { name: 'Add rule' }).click();
  await expect(hud.locator('.problem')).toHaveCount(2);
  await hud.getByRole('button', { name: 'Place and size' }).click();
  await expect(hud.getByRole('combobox', { name: 'Theme' })).toBeVisible();
  await hud.getByRole('button', { name: 'Commands and keys' }).click();
  await expect(hud.getByRole('listbox', { name: 'Commands' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
}

for (const theme of ['dark', 'light', 'contrast']) {
  test(`has none in any view of the panel, in the layout and the commands, ${theme}`, async ({ page }) => {
    await lookEverywhere(page, await openHud(page, `mode=panel&theme=${theme}&still&fill=900`));
  });
}

test('has none under forced colours, whose lines differ and whose focus is seen', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  const hud = await openHud(page, 'mode=panel&still&fill=900');
  await lookEverywhere(page, hud);
  await page.keyboard.press('Escape');
  const colours = await hud.evaluate((root) => {
    const style = getComputedStyle(root);
    return ['text', 'cpu', 'gpu', 'bg'].map((name) => style.getPropertyValue(`--${name}`).trim());
  });
  expect(new Set(colours).size).toBe(4);
  await hud.getByRole('tab', { name: 'Rules' }).focus();
  await page.keyboard.press('Home');
  const focused = hud.getByRole('tab', { name: 'Overview' });
  await expect(focused).toBeFocused();
  await expect(focused).toHaveCSS('outline-style', 'solid');
  await expect(focused).toHaveCSS('outline-width', '2px');
});

for (const theme of ['dark', 'light', 'contrast'])
  test(`has texts in empty fields that can be read, ${theme}`, async ({ page }) => {
    const hud = await openHud(page, `mode=panel&theme=${theme}&still&fill=300`);
    for (const view of ['Metrics', 'Rules', 'Sessions']) {
      await hud.getByRole('tab', { name: view }).click();
      const fields = hud.locator('input[placeholder]');
      await expect(fields).toHaveCount(view === 'Rules' ? 5 : 2);
      const [colours, faint] = await hud.evaluate((root) => {
        const probe = root.appendChild(document.createElement('i'));
        probe.style.color = 'var(--faint)';
        const { color } = getComputedStyle(probe);
        probe.remove();
        const inputs = [...root.querySelectorAll('input[placeholder]')];
        // Where the theme's contrasts are checked: theme-colours.test.ts.
        return [inputs.map((input) => getComputedStyle(input, '::placeholder').color), color] as const;
      });
      expect(new Set(colours)).toEqual(new Set([faint]));
    }
  });

test('is of high contrast where the system asks for more, unless the user chose a theme', async ({ page }) => {
  await page.emulateMedia({ contrast: 'more', colorScheme: 'light' });
  const hud = await openHud(page, 'mode=panel&still&fill=300');
  await expect(hud).toHaveAttribute('data-theme', 'contrast');
  await hud.getByRole('button', { name: 'Place and size' }).click();
  await hud.getByRole('combobox', { name: 'Theme' }).selectOption('High contrast');
  await page.emulateMedia({ contrast: 'no-preference' });
  await expect(hud).toHaveAttribute('data-theme', 'contrast');
  await hud.getByRole('combobox', { name: 'Theme' }).selectOption('As the system');
  await expect(hud).toHaveAttribute('data-theme', 'light');
  await hud.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('Control+k');
  await expect(hud.getByRole('combobox', { name: 'Search commands' })).toBeFocused();
  await page.keyboard.type('theme dark');
  await page.keyboard.press('Enter');
  await expect(hud).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(hud).toHaveAttribute('data-theme', 'dark');
  await hud.getByRole('button', { name: 'Place and size' }).click();
  await hud.getByRole('button', { name: 'Reset' }).click();
  await expect(hud).toHaveAttribute('data-theme', 'light');
});

test('moves nothing by itself', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&fill=300');
  for (const tab of await hud.getByRole('tab').all()) {
    await tab.click();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    const moving = await hud.evaluate(
      (root) =>
        [...root.querySelectorAll('*')].filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return transitionDuration !== '0s' || animationName !== 'none';
        }).length,
    );
    expect(moving).toBe(0);
  }
});
