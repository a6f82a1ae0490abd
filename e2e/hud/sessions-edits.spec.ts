import { expect, type Locator, type Page, test } from '@playwright/test';
import type { SessionChanges } from '../../src/sessions/session-changes.ts';
import { collectProblems } from '../open-page.ts';
import { openHud } from './open-hud.ts';

// What is written, pressed twice, or asked for one after the other, while the store takes its time.

const storedOf = (page: Page, id: string) =>
  page.evaluate(async (wanted) => (await (await hudPage.host.sessions()).list()).find(({ id }) => id === wanted), id);

async function editRow(page: Page): Promise<{ hud: Locator; row: Locator }> {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Edit Forest, shadows off' }).click();
  return { hud, row: hud.getByRole('listitem').filter({ has: page.getByRole('group', { name: /^About/ }) }) };
}

/** Has each change of a session wait until the page calls `release()`. */
const holdUpdates = (page: Page) =>
  page.evaluate(async () => {
    const sessions = await hudPage.host.sessions();
    const update = sessions.update.bind(sessions);
    const waiting: (() => void)[] = [];
    const asked: SessionChanges[] = [];
    sessions.update = async (id, changes) => {
      asked.push(changes);
      await new Promise<void>((resolve) => waiting.push(resolve));
      await update(id, changes);
    };
    Object.assign(globalThis, { asked, release: () => waiting.shift()?.() });
  });
const release = (page: Page) => page.evaluate(() => (globalThis as unknown as { release(): void }).release());
const forgetRelease = (page: Page) => page.evaluate(() => Reflect.deleteProperty(globalThis, 'release'));
const asked = (page: Page) => page.evaluate(() => (globalThis as unknown as { asked: SessionChanges[] }).asked);

test('keeps a note that is being written while its row is renewed, and stores it as the form is closed by the pointer', async ({
  page,
}) => {
  const { hud, row } = await editRow(page);
  const note = row.getByRole('textbox', { name: 'Note' });
  await note.fill('Less to dr');
  await row.getByRole('button', { name: 'Keep Forest, shadows off' }).click();
  await expect(row.locator('.facts')).toContainText('kept');
  await expect(note).toHaveValue('Less to dr');
  await note.pressSequentially('aw');
  await expect(note).toHaveValue('Less to draw');
  await hud.getByRole('button', { name: 'Edit Forest, shadows off' }).click();
  await expect(note).toHaveCount(0);
  await expect.poll(async () => (await storedOf(page, 'a'))?.note).toBe('Less to draw');
});

test('stores what is in the form when another view is chosen by the pointer, also a tag that was not ended', async ({
  page,
}) => {
  const { hud, row } = await editRow(page);
  await row.getByRole('textbox', { name: 'Add a tag' }).fill('night');
  await row.getByRole('textbox', { name: 'Name', exact: true }).fill('Forest at night');
  await hud.getByRole('tab', { name: 'Rules' }).click();
  await expect
    .poll(() => storedOf(page, 'a'))
    .toMatchObject({ name: 'Forest at night', tags: ['forest', 'release-2', 'night'] });
});

test('loses no tag of two that come and go before the store has the first', async ({ page }) => {
  const { row } = await editRow(page);
  await holdUpdates(page);
  await row.getByRole('button', { name: 'release-2' }).click();
  await row.getByRole('button', { name: 'forest ×' }).click();
  await row.getByRole('textbox', { name: 'Add a tag' }).fill('night');
  await page.keyboard.press('Enter');
  await expect(row.locator('fieldset .tag')).toHaveText(['night ×']);
  for (let k = 0; k < 3; k++) {
    await release(page);
    await expect(row.locator('fieldset .tag')).toHaveText(['night ×']);
  }
  expect(await asked(page)).toEqual([{ tags: ['forest'] }, { tags: [] }, { tags: ['night'] }]);
  await expect.poll(async () => (await storedOf(page, 'a'))?.tags).toEqual(['night']);
});

test('says why a name was not stored, and keeps what was written', async ({ page }) => {
  const { hud, row } = await editRow(page);
  await page.evaluate(async () => {
    const sessions = await hudPage.host.sessions();
    sessions.update = async () => {
      throw new Error('The disk must have room');
    };
  });
  const name = row.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('Forest at night');
  await page.keyboard.press('Enter');
  await expect(hud.getByRole('alert')).toHaveText('The disk must have room');
  await expect(name).toHaveValue('Forest at night');
});

test('takes a tag off by Delete on it, and not the session', async ({ page }) => {
  const { hud, row } = await editRow(page);
  await row.getByRole('button', { name: 'release-2' }).focus();
  await page.keyboard.press('Delete');
  await expect(row.locator('.tags .tag')).toHaveText(['forest']);
  await expect(hud.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await hud.getByRole('button', { name: 'Export Forest, shadows off' }).click();
  await hud
    .getByRole('group', { name: /^Export/ })
    .getByRole('button', { name: 'CSV' })
    .focus();
  await page.keyboard.press('Delete');
  await expect(hud.getByRole('listitem')).toHaveCount(3);
});

test('leaves an Enter that ends a composition to the input method', async ({ page }) => {
  const { row } = await editRow(page);
  const tag = row.getByRole('textbox', { name: 'Add a tag' });
  await tag.fill('夜');
  await tag.evaluate((input) =>
    input.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
    ),
  );
  await expect(tag).toHaveValue('夜');
  await expect(row.locator('fieldset .tag')).toHaveCount(2);
});

test('makes one recording of two quick presses, under its name', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await expect(hud.getByRole('button', { name: 'Record' })).toBeEnabled();
  await page.evaluate(async () => {
    const sessions = await hudPage.host.sessions();
    const start = sessions.start.bind(sessions);
    sessions.start = async (options) => {
      await new Promise<void>((resolve) => Object.assign(globalThis, { release: resolve }));
      return start(options);
    };
  });
  await hud.getByRole('textbox', { name: 'Session name' }).fill('Level 2');
  await hud.getByRole('button', { name: 'Record' }).dblclick();
  await expect(hud.getByRole('button', { name: 'Record' })).toHaveAttribute('aria-busy', 'true');
  await release(page);
  await expect(hud.getByRole('button', { name: 'Stop' })).toHaveAttribute('aria-busy', 'false');
  const names = await page.evaluate(async () => (await (await hudPage.host.sessions()).list()).map(({ name }) => name));
  expect(names).toHaveLength(4);
  expect(names).toContain('Level 2');
});

test('records once while its key is held down', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  // The keys come with the list of commands, after the tabs.
  await expect(hud.getByRole('button', { name: /^Commands/ })).toBeVisible();
  await hud.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.down('r');
  for (let k = 0; k < 5; k++) await page.keyboard.down('r');
  await page.keyboard.up('r');
  await expect(hud.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(hud.getByRole('button', { name: 'Sessions 4' })).toBeVisible();
});

test('shows the session that was asked for last, however long each takes', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await page.evaluate(async () => {
    const sessions = await hudPage.host.sessions();
    const open = sessions.open.bind(sessions);
    sessions.open = async (id) => {
      const session = await open(id);
      if (id === 'a') await new Promise<void>((resolve) => Object.assign(globalThis, { release: resolve }));
      return session;
    };
  });
  const openSlowly = async () => {
    await hud.getByRole('button', { name: 'Show Forest, shadows off' }).click();
    await page.waitForFunction(() => 'release' in globalThis);
  };
  await openSlowly();
  await hud.getByRole('button', { name: 'Show Forest, shadows on' }).click();
  await expect(hud.getByText('Stored session: Forest, shadows on')).toBeVisible();
  await release(page);
  await forgetRelease(page);
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await openSlowly();
  await hud.getByRole('button', { name: 'Back to live' }).click();
  await release(page);
  // What is asked for after it comes after it.
  await page.evaluate(async () => (await hudPage.host.sessions()).open('b'));
  await expect(hud.getByText('Stored session')).toHaveCount(0);
});

test('tells what failed until that is dismissed, also when a deletion ends in the meantime', async ({ page }) => {
  await page.clock.install();
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Delete Forest, shadows on' }).click();
  const chooser = page.waitForEvent('filechooser');
  await hud.getByRole('button', { name: 'Import a session file' }).click();
  await (await chooser).setFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  const problem = hud.getByRole('alert');
  await expect(problem).toHaveText(/^Cannot import the file/);
  await page.clock.fastForward(8000);
  await expect.poll(() => page.evaluate(async () => (await (await hudPage.host.sessions()).list()).length)).toBe(2);
  await expect(problem).toBeVisible();
});

test('says why the sessions cannot be read in every view, and reads them when asked to again', async ({ page }) => {
  const problems = collectProblems(page);
  const hud = await openHud(page, 'mode=graph');
  await page.evaluate(() => {
    const { sessions } = hudPage.host;
    Object.assign(hudPage.host, {
      sessions: async () => {
        throw new Error('The network must be there');
      },
      mended: sessions,
    });
  });
  await hud.getByRole('button', { name: 'Panel' }).click();
  const problem = hud.getByRole('alert');
  await expect(problem).toHaveText('The sessions cannot be read: The network must be there');
  await hud.getByRole('tab', { name: 'Sessions' }).click();
  await expect(problem).toBeVisible();
  await expect(hud.getByRole('button', { name: 'Record' })).toBeDisabled();
  await page.evaluate(() => {
    Object.assign(hudPage.host, { sessions: (hudPage.host as unknown as { mended: unknown }).mended });
  });
  await hud.getByRole('button', { name: 'Retry' }).click();
  await expect(hud.getByRole('listitem')).toHaveCount(3);
  await expect(hud.getByRole('button', { name: 'Record' })).toBeEnabled();
  await expect(problem).toHaveCount(0);
  expect(problems).toEqual([]);
});

test('tells of the wrong files of an import that was ended', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await page.evaluate(async () => {
    const sessions = await hudPage.host.sessions();
    let count = 0;
    sessions.import = async (_, options) => {
      if (count++ === 0) throw new Error('The first must be a session');
      return new Promise((_, reject) => {
        options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
      });
    };
  });
  const chooser = page.waitForEvent('filechooser');
  await hud.getByRole('button', { name: 'Import a session file' }).click();
  await (await chooser).setFiles(
    ['a.json', 'b.json'].map((name) => ({ name, mimeType: 'application/json', buffer: Buffer.from('{}') })),
  );
  await hud.getByRole('button', { name: 'Cancel' }).click();
  await expect(hud.getByRole('alert')).toHaveText('a.json: The first must be a session');
});
