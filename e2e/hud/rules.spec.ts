import { expect, type Locator, type Page, test } from '@playwright/test';
import { openHud } from './open-hud.ts';
import { violations } from './violations.ts';

async function openRules(page: Page, query = 'fill=900'): Promise<Locator> {
  const hud = await openHud(page, `mode=panel&${query}`);
  await hud.getByRole('tab', { name: 'Rules' }).click();
  await expect(hud.getByRole('form', { name: 'New rule' })).toBeVisible();
  return hud;
}

const rules = (page: Page) =>
  page.evaluate(() => hudPage.flight.rules.list.map(({ when, actions, isOn }) => ({ when, actions, isOn })));

test('makes a rule of the fields, shows where it stands, and lists the snapshot that it takes', async ({ page }) => {
  const hud = await openRules(page);
  await hud.getByLabel('Figure').fill('frame.p99');
  await hud.getByLabel('Value').fill('1');
  await hud.getByLabel('over').fill('5');
  await hud.getByRole('checkbox', { name: 'Console' }).check();
  await hud.getByRole('button', { name: 'Add rule' }).click();
  const row = hud.getByRole('list', { name: 'Watched rules' }).getByRole('listitem');
  await expect(row.locator('.name')).toHaveText('frame.p99 > 1ms over 5s');
  await expect(row.locator('.status')).toHaveText('Firing');
  await expect(row.locator('.facts')).toContainText('mark, snapshot, console · now');
  await expect(hud.getByLabel('Figure')).toHaveValue('');
  const snapshot = hud
    .getByRole('list', { name: 'Kept snapshots' })
    .getByRole('listitem')
    .filter({ hasText: 'frame.p99' });
  await expect(snapshot.getByRole('img', { name: 'The canvas at that moment' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await snapshot.getByRole('button', { name: /^Store/ }).click();
  await expect(snapshot.getByText('stored')).toBeVisible();
  expect(await page.evaluate(() => hudPage.flight.saved)).toEqual(['frame.p99 > 1ms over 5s']);
  await snapshot.getByRole('button', { name: /^Show/ }).click();
  await expect(hud.getByText('Stored session: frame.p99 > 1ms over 5s')).toBeVisible();
});

test('takes a whole rule in one field, by the keyboard alone', async ({ page }) => {
  const hud = await openRules(page);
  await hud.getByLabel('Figure').focus();
  await page.keyboard.insertText('fps.avg < 500 fps over 2s for 60s');
  await page.keyboard.press('Tab');
  await expect(hud.getByLabel('Comparison')).toHaveValue('<');
  await expect(hud.getByLabel('Value')).toHaveValue('500');
  await expect(hud.locator('.unit-of')).toHaveText('fps');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(hud.locator('.status')).toHaveText(/^Holds \d/);
  expect(await rules(page)).toEqual([
    { when: 'fps.avg < 500 fps over 2s for 60s', actions: ['mark', 'snapshot'], isOn: true },
  ]);
});

test('says beside the field what is wrong with it, and takes nothing until it is right', async ({ page }) => {
  const hud = await openRules(page);
  await hud.getByLabel('Figure').fill('frme.p99');
  await hud.getByLabel('Value').fill('5 parsecs');
  await hud.getByRole('button', { name: 'Add rule' }).click();
  await expect(hud.getByLabel('Figure')).toBeFocused();
  await expect(hud.getByLabel('Figure')).toHaveAccessibleDescription(
    'The figure must be a statistic or a metric, as frame.p99, current value is "frme.p99"',
  );
  await expect(hud.getByLabel('Value')).toHaveAccessibleDescription(
    'The value must be a number, as 25 or 25ms, current value is "5 parsecs"',
  );
  expect(await violations(page)).toEqual([]);
  expect(await rules(page)).toEqual([]);
  await hud.getByLabel('Figure').fill('game:later');
  await hud.getByLabel('Value').fill('5');
  await expect(hud.locator('.problem')).toHaveCount(0);
  await hud.getByRole('button', { name: 'Add rule' }).click();
  expect((await rules(page)).map(({ when }) => when)).toEqual(['game:later > 5']);
});

test('reads a value with its unit, whatever the metric counts in, and tells where the two do not fit', async ({
  page,
}) => {
  const hud = await openRules(page);
  await page.evaluate(() => hudPage.flight.rules.add({ when: 'game:heap > 2s', do: ['mark'] }));
  await page.evaluate(() => hudPage.metrics.registry.registerGauge('game', 'heap', { unit: 'bytes' }).set(2 ** 25));
  const list = hud.getByRole('list', { name: 'Watched rules' });
  await expect(list.locator('.status')).toHaveText('Wrong unit');
  await expect(list.locator('.facts')).toContainText('The unit must fit "bytes", current value is "s"');
  await list.getByRole('button', { name: /^Edit/ }).click();
  const form = hud.getByRole('form', { name: 'Rule' });
  await expect(form.getByLabel('Value')).toHaveValue('2 s');
  await expect(form.locator('.unit-of')).toHaveText('');
  await form.getByRole('button', { name: 'Save rule' }).click();
  await expect(form.getByLabel('Value')).toHaveAccessibleDescription('The unit must fit "bytes", current value is "s"');
  await form.getByLabel('Value').fill('16mb');
  await form.getByRole('button', { name: 'Save rule' }).click();
  await expect(list.locator('.name')).toHaveText('game:heap > 16mb');
  await expect(list.locator('.status')).toHaveText('Firing');
  await expect(list.locator('.facts')).toContainText('mark · now 32.0 MiB');
  await form.getByLabel('Figure').fill('game:heap > 64mb');
  await form.getByLabel('Value').focus();
  await expect(form.getByLabel('Value')).toHaveValue('64 MiB');
  await form.getByRole('button', { name: 'Add rule' }).click();
  await expect(list.locator('.status').last()).toHaveText('Waiting');
  expect(await violations(page)).toEqual([]);
});

test('edits, switches and removes a rule of the user’s, and leaves those of the page', async ({ page }) => {
  const hud = await openRules(page);
  await page.evaluate(() => {
    const condition = { figure: 'a:b', comparison: '>', threshold: 1, unit: '', overMs: 1000, forMs: 0 } as const;
    hudPage.flight.rules.watch({ rule: { when: 'a:b > 1', do: () => undefined }, condition }, 'page');
    hudPage.flight.rules.add({ when: 'frame.max > 500ms for 1s', do: ['mark'] });
  });
  const [page_, own] = await hud.getByRole('list', { name: 'Watched rules' }).getByRole('listitem').all();
  if (page_ === undefined || own === undefined) throw new Error('There must be two rules');
  await expect(page_).toContainText('callback · no value');
  await expect(page_.getByRole('checkbox')).toBeDisabled();
  await expect(page_.getByRole('button')).toHaveCount(0);
  await own.getByRole('button', { name: /^Edit/ }).click();
  const form = hud.getByRole('form', { name: 'Rule' });
  await expect(form.getByLabel('Figure')).toBeFocused();
  await expect(form.getByLabel('for', { exact: true })).toHaveValue('1s');
  await form.getByLabel('Value').fill('400');
  await form.getByRole('button', { name: 'Save rule' }).click();
  await own.getByRole('checkbox').uncheck();
  await expect(own.locator('.status')).toHaveText('Off');
  expect((await rules(page))[1]).toEqual({ when: 'frame.max > 400ms for 1s', actions: ['mark'], isOn: false });
  await own.getByRole('button', { name: /^Remove/ }).click();
  expect((await rules(page)).map(({ when }) => when)).toEqual(['a:b > 1']);
});

test('lets a rule call what the page’s code has given by name, and tells what is not there any more', async ({
  page,
}) => {
  const hud = await openRules(page);
  await expect(hud.getByText('Call', { exact: true })).toHaveCount(0);
  await page.evaluate(() => {
    const calls: number[] = [];
    Object.assign(globalThis, { calls });
    hudPage.flight.callbacks.set('lower-quality', ({ value }) => calls.push(value));
    hudPage.flight.callbacks.set('<b>other</b>', () => undefined);
  });
  await hud.getByLabel('Figure').fill('frame.p99 > 1');
  await hud.getByLabel('Value').focus();
  await hud.getByRole('checkbox', { name: 'Mark' }).uncheck();
  await hud.getByRole('checkbox', { name: 'Snapshot' }).uncheck();
  await expect(hud.getByRole('checkbox', { name: '<b>other</b>' })).toBeVisible();
  await hud.getByRole('checkbox', { name: 'lower-quality' }).check();
  expect(await violations(page)).toEqual([]);
  await hud.getByRole('button', { name: 'Add rule' }).click();
  await expect(hud.locator('.rule-list .status')).toHaveText('Firing');
  await expect(hud.locator('.rule-list .facts')).toContainText('lower-quality\u2069() · now');
  expect(await page.evaluate(() => (globalThis as { calls?: number[] }).calls)).toHaveLength(1);
  expect((await rules(page))[0]?.actions).toEqual([{ callback: 'lower-quality' }]);
  await page.evaluate(() => hudPage.flight.callbacks.clear());
  await expect(hud.locator('.rule-list .facts')).toContainText('lower-quality\u2069() is not there · now');
  await hud.getByRole('button', { name: /^Edit/ }).click();
  await expect(hud.getByRole('checkbox', { name: 'lower-quality is not there' })).toBeChecked();
  await expect(hud.getByRole('checkbox', { name: '<b>other</b>' })).toHaveCount(0);
});

test('takes a snapshot when asked, and clears them', async ({ page }) => {
  const hud = await openRules(page, 'frames=steady&fill=300');
  await expect(hud.getByText('No snapshot yet.')).toBeVisible();
  await hud.getByRole('button', { name: 'Take one' }).click();
  await expect(hud.getByRole('listitem').filter({ hasText: 'Snapshot' })).toBeVisible();
  await hud.getByRole('button', { name: 'Clear' }).click();
  await expect(hud.getByText('No snapshot yet.')).toBeVisible();
});

test('stores a snapshot once however often it is asked to, and again when its session was deleted', async ({
  page,
}) => {
  const hud = await openRules(page, 'frames=steady&fill=300');
  await hud.getByRole('button', { name: 'Take one' }).click();
  const store = hud.getByRole('button', { name: 'Store Snapshot with the sessions' });
  await store.dblclick();
  await expect(hud.getByRole('button', { name: 'Snapshot is with the sessions' })).toBeDisabled();
  await hud.getByRole('button', { name: 'Sessions 4' }).click();
  await hud.getByRole('button', { name: 'Delete Snapshot' }).click();
  await hud.getByRole('tab', { name: 'Rules' }).click();
  await expect(store).toBeEnabled();
  await hud.getByRole('button', { name: 'Undo' }).click();
  await expect(store).toHaveCount(0);
  await expect(hud.getByText('stored', { exact: true })).toBeVisible();
});

test('keeps a change of a rule that another page has removed meanwhile, as a new one', async ({ page }) => {
  const hud = await openRules(page);
  await page.evaluate(() => hudPage.flight.rules.add({ when: 'frame.max > 9000', do: ['mark'] }));
  await hud.getByRole('button', { name: /^Edit/ }).click();
  await hud.getByLabel('Value').fill('9500');
  await page.evaluate(() => {
    const { rules } = hudPage.flight;
    rules.remove(rules.list[0]?.id ?? 0);
  });
  await hud.getByRole('button', { name: 'Save rule' }).click();
  await expect(hud.getByRole('list', { name: 'Watched rules' }).getByRole('listitem')).toHaveCount(1);
  expect(await rules(page)).toEqual([{ when: 'frame.max > 9500ms', actions: ['mark'], isOn: true }]);
});
