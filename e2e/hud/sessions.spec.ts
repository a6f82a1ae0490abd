import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { openHud } from './open-hud.ts';

test('records under a name, shows for how long and how many frames, and stops', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('textbox', { name: 'Session name' }).fill('  Run 1  ');
  await hud.getByRole('button', { name: 'Record' }).click();
  await expect(hud.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(hud.locator('.clock')).toHaveText(/^0:0\d$/);
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await expect(hud.getByRole('listitem').filter({ hasText: 'Run 1' })).toContainText('recording');
  await hud.getByRole('textbox', { name: 'Session name' }).fill('Run 2');
  await page.keyboard.press('Enter');
  await expect(hud.getByRole('listitem').filter({ hasText: 'Run 2' })).toBeVisible();
  const facts = hud.getByRole('listitem').filter({ hasText: 'Run 2' }).locator('.facts');
  const frames = async () => Number(/(\d+) frames/.exec((await facts.textContent()) ?? '')?.[1]);
  const before = await frames();
  await expect.poll(frames).toBeGreaterThan(before);
  await hud.getByRole('button', { name: 'Stop' }).click();
  await expect(facts).not.toContainText('recording');
  await expect(hud.getByRole('button', { name: 'Record' })).toBeVisible();
  await expect(hud.locator('.clock')).toBeHidden();
});

test('keeps the name that is still in the field when the recording is stopped by the pointer', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: 'Record' }).click();
  const name = hud.getByRole('textbox', { name: 'Session name' });
  await expect(hud.getByRole('button', { name: 'Stop' })).toBeVisible();
  await name.fill('Level 2');
  await hud.getByRole('button', { name: 'Stop' }).click();
  await expect(hud.getByRole('button', { name: 'Record' })).toBeVisible();
  await expect(name).toHaveValue('');
  await hud.getByRole('button', { name: 'Sessions 4' }).click();
  await expect(hud.locator('.session .show').first()).toHaveText('Level 2');
});

test('exports a stored session as a download named after it', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  const download = page.waitForEvent('download');
  await hud.getByRole('button', { name: /^Export Boss fight/ }).click();
  await hud.getByRole('button', { name: 'JSON', exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Boss-fight-img-src-x-onerror-alert-1.framescope.json');
  expect(JSON.parse(await readFile(await file.path(), 'utf8'))).toMatchObject({
    format: 'framescope-session',
    id: 'c',
  });
});

test('exports the session that is shown rather than the newest or the one that is recorded', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  const button = hud.getByRole('button', { name: 'Export the session' });
  const exported = async () => {
    await button.click();
    return page.evaluate(() => hudPage.files.exported.at(-1)?.id);
  };
  await expect(button).toBeEnabled();
  expect(await exported()).toBe('c');
  await hud.getByRole('button', { name: 'Record' }).click();
  await expect(hud.getByRole('button', { name: 'Stop' })).toBeVisible();
  expect(await exported()).toBe('r3');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Show Forest, shadows off' }).click();
  await expect(hud.getByText('Stored session: Forest, shadows off')).toBeVisible();
  expect(await exported()).toBe('a');
  await hud.getByRole('tab', { name: 'Rules' }).click();
  await hud.getByRole('button', { name: 'Take one' }).click();
  await hud.getByRole('button', { name: 'Show Snapshot' }).click();
  await expect(hud.getByText('Stored session: Snapshot')).toBeVisible();
  await expect(button).toBeDisabled();
});

test('exports every format, redacted where that is asked for, also the name of the file', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  const menu = hud.getByRole('button', { name: 'Export Forest, shadows off' });
  await menu.click();
  await expect(menu).toHaveAttribute('aria-expanded', 'true');
  const formats = hud.getByRole('group', { name: 'Export Forest, shadows off as' });
  const names: string[] = [];
  for (const format of ['JSON.gz', 'CSV', 'PresentMon', 'Trace']) {
    const download = page.waitForEvent('download');
    await formats.getByRole('button', { name: format }).click();
    names.push((await download).suggestedFilename());
  }
  expect(names).toEqual(
    ['framescope.json.gz', 'framescope.csv', 'presentmon.csv', 'trace.json'].map((end) => `Forest-shadows-off.${end}`),
  );
  await formats.getByRole('checkbox', { name: 'Redact' }).check();
  const download = page.waitForEvent('download');
  await formats.getByRole('button', { name: 'JSON', exact: true }).click();
  expect((await download).suggestedFilename()).toBe('redacted.framescope.json');
  expect(await page.evaluate(() => hudPage.files.exported)).toEqual([
    { id: 'a', format: 'json', gzip: true, redact: false },
    { id: 'a', format: 'csv', gzip: false, redact: false },
    { id: 'a', format: 'presentmon', gzip: false, redact: false },
    { id: 'a', format: 'trace', gzip: false, redact: false },
    { id: 'a', format: 'json', gzip: false, redact: true },
  ]);
  await formats.getByRole('checkbox', { name: 'Redact' }).focus();
  await page.keyboard.press('Escape');
  await expect(formats).toHaveCount(0);
  await expect(menu).toBeFocused();
});

test('shows the progress of an export in every view, and ends it without a file or a complaint', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await page.evaluate(() => {
    hudPage.files.waiting = [];
  });
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Export Forest, shadows on' }).click();
  await hud.getByRole('button', { name: 'CSV' }).click();
  const progress = hud.getByRole('progressbar', { name: 'Exporting “Forest, shadows on”' });
  await expect(progress).toBeVisible();
  await page.evaluate(() => hudPage.files.waiting?.[0]?.onProgress(0.427));
  await expect(hud.getByText('42 %')).toBeVisible();
  await expect(progress).toHaveJSProperty('value', 42);
  await hud.getByRole('tab', { name: 'Overview' }).click();
  await expect(progress).toBeVisible();
  let downloads = 0;
  page.on('download', () => downloads++);
  await hud.getByRole('button', { name: 'Cancel' }).click();
  await expect(progress).toHaveCount(0);
  await expect(hud.getByRole('alert')).toHaveCount(0);
  expect(downloads).toBe(0);
});

test('says why an export failed until that is dismissed or another view is shown, and lists on', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await page.evaluate(async () => {
    const sessions = await hudPage.host.sessions();
    sessions.export = async () => {
      throw new Error('Cannot use the stored sessions: the disk must have room');
    };
  });
  await hud.getByRole('button', { name: 'Export Forest, shadows on' }).click();
  const problem = hud.getByRole('alert');
  await hud.getByRole('button', { name: 'Trace' }).click();
  await expect(problem).toHaveText('Cannot use the stored sessions: the disk must have room');
  await expect(hud.getByRole('listitem')).toHaveCount(3);
  await hud.getByRole('button', { name: 'Dismiss' }).click();
  await expect(problem).toHaveCount(0);
  await hud.getByRole('button', { name: 'Trace' }).click();
  await expect(problem).toBeVisible();
  await hud.getByRole('tab', { name: 'Rules' }).click();
  await expect(problem).toHaveCount(0);
});

test('imports a file, and says what is wrong with another', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  const pick = async (text: string) => {
    const chooser = page.waitForEvent('filechooser');
    await hud.getByRole('button', { name: 'Import a session file' }).click();
    await (await chooser).setFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  };
  await pick('{"format":"framescope-session"}');
  await expect(hud.getByText('Imported')).toBeVisible();
  await pick('{"format":"other"}');
  await expect(hud.getByRole('alert')).toHaveText('Cannot import the file: it must be a framescope-session');
});

test('imports several files that are dropped at once, and names those that are wrong', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await expect(hud.getByRole('listitem')).toHaveCount(3);
  await hud
    .getByRole('listitem')
    .first()
    .evaluate((row) => {
      const dataTransfer = new DataTransfer();
      const files = ['{"format":"other"}', '{"format":"framescope-session"}', '{"format":"framescope-session"}'];
      files.forEach((text, k) => void dataTransfer.items.add(new File([text], `${k}.json`)));
      const options = { dataTransfer, bubbles: true, cancelable: true, composed: true };
      for (const type of ['dragenter', 'dragover', 'drop']) row.dispatchEvent(new DragEvent(type, options));
    });
  await expect(hud.getByText('Stored session: Imported')).toBeVisible();
  await expect(hud.getByRole('alert')).toHaveText('0.json: Cannot import the file: it must be a framescope-session');
  await hud.getByRole('button', { name: 'Sessions 5' }).click();
  await expect(hud.getByRole('listitem')).toHaveCount(5);
});

test('deletes at once, and undoes it from every view', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  const rows = hud.getByRole('listitem');
  const stored = () => page.evaluate(async () => (await (await hudPage.host.sessions()).list()).length);
  await hud.getByRole('button', { name: 'Delete Forest, shadows on' }).click();
  await expect(rows.filter({ hasText: 'Forest, shadows on' })).toHaveCount(0);
  await expect(hud.locator('.news')).toContainText('“Forest, shadows on” deleted');
  await expect(hud.getByRole('button', { name: 'Sessions 2' })).toBeVisible();
  expect(await stored()).toBe(3);
  await hud.getByRole('button', { name: /^Delete Boss fight/ }).click();
  await expect(hud.getByText('2 sessions deleted')).toBeVisible();
  await hud.getByRole('tab', { name: 'Metrics' }).click();
  await hud.getByRole('button', { name: 'Undo' }).click();
  await expect(hud.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await hud.getByRole('button', { name: 'Sessions 3' }).click();
  await expect(rows).toHaveCount(3);
  expect(await stored()).toBe(3);
});

test('removes what was deleted from the store after eight seconds, also where the panel is no longer shown', async ({
  page,
}) => {
  await page.clock.install();
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Delete Forest, shadows on' }).click();
  await hud.getByRole('button', { name: 'Graph' }).click();
  const stored = () => page.evaluate(async () => (await (await hudPage.host.sessions()).list()).map(({ id }) => id));
  expect(await stored()).toContain('b');
  await page.clock.fastForward(8000);
  await expect.poll(stored).not.toContain('b');
  await hud.getByRole('button', { name: 'Panel' }).click();
  await expect(hud.getByRole('listitem')).toHaveCount(2);
  await expect(hud.getByRole('button', { name: 'Undo' })).toHaveCount(0);
});

test('has a session back that the store did not let go', async ({ page }) => {
  await page.clock.install();
  const hud = await openHud(page, 'mode=panel');
  await page.evaluate(async () => {
    const sessions = await hudPage.host.sessions();
    sessions.remove = async () => {
      throw new Error('IndexedDB must work');
    };
  });
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Delete Forest, shadows on' }).click();
  await expect(hud.getByRole('listitem')).toHaveCount(2);
  await page.clock.fastForward(8000);
  await expect(hud.getByRole('alert')).toHaveText('IndexedDB must work');
  await expect(hud.getByRole('listitem')).toHaveCount(3);
});

test('goes from row to row by arrow keys, opens by Enter, deletes by Delete but not what is being recorded', async ({
  page,
}) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: 'Record' }).click();
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('searchbox', { name: 'Search sessions' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(hud.getByRole('button', { name: 'Show Untitled' })).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(hud.getByRole('listitem')).toHaveCount(4);
  await expect(hud.getByRole('button', { name: 'Delete Untitled' })).toBeDisabled();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(hud.getByRole('button', { name: 'Show Forest, shadows on' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(hud.getByRole('button', { name: 'Compare Forest, shadows on' })).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(hud.getByRole('button', { name: 'Show Forest, shadows off' })).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(hud.getByRole('button', { name: /^Show Boss fight/ })).toBeFocused();
  await page.keyboard.press('Home');
  await expect(hud.getByRole('button', { name: 'Show Untitled' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(hud.getByText(/^Stored session: Boss fight/)).toBeVisible();
});

test('finds sessions by name, tag and note', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  const search = hud.getByRole('searchbox', { name: 'Search sessions' });
  const names = hud.locator('.session .show');
  await search.fill('release-2');
  await expect(names).toHaveText(['Forest, shadows off']);
  await search.fill('forest DRIVER');
  await expect(names).toHaveText(['Forest, shadows on']);
  await search.fill('dragon');
  await expect(hud.getByText('No session is like that')).toBeVisible();
  await search.fill('');
  await expect(names).toHaveText([/^Boss fight/, 'Forest, shadows on', 'Forest, shadows off']);
});

test('changes name, tags and note of a session, and keeps it', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Edit Forest, shadows off' }).click();
  await hud.getByRole('textbox', { name: 'Name', exact: true }).fill('Forest, no shadows');
  await page.keyboard.press('Enter');
  const row = hud.getByRole('listitem').filter({ hasText: 'Forest, no shadows' });
  await expect(row).toBeVisible();
  await row.getByRole('textbox', { name: 'Add a tag' }).fill('night');
  await page.keyboard.press('Enter');
  await row.getByRole('button', { name: 'release-2' }).click();
  await row.getByRole('textbox', { name: 'Note' }).fill('Less to draw');
  await page.keyboard.press('Escape');
  await expect(row.getByRole('button', { name: 'Edit Forest, no shadows' })).toBeFocused();
  await expect(row.locator('.tags .tag')).toHaveText(['forest', 'night']);
  await expect(row.locator('.note')).toHaveText('Less to draw');
  await row.getByRole('button', { name: 'Keep Forest, no shadows' }).click();
  await expect(row.getByRole('button', { name: 'Keep Forest, no shadows' })).toHaveAttribute('aria-pressed', 'true');
  await expect(row.locator('.facts')).toContainText('kept');
  const [summary] = await page.evaluate(async () =>
    (await (await hudPage.host.sessions()).list()).filter(({ id }) => id === 'a'),
  );
  expect(summary).toMatchObject({
    name: 'Forest, no shadows',
    tags: ['forest', 'night'],
    note: 'Less to draw',
    pinned: true,
  });
});

test('lists hundreds of sessions as they come into sight, and renews two rows for a step among them', async ({
  page,
}) => {
  const hud = await openHud(page, 'mode=panel&sessions=300&still');
  await hud.getByRole('button', { name: 'Sessions 303' }).click();
  expect(await hud.getByRole('listitem').count()).toBeLessThan(100);
  await hud.getByRole('searchbox', { name: 'Search sessions' }).focus();
  await page.keyboard.press('ArrowDown');
  await hud.getByRole('list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await expect(hud.getByRole('button', { name: 'Show Run 60' })).toBeAttached();
  await page.keyboard.press('End');
  await expect(hud.getByRole('button', { name: 'Show Run 299' })).toBeFocused();
  await expect(hud.getByRole('button', { name: 'Show Run 299' })).toBeInViewport();
  const changed = await hud.locator('.session-list').evaluateHandle((list) => {
    const rows = new Set<Element | null>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) rows.add((target as Element).closest('.session'));
    });
    observer.observe(list, { subtree: true, attributes: true, attributeFilter: ['tabindex'] });
    return rows;
  });
  await page.keyboard.press('ArrowUp');
  await expect(hud.getByRole('button', { name: 'Show Run 298' })).toHaveAttribute('tabindex', '0');
  expect(await changed.evaluate((rows) => rows.size)).toBe(2);
});

test('shows a stored session in place of the live frames, and goes back', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&fill=2000&still');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Show Forest, shadows on' }).click();
  await expect(hud.getByText('Stored session: Forest, shadows on')).toBeVisible();
  const stats = await page.evaluate(() => hudPage.host.stats());
  await expect(hud.locator('.statistics dl > div', { hasText: 'max' }).locator('.value')).not.toHaveText('–');
  expect(stats.frames).toBeGreaterThan(0);
  await hud.getByRole('button', { name: 'Back to live' }).click();
  await expect(hud.getByRole('region', { name: 'Metrics' })).toBeVisible();
});

test('has the new name of a session that is shown where it says which one that is', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Show Forest, shadows off' }).click();
  await expect(hud.getByText('Stored session: Forest, shadows off')).toBeVisible();
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Edit Forest, shadows off' }).click();
  await hud.getByRole('textbox', { name: 'Name', exact: true }).fill('Forest at night');
  await page.keyboard.press('Enter');
  await expect(hud.getByText('Stored session: Forest at night')).toBeVisible();
});

test('forgets a drag whose element goes away, or whose view does', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await expect(hud.getByRole('button', { name: 'Record' })).toBeVisible();
  const enter = (isTakenOff: boolean) =>
    hud.evaluate((root, takesOff) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['{}'], 'session.json'));
      const inner = root.appendChild(document.createElement('p'));
      for (const type of ['dragenter', 'dragover'])
        inner.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      if (takesOff) inner.remove();
    }, isTakenOff);
  await enter(true);
  await expect(hud).toHaveAttribute('data-dropping', '');
  await expect(hud).not.toHaveAttribute('data-dropping');
  await enter(false);
  await expect(hud).toHaveAttribute('data-dropping', '');
  await hud.getByRole('button', { name: 'Graph' }).click();
  await hud.getByRole('button', { name: 'Panel' }).click();
  expect(await hud.getAttribute('data-dropping')).toBeNull();
});
