import { expect, type Locator, type Page, test } from '@playwright/test';
import { collectProblems } from '../open-page.ts';
import { modeOf, openHud } from './open-hud.ts';
import { violations } from './violations.ts';

const stored = (page: Page) => page.evaluate(() => JSON.parse(localStorage.getItem('framescope:presets') ?? 'null'));
const presetsOf = (hud: Locator) => hud.getByRole('region', { name: 'Presets' });
const nameOf = (hud: Locator) => presetsOf(hud).getByRole('textbox', { name: 'Name of the preset' });
const preset = (hud: Locator, name: string) => presetsOf(hud).getByRole('button', { name, exact: true });

async function openPresets(page: Page, query: string): Promise<Locator> {
  const hud = await openHud(page, query);
  await hud.getByRole('button', { name: 'Place and size' }).click();
  await expect(presetsOf(hud)).toBeVisible();
  return hud;
}

for (const theme of ['dark', 'light']) {
  test(`shows what a preset pins, and which is shown, ${theme}`, async ({ page }) => {
    const hud = await openPresets(page, `mode=graph&still&fill=300&theme=${theme}`);
    await expect(preset(hud, 'Default')).toHaveAttribute('aria-pressed', 'true');
    await preset(hud, 'Memory').click();
    await expect(preset(hud, 'Memory')).toHaveAttribute('aria-pressed', 'true');
    const pinned = hud.getByRole('region', { name: 'Pinned metrics' });
    await expect(pinned.getByRole('listitem')).toHaveCount(3);
    await nameOf(hud).fill('Mine');
    await nameOf(hud).press('Enter');
    expect(await violations(page)).toEqual([]);
    await preset(hud, 'Default').click();
    await expect(pinned).toHaveCount(0);
  });
}

test('has the presets that another page of the origin saves or removes, and overwrites none', async ({
  page,
  context,
}) => {
  const hud = await openPresets(page, 'mode=graph&still&fill=300');
  const other = await context.newPage();
  const otherHud = await openPresets(other, 'mode=graph&still&fill=300');
  const save = async (where: Locator, name: string) => {
    await nameOf(where).fill(name);
    await nameOf(where).press('Enter');
  };
  await save(otherHud, 'Theirs');
  await expect(preset(hud, 'Theirs')).toBeVisible();
  await save(hud, 'Ours');
  await expect(preset(otherHud, 'Ours')).toBeVisible();
  expect((await stored(page)).presets).toMatchObject([{ name: 'Theirs' }, { name: 'Ours' }]);
  await otherHud.getByRole('button', { name: 'Remove preset Theirs' }).click();
  await expect(preset(hud, 'Theirs')).toHaveCount(0);
  await other.evaluate(() => localStorage.clear());
  await expect(preset(hud, 'Ours')).toHaveCount(0);
});

test('saves what is shown under a name, applies, replaces and removes it, and knows it the next time', async ({
  page,
}) => {
  const problems = collectProblems(page);
  const hud = await openPresets(page, 'mode=graph&still&fill=300');
  await preset(hud, 'GPU').click();
  await hud.getByRole('button', { name: 'At the bottom left' }).click();
  await nameOf(hud).fill('Boss <b>fight</b>');
  await preset(hud, 'Save').click();
  expect(await stored(page)).toMatchObject({
    version: 1,
    presets: [{ name: 'Boss <b>fight</b>', view: 'gpu', mode: 'graph', layout: { place: { corner: 'bottom-left' } } }],
  });
  await preset(hud, 'Default').click();
  await hud.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.evaluate(() => hudPage.hud.setMode('panel'));

  await page.reload();
  await hud.getByRole('button', { name: 'Place and size' }).click();
  await preset(hud, 'Boss <b>fight</b>').click();
  expect(await modeOf(page)).toBe('graph');
  await expect(hud.getByRole('region', { name: 'Pinned metrics' }).getByRole('listitem')).toHaveCount(4);
  const box = await hud.boundingBox();
  expect([box?.x, (box?.y ?? 0) + (box?.height ?? 0)]).toEqual([8, 712]);

  await preset(hud, 'Memory').click();
  await nameOf(hud).fill('Boss <b>fight</b>');
  await preset(hud, 'Replace').click();
  expect((await stored(page)).presets).toHaveLength(1);
  expect((await stored(page)).presets[0].pins).toContain('engine:memory.usage_mb');
  await nameOf(hud).fill('gpu');
  await nameOf(hud).press('Enter');
  await expect(presetsOf(hud).getByRole('alert')).toContainText('always there');
  await presetsOf(hud).getByRole('button', { name: 'Remove preset Boss <b>fight</b>' }).click();
  await expect(nameOf(hud)).toBeFocused();
  expect(await stored(page)).toBeNull();
  expect(problems).toEqual([]);
});

test('has presets among the commands', async ({ page }) => {
  await page.addInitScript(() =>
    localStorage.setItem(
      'framescope:presets',
      '{"version":1,"presets":[{"name":"Mine","view":"metrics","mode":"panel"}]}',
    ),
  );
  const hud = await openHud(page, 'mode=panel&still&fill=300');
  await hud.getByRole('button', { name: 'Commands and keys' }).click();
  await hud.getByRole('combobox', { name: 'Search commands' }).fill('preset');
  await expect(hud.getByRole('option')).toHaveCount(6);
  await hud.getByRole('option', { name: 'Preset: GPU' }).click();
  await expect(hud.getByRole('tab', { name: 'GPU' })).toHaveAttribute('aria-selected', 'true');
  await hud.getByRole('button', { name: 'Commands and keys' }).click();
  await hud.getByRole('combobox', { name: 'Search commands' }).fill('mine');
  await page.keyboard.press('Enter');
  await expect(hud.getByRole('tab', { name: 'Metrics' })).toHaveAttribute('aria-selected', 'true');
  await expect(hud.locator('.said')).toHaveText('Mine is shown');
});

test('keeps neither pins nor presets where nothing is to be remembered, and shows them all the same', async ({
  page,
}) => {
  const hud = await openPresets(page, 'mode=graph&still&fill=300&forget');
  await preset(hud, 'GPU').click();
  await nameOf(hud).fill('Mine');
  await nameOf(hud).press('Enter');
  await expect(preset(hud, 'Mine')).toHaveAttribute('aria-pressed', 'true');
  await expect(hud.getByRole('region', { name: 'Pinned metrics' }).getByRole('listitem')).toHaveCount(4);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});
