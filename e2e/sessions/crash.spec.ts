import { expect, type Page, test } from '@playwright/test';
import { openSessionsPage, passFrames, storedFrames } from './sessions-page.ts';

const startSession = (page: Page, name: string) =>
  page.evaluate(async (sessionName) => (await sessionsPage.sessions.start({ name: sessionName })).summary.id, name);
const listSessions = (page: Page) => page.evaluate(() => sessionsPage.sessions.list());

/** Waits until a living page sees a session in this state: locks of dead pages, and their last writes, take a moment. */
async function waitForState(page: Page, state: string): Promise<void> {
  await expect.poll(async () => (await listSessions(page)).map((summary) => summary.state)).toContain(state);
}

test('recovers the session of a page whose renderer is killed, to its last second and a half', async ({
  page,
  context,
}) => {
  await openSessionsPage(page);
  const id = await startSession(page, 'Killed');
  await passFrames(page, 120);
  await storedFrames(page, 90);
  const lived = await page.evaluate(() => sessionsPage.sessions.current?.summary.frames ?? Number.NaN);

  const crashed = page.waitForEvent('crash');
  const cdp = await context.newCDPSession(page);
  cdp.send('Page.crash').catch(() => undefined);
  await crashed;

  const witness = await context.newPage();
  await openSessionsPage(witness);
  await waitForState(witness, 'recovered');
  const { recovered, listed, opened } = await witness.evaluate(async (session) => {
    const { sessions } = sessionsPage;
    const recovered = await sessions.recover();
    const opened = await sessions.open(session);
    return { recovered, listed: await sessions.list(), opened: { summary: opened.summary, stats: opened.stats() } };
  }, id);
  expect(recovered).toMatchObject([{ id, name: 'Killed', state: 'recovered' }]);
  expect(listed).toEqual(recovered);
  expect(opened.summary).toEqual(recovered[0]);
  expect(opened.stats.frames).toBeGreaterThan(80);
  expect(lived - opened.summary.frames).toBeLessThan(90);
  // A busy machine may make a gap, whose frame is left out.
  expect(opened.stats.frames + opened.stats.excluded.count).toBe(opened.summary.frames);
  // Recovered for good: the next page finds nothing left to do.
  await openSessionsPage(witness);
  expect(await listSessions(witness)).toEqual(recovered);
});

// The browser may kill a page's process before its last write is out; then the session is recovered instead.
test('completes the session of a page that is navigated away, with its last frame', async ({ page }) => {
  await page.addInitScript(() => {
    window.addEventListener('pagehide', () => {
      if ('sessionsPage' in globalThis) localStorage.setItem('endFrame', String(sessionsPage.frames.endFrame));
    });
  });
  await expect(async () => {
    await openSessionsPage(page);
    const id = await startSession(page, 'Left');
    await passFrames(page, 45);
    await page.goto('/e2e-pages/blank.html');
    const endFrame = await page.evaluate(() => Number(localStorage.getItem('endFrame')));
    await openSessionsPage(page);
    const { summary, sessionEnd } = await page.evaluate(async (session) => {
      const { summary, frames } = await sessionsPage.sessions.open(session);
      return { summary, sessionEnd: frames.endFrame };
    }, id);
    expect(summary).toMatchObject({ name: 'Left', state: 'complete' });
    expect(sessionEnd).toBe(endFrame);
  }).toPass();
});

test('completes the session of a tab that is closed', async ({ context }) => {
  await expect(async () => {
    const page = await context.newPage();
    await openSessionsPage(page);
    const id = await startSession(page, 'Closed');
    await passFrames(page, 45);
    await page.close();
    const witness = await context.newPage();
    await openSessionsPage(witness);
    await expect
      .poll(async () => (await listSessions(witness)).find((summary) => summary.id === id)?.state)
      .not.toBe('recording');
    expect((await listSessions(witness)).find((summary) => summary.id === id)?.state).toBe('complete');
  }).toPass();
});

test('records in two pages at the same time, each its own session', async ({ page, context }) => {
  const other = await context.newPage();
  await openSessionsPage(page);
  await openSessionsPage(other);
  const ids = [await startSession(page, 'one'), await startSession(other, 'two')];
  // Only the page in front gets animation frames.
  for (const each of [page, other]) {
    await each.bringToFront();
    await passFrames(each, 60);
  }
  expect((await listSessions(page)).map(({ state }) => state)).toEqual(['recording', 'recording']);
  expect((await page.evaluate(() => sessionsPage.sessions.recover())).length).toBe(0);
  for (const each of [page, other]) await each.evaluate(() => sessionsPage.sessions.stop());

  const summaries = await listSessions(page);
  expect(new Set(summaries.map(({ id }) => id))).toEqual(new Set(ids));
  for (const summary of summaries) {
    expect(summary.state).toBe('complete');
    expect(summary.frames).toBeGreaterThanOrEqual(60);
  }
});

test('leaves a session alone that another page records', async ({ page, context }) => {
  const other = await context.newPage();
  await openSessionsPage(page);
  await openSessionsPage(other);
  const id = await startSession(page, 'busy');
  const codes = await other.evaluate(async (session) => {
    const { sessions } = sessionsPage;
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error) => error.code,
      );
    return [await codeOf(sessions.remove(session)), await codeOf(sessions.update(session, { name: 'mine' }))];
  }, id);
  expect(codes).toEqual(['blocked', 'blocked']);
  expect(await listSessions(page)).toMatchObject([{ name: 'busy', state: 'recording' }]);
});
