import { expect, type Page, test } from '@playwright/test';
import { collectProblems, openPage, passFrames } from '../open-page.ts';

/** A page that makes frames and shows the HUD's panel over its own store. */
async function openScope(page: Page) {
  await openPage(page, '/e2e-pages/blank.html');
  await page.evaluate(() => {
    const loop = () => requestAnimationFrame(loop);
    loop();
    framescope.createFramescope({ hud: { mode: 'panel' }, frame: { refresh: 1000 / 60 } });
  });
  return page.getByRole('region', { name: 'Framescope' });
}

test('records two sessions, compares, tags and annotates them, deletes one and undoes it, over the real store', async ({
  page,
}) => {
  const problems = collectProblems(page);
  let hud = await openScope(page);
  for (const name of ['Run A', 'Run B']) {
    await hud.getByRole('textbox', { name: 'Session name' }).fill(name);
    await hud.getByRole('button', { name: 'Record' }).click();
    await expect(hud.getByRole('button', { name: 'Stop' })).toBeVisible();
    await passFrames(page, 60);
    await hud.getByRole('button', { name: 'Stop' }).click();
    await expect(hud.getByRole('button', { name: 'Record' })).toBeVisible();
  }
  await hud.getByRole('button', { name: 'Sessions 2' }).click();
  await expect(hud.locator('.session .show')).toHaveText(['Run B', 'Run A']);

  await hud.getByRole('button', { name: 'Compare Run A' }).click();
  await hud.getByRole('button', { name: 'Compare Run B' }).click();
  await expect(
    hud
      .getByRole('img', { name: /^Histograms/ })
      .locator('canvas')
      .last(),
  ).toBeVisible();
  await expect(hud.getByRole('img', { name: /^Percentile curves/ }).locator('.uplot')).toBeVisible();
  const p50 = hud.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'frame.p50' }) });
  await expect(p50.getByRole('cell')).toHaveText([/^\d.* ms$/, /^\d.* ms$/, / %$/, 'inconclusive']);
  await expect(p50.getByRole('cell').last()).toHaveAttribute('title', 'A session is one value: 4 a side are needed');
  await hud.getByRole('button', { name: '‹ Sessions' }).click();

  await hud.getByRole('button', { name: 'Edit Run A' }).click();
  await hud.getByRole('textbox', { name: 'Add a tag' }).fill('baseline');
  await page.keyboard.press('Enter');
  await expect(hud.getByRole('button', { name: 'baseline' })).toBeVisible();
  await hud.getByRole('textbox', { name: 'Note' }).fill('Before the change');
  await page.keyboard.press('Escape');
  await expect(hud.locator('.session .note')).toHaveText('Before the change');

  await hud.getByRole('button', { name: 'Delete Run A' }).click();
  await expect(hud.locator('.session .show')).toHaveText(['Run B']);
  await hud.getByRole('button', { name: 'Undo' }).click();
  await expect(hud.locator('.session .show')).toHaveText(['Run B', 'Run A']);

  // A page that ends before the deletion can no longer be undone has deleted nothing.
  await hud.getByRole('button', { name: 'Delete Run B' }).click();
  await expect(hud.locator('.news')).toContainText('“Run B” deleted');
  hud = await openScope(page);
  await hud.getByRole('button', { name: 'Sessions 2' }).click();
  await hud.getByRole('searchbox', { name: 'Search sessions' }).fill('baseline change');
  await expect(hud.locator('.session .show')).toHaveText(['Run A']);
  await expect(hud.locator('.session .tag')).toHaveText(['baseline']);
  expect(problems).toEqual([]);
});

test('tells of a session that another page records why it cannot be changed', async ({ page, context }) => {
  const other = await context.newPage();
  const otherHud = await openScope(other);
  await otherHud.getByRole('textbox', { name: 'Session name' }).fill('Theirs');
  await otherHud.getByRole('button', { name: 'Record' }).click();
  await expect(otherHud.getByRole('button', { name: 'Stop' })).toBeVisible();
  const hud = await openScope(page);
  await hud.getByRole('button', { name: 'Sessions 1' }).click();
  await expect(hud.getByRole('button', { name: 'Delete Theirs' })).toBeDisabled();
  await hud.getByRole('button', { name: 'Keep Theirs' }).click();
  await expect(hud.getByRole('alert')).toContainText('its state must be "complete", current value is "recording"');
  await expect(hud.getByRole('listitem')).toHaveCount(1);
});
