import { expect, type Locator, type Page, test } from '@playwright/test';
import { openHud } from './open-hud.ts';

async function openSessions(page: Page): Promise<Locator> {
  const hud = await openHud(page, 'mode=panel&still&fill=900');
  await hud.getByRole('button', { name: 'Sessions 3' }).click();
  await expect(hud.getByRole('listitem')).toHaveCount(3);
  return hud;
}

async function openRules(page: Page): Promise<Locator> {
  const hud = await openHud(page, 'mode=panel&frames=steady&fill=300');
  await hud.getByRole('tab', { name: 'Rules' }).click();
  await expect(hud.getByRole('form', { name: 'New rule' })).toBeVisible();
  return hud;
}

const addRules = (page: Page, ...rules: readonly string[]) =>
  page.evaluate((all) => {
    for (const when of all) hudPage.flight.rules.add({ when, do: ['mark'] });
  }, rules);

const isHere = (page: Page) => page.evaluate(() => document.activeElement?.localName === 'framescope-hud');

async function press(page: Page, button: Locator): Promise<void> {
  await button.focus();
  await page.keyboard.press('Enter');
}

test('goes to the new form when a rule was saved or is no longer edited', async ({ page }) => {
  const hud = await openRules(page);
  await addRules(page, 'frame.max > 500ms');
  const figure = hud.getByRole('form', { name: 'New rule' }).getByLabel('Figure');
  await press(page, hud.getByRole('button', { name: /^Edit/ }));
  await hud.getByRole('form', { name: 'Rule', exact: true }).getByLabel('Value').fill('400');
  await page.keyboard.press('Enter');
  await expect(figure).toBeFocused();
  await press(page, hud.getByRole('button', { name: /^Edit/ }));
  await press(page, hud.getByRole('button', { name: 'Cancel' }));
  await expect(figure).toBeFocused();
});

test('goes to the next rule when one is removed, then to the one before, then to the form', async ({ page }) => {
  const hud = await openRules(page);
  await addRules(page, 'frame.max > 500ms', 'frame.p99 > 500ms', 'frame.p95 > 500ms');
  await press(page, hud.getByRole('button', { name: 'Remove frame.p99' }));
  await expect(hud.getByRole('checkbox', { name: 'Watch frame.p95' })).toBeFocused();
  await press(page, hud.getByRole('button', { name: 'Remove frame.p95' }));
  await expect(hud.getByRole('checkbox', { name: 'Watch frame.max' })).toBeFocused();
  await press(page, hud.getByRole('button', { name: 'Remove frame.max' }));
  await expect(hud.getByLabel('Figure')).toBeFocused();
});

test('stays with snapshots that are taken, stored and cleared', async ({ page }) => {
  const hud = await openRules(page);
  const take = hud.getByRole('button', { name: 'Take one' });
  await press(page, take);
  await expect(hud.getByRole('list', { name: 'Kept snapshots' }).getByRole('listitem')).toHaveCount(1);
  await expect(take).toBeFocused();
  await press(page, hud.getByRole('button', { name: /^Store/ }));
  await expect(hud.getByText('stored')).toBeVisible();
  await expect(hud.getByRole('button', { name: 'Show Snapshot' })).toBeFocused();
  await press(page, hud.getByRole('button', { name: 'Clear' }));
  await expect(take).toBeFocused();
});

test('stays beside the sessions when a comparison is given up, a tag taken off, a deletion undone', async ({
  page,
}) => {
  const hud = await openSessions(page);
  await press(page, hud.getByRole('button', { name: 'Compare Forest, shadows off' }));
  await press(page, hud.getByRole('button', { name: 'Cancel' }));
  await expect(hud.getByRole('button', { name: /^Show Boss fight/ })).toBeFocused();
  await press(page, hud.getByRole('button', { name: 'Edit Forest, shadows off' }));
  await press(page, hud.getByTitle('Take off forest'));
  await expect(hud.getByTitle('Take off release-2')).toBeFocused();
  await press(page, hud.getByTitle('Take off release-2'));
  await expect(hud.getByRole('textbox', { name: 'Add a tag' })).toBeFocused();
  await press(page, hud.getByRole('button', { name: 'Delete Forest, shadows on' }));
  await expect(hud.getByRole('button', { name: 'Show Forest, shadows off' })).toBeFocused();
  await press(page, hud.getByRole('button', { name: 'Undo' }));
  await expect(hud.getByRole('button', { name: 'Record' })).toBeFocused();
});

test('goes to the view when the last session is deleted or one is shown, and to its tab from there', async ({
  page,
}) => {
  const hud = await openSessions(page);
  await press(page, hud.getByRole('button', { name: /^Show Boss fight/ }));
  await expect(hud.getByRole('tabpanel', { name: 'Overview' })).toBeFocused();
  await press(page, hud.getByRole('button', { name: 'Back to live' }));
  await expect(hud.getByRole('tab', { name: 'Overview' })).toBeFocused();
  await hud.getByRole('button', { name: 'Sessions 3' }).click();
  await hud.getByRole('button', { name: /^Show Boss fight/ }).focus();
  for (let k = 0; k < 3; k++) await page.keyboard.press('Delete');
  await expect(hud.getByText('No session is stored.')).toBeVisible();
  await expect(hud.locator('[role="tabpanel"]')).toBeFocused();
});

test('does nothing more with a key that is held where the focus goes', async ({ page }) => {
  const hud = await openSessions(page);
  await press(page, hud.getByRole('button', { name: 'Delete Forest, shadows on' }));
  await hud.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.down('Enter');
  const record = hud.getByRole('button', { name: 'Record' });
  await expect(record).toBeFocused();
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(record).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(hud.getByRole('button', { name: 'Stop' })).toBeFocused();
});

test('leaves the focus to the game when the pointer presses, also what took it before', async ({ page }) => {
  const hud = await openRules(page);
  await addRules(page, 'frame.max > 500ms');
  await hud.getByRole('button', { name: /^Edit/ }).click();
  await expect(hud.getByRole('form', { name: 'Rule', exact: true }).getByLabel('Figure')).toBeFocused();
  await hud.getByRole('button', { name: 'Save rule' }).click();
  await expect(hud.getByRole('form', { name: 'New rule' })).toBeVisible();
  expect(await isHere(page)).toBe(false);
  await hud.getByRole('button', { name: /^Remove/ }).click();
  await expect(hud.getByText('No rule is watched.')).toBeVisible();
  expect(await isHere(page)).toBe(false);
});

test('takes no focus when it is shown again after it was hidden by a key', async ({ page }) => {
  const hud = await openSessions(page);
  await hud.getByRole('button', { name: /^Show Boss fight/ }).focus();
  for (const isShown of [false, true]) {
    await page.keyboard.press('F2');
    await expect(hud).toBeVisible({ visible: isShown });
  }
  await expect(hud.getByRole('listitem')).toHaveCount(3);
  expect(await isHere(page)).toBe(false);
});

test('takes no focus back that has gone to the page', async ({ page }) => {
  const hud = await openSessions(page);
  await hud.getByRole('button', { name: 'Delete Forest, shadows on' }).focus();
  await page.evaluate(() => {
    const canvas = document.querySelector('canvas') as HTMLCanvasElement;
    canvas.tabIndex = 0;
    canvas.focus();
  });
  await page.evaluate(async () => (await hudPage.host.sessions()).remove('b'));
  await expect(hud.getByRole('listitem')).toHaveCount(2);
  await expect(page.locator('body > canvas')).toBeFocused();
});
