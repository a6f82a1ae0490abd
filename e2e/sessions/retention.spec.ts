import { expect, type Page, test } from '@playwright/test';
import { openSessionsPage, storedFrames } from './sessions-page.ts';

test.beforeEach(({ page }) => openSessionsPage(page));

const recordSessions = (page: Page, names: readonly string[], retention: { sessions?: number; bytes?: number }) =>
  page.evaluate(
    async ([sessionNames, limits]) => {
      const ids: string[] = [];
      for (const name of sessionNames) {
        ids.push((await sessionsPage.sessions.start({ name, retention: limits })).summary.id);
        for (let k = 0; k < 5; k++) await new Promise((resolve) => requestAnimationFrame(resolve));
        await sessionsPage.sessions.stop();
      }
      return ids;
    },
    [names, retention] as const,
  );
const names = (page: Page) => page.evaluate(async () => (await sessionsPage.sessions.list()).map(({ name }) => name));

test('keeps so many sessions, the newest, and the pinned ones besides', async ({ page }) => {
  const [first = ''] = await recordSessions(page, ['a', 'b'], {});
  await page.evaluate((id) => sessionsPage.sessions.update(id, { pinned: true }), first);
  await recordSessions(page, ['c', 'd', 'e'], { sessions: 2 });
  expect(await names(page)).toEqual(['e', 'd', 'a']);
  await page.evaluate((id) => sessionsPage.sessions.update(id, { pinned: false }), first);
  await recordSessions(page, ['f'], { sessions: 2 });
  expect(await names(page)).toEqual(['f', 'e']);
});

test('keeps so many bytes', async ({ page }) => {
  await recordSessions(page, ['a', 'b', 'c'], {});
  await recordSessions(page, ['d'], { bytes: 1 });
  // The newest goes, too, once it is over and is too large by itself.
  expect(await names(page)).toEqual([]);
});

test('removes a session with everything that is stored of it', async ({ page }) => {
  const [a = ''] = await recordSessions(page, ['a', 'b'], {});
  await page.evaluate((id) => sessionsPage.sessions.remove(id), a);
  expect(await names(page)).toEqual(['b']);
  const keys = await page.evaluate(() => sessionsPage.storedKeys());
  expect(keys.filter((key) => Array.isArray(key) && key[0] === a)).toEqual([]);
  const codes = await page.evaluate(async (id) => {
    const { sessions } = sessionsPage;
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        ({ code }) => code,
      );
    return [
      await codeOf(sessions.open(id)),
      await codeOf(sessions.remove(id)),
      await codeOf(sessions.update(id, { name: 'x' })),
    ];
  }, a);
  expect(codes).toEqual(['not-found', 'not-found', 'not-found']);
});

test('ends the session that is being recorded before it removes it', async ({ page }) => {
  await page.evaluate(() => sessionsPage.sessions.start({ name: 'current' }).then(() => undefined));
  await storedFrames(page, 10);
  const current = await page.evaluate(async () => {
    await sessionsPage.sessions.remove(sessionsPage.sessions.current?.summary.id ?? '');
    return sessionsPage.sessions.current;
  });
  expect(current).toBeNull();
  expect(await names(page)).toEqual([]);
});

test('renames sessions, the one that is being recorded too, and tells listeners', async ({ page }) => {
  const [id = ''] = await recordSessions(page, ['a'], {});
  const calls = await page.evaluate(async (stored) => {
    const { sessions } = sessionsPage;
    let calls = 0;
    const unsubscribe = sessions.subscribe(() => calls++);
    await sessions.update(stored, { name: 'renamed' });
    const { summary } = await sessions.start({ name: 'b' });
    await sessions.update(summary.id, { name: 'current' });
    unsubscribe();
    await sessions.stop();
    return calls;
  }, id);
  expect(calls).toBeGreaterThanOrEqual(3);
  expect(await names(page)).toEqual(['current', 'renamed']);
});
