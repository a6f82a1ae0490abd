import { expect, type Locator, type Page, test } from '@playwright/test';
import { openHud } from './open-hud.ts';
import { violations } from './violations.ts';

/** The comparison of two simulated sessions, shadows off and on. */
async function openComparison(page: Page, query = ''): Promise<Locator> {
  const hud = await openHud(page, `mode=panel&still&fill=900${query}`);
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Compare Forest, shadows off' }).click();
  await expect(hud.locator('.compared')).toContainText('Compare “Forest, shadows off” with …');
  await hud.getByRole('button', { name: 'Compare Forest, shadows on' }).click();
  await expect(
    hud
      .getByRole('img', { name: /^Histograms/ })
      .locator('canvas')
      .last(),
  ).toBeVisible();
  return hud;
}

const cells = (hud: Locator, figure: string) =>
  hud
    .getByRole('row')
    .filter({ has: hud.page().getByRole('rowheader', { name: figure, exact: true }) })
    .first()
    .getByRole('cell');

test('shows what changed between two sessions, with ratio, interval and verdict', async ({ page }) => {
  const hud = await openComparison(page);
  await expect(hud.getByRole('img', { name: /^Percentile curves/ }).locator('.uplot')).toBeVisible();
  await expect(cells(hud, 'frame.p50')).toHaveText(['16.7 ms', '18.9 ms', '+13 %+9.0 … +17 %', 'regressed']);
  await expect(cells(hud, 'frame.p99')).toHaveText(['33.4 ms', '24.1 ms', '−28 %−39 … −16 %', 'improved']);
  await expect(cells(hud, 'fps.avg').last()).toHaveText('equivalent');
  await expect(cells(hud, 'dropped.pct').last()).toHaveText('inconclusive');
  await expect(cells(hud, 'dropped.pct').last()).toHaveAttribute('title', 'About 12 sessions a side would settle it');
  await expect(cells(hud, 'stutter.timePct').nth(2)).toHaveText('–');
  await expect(cells(hud, 'engine:rendering.draw_calls')).toHaveText(['1,204', '1,310', '+8.8 %', 'regressed']);
  await expect(hud.getByText('Section: boss <b>level</b>')).toBeVisible();
  await expect(hud.getByText('Sections that not all sessions have: intro')).toBeVisible();
  await hud.getByRole('searchbox', { name: 'Search figures' }).fill('boss');
  await expect(hud.getByRole('rowheader', { name: 'frame.p50' })).toHaveCount(1);
  await expect(hud.getByRole('rowheader', { name: 'frame.p99' })).toHaveCount(0);
});

test('draws both histograms in the same bins, and again for the other way round', async ({ page }) => {
  const hud = await openComparison(page);
  const histogram = hud.getByRole('img', { name: /^Histograms/ });
  const picture = () =>
    histogram
      .locator('canvas')
      .last()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await picture();
  await hud.getByRole('button', { name: 'Swap base and head' }).click();
  await expect(hud.getByRole('combobox', { name: 'Base' })).toHaveValue('session b');
  await expect(hud.getByRole('combobox', { name: 'Head' })).toHaveValue('session a');
  await expect(histogram.locator('canvas').last()).toBeVisible();
  await expect.poll(picture).not.toBe(before);
});

test('offers every session and every tag of several, and says that one run is not enough', async ({ page }) => {
  const hud = await openComparison(page);
  await expect(hud.getByText(/^One run says nothing/)).toBeVisible();
  const head = hud.getByRole('combobox', { name: 'Head' });
  await expect(head.getByRole('option')).toHaveText([
    /^Boss fight/,
    'Forest, shadows on',
    'Forest, shadows off',
    'forest (2 sessions)',
  ]);
  const compared = page.evaluate(async () => {
    const sessions = await hudPage.host.sessions();
    const { compare } = sessions;
    return new Promise((resolve) => {
      sessions.compare = (...sides) => {
        resolve(sides);
        return compare(...sides);
      };
    });
  });
  await head.selectOption('forest (2 sessions)');
  expect(await compared).toEqual([['a'], ['b', 'a']]);
});

test('compares nothing but counts where the places differ, and says in what', async ({ page }) => {
  const hud = await openComparison(page);
  await hud.getByRole('combobox', { name: 'Head' }).selectOption({ index: 0 });
  await expect(hud.getByRole('heading', { name: 'Not recorded under the same conditions' })).toBeVisible();
  await expect(hud.locator('.differences dl > div').first()).toHaveText(
    /^GPU\s*ANGLE \(NVIDIA GeForce RTX 4060\)\s*not known$/,
  );
  await expect(hud.locator('.comparison .chart')).toHaveCount(0);
  await expect(hud.getByRole('rowheader')).toHaveText(['engine:rendering.draw_calls']);
});

test('takes the focus along by keyboard, and back', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=900');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  for (const name of ['off', 'on']) {
    await hud.getByRole('button', { name: `Compare Forest, shadows ${name}` }).focus();
    await page.keyboard.press('Enter');
  }
  await expect(hud.getByRole('button', { name: '‹ Sessions' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(hud.getByRole('searchbox', { name: 'Search sessions' })).toBeFocused();
});

test('has the base back when its deletion is undone, and takes another while it is deleted', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=900');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  const base = hud.locator('.compared');
  const compare = (name: string) => hud.getByRole('button', { name: `Compare Forest, shadows ${name}` });
  await compare('off').click();
  await hud.getByRole('button', { name: 'Delete Forest, shadows off' }).click();
  await expect(base).toHaveCount(0);
  await hud.getByRole('button', { name: 'Undo' }).click();
  await expect(base).toContainText('Compare “Forest, shadows off” with …');
  await expect(compare('off')).toHaveAttribute('aria-pressed', 'true');
  await hud.getByRole('button', { name: 'Delete Forest, shadows off' }).click();
  await compare('on').click();
  await expect(base).toContainText('Compare “Forest, shadows on” with …');
});

test('says why a comparison failed', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=900');
  await page.evaluate(async () => {
    const sessions = await hudPage.host.sessions();
    sessions.compare = async () => {
      throw new Error('Cannot find session "b": it must be one of the list');
    };
  });
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Compare Forest, shadows off' }).click();
  await hud.getByRole('button', { name: 'Compare Forest, shadows on' }).click();
  await expect(hud.getByRole('alert')).toHaveText('Cannot find session "b": it must be one of the list');
});

for (const theme of ['dark', 'light']) {
  test(`has no violation that axe finds in list, form, export and comparison, ${theme}`, async ({ page }) => {
    const hud = await openHud(page, `mode=panel&theme=${theme}&still&fill=900`);
    await hud.getByRole('button', { name: 'Record' }).click();
    await hud.getByRole('button', { name: /^Sessions/ }).click();
    await page.evaluate(() => {
      hudPage.files.waiting = [];
    });
    await hud.getByRole('button', { name: 'Edit Forest, shadows on' }).click();
    expect(await violations(page)).toEqual([]);
    await hud.getByRole('button', { name: 'Export Forest, shadows off' }).click();
    await hud.getByRole('button', { name: 'CSV' }).click();
    await expect(hud.getByRole('progressbar')).toBeVisible();
    await hud.getByRole('button', { name: /^Delete Boss fight/ }).click();
    await expect(hud.getByRole('button', { name: 'Undo' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await hud.getByRole('button', { name: 'Undo' }).click();
    await hud.getByRole('button', { name: 'Compare Forest, shadows off' }).click();
    expect(await violations(page)).toEqual([]);
    await hud.getByRole('button', { name: 'Compare Forest, shadows on' }).click();
    await expect(hud.getByRole('table')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await hud.getByRole('combobox', { name: 'Head' }).selectOption({ index: 1 });
    await expect(hud.getByRole('heading', { name: 'Not recorded under the same conditions' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}
