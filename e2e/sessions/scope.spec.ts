import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/blank.html'));

test('records nothing when the scope is destroyed while the code of its session is loading', async ({ page }) => {
  const { locks, sessions, warnings } = await page.evaluate(async () => {
    const { createFramescope } = framescope;
    const warnings: unknown[] = [];
    console.warn = (...args) => warnings.push(args);
    createFramescope({ hud: false, session: { name: 'ghost' } }).destroy();
    const scope = createFramescope({ hud: false, session: { name: 'mounted again' } });
    while (scope.sessions.current === null) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await scope.sessions.stop();
    const { held = [] } = await navigator.locks.query();
    const sessions = (await scope.sessions.list()).map(({ name, state }) => [name, state]);
    return { locks: held.length, sessions, warnings };
  });
  expect({ locks, sessions, warnings }).toEqual({ locks: 0, sessions: [['mounted again', 'complete']], warnings: [] });
});

for (const loaded of [false, true]) {
  test(`refuses to record for a scope that is destroyed, its code ${loaded ? 'loaded' : 'not loaded'}`, async ({
    page,
  }) => {
    const { message, current, locks } = await page.evaluate(async (isLoaded) => {
      const scope = framescope.createFramescope({ hud: false });
      if (isLoaded) await scope.sessions.list();
      scope.destroy();
      const message = await scope.sessions.start({ name: 'zombie' }).then(() => 'started', String);
      const { held = [] } = await navigator.locks.query();
      return { message, current: scope.sessions.current, locks: held.length };
    }, loaded);
    expect(message).toContain('Cannot start a session: the scope must be there, current value is "destroyed"');
    expect({ current, locks }).toEqual({ current: null, locks: 0 });
  });
}

test('makes no database for a page that only looks at its sessions', async ({ page }) => {
  const before = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: { mode: 'panel' } });
    await scope.hud.show();
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        ({ code }) => code,
      );
    const { sessions } = scope;
    return {
      list: await sessions.list(),
      recovered: await sessions.recover(),
      codes: [
        await codeOf(sessions.open('x')),
        await codeOf(sessions.remove('x')),
        await codeOf(sessions.update('x', { name: 'y' })),
      ],
      databases: await indexedDB.databases(),
    };
  });
  expect(before).toEqual({ list: [], recovered: [], codes: ['not-found', 'not-found', 'not-found'], databases: [] });
  const after = await page.evaluate(async () => {
    const scope = framescope.createFramescope();
    // A list that is asked for while the first write makes the database.
    const [, list] = await Promise.all([scope.sessions.start({ name: 'first' }), scope.sessions.list()]);
    await scope.sessions.stop();
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return { list: list.length, stored: (await scope.sessions.list()).length, databases };
  });
  expect(after).toEqual({ list: 1, stored: 1, databases: ['framescope'] });
});

test('leaves no connection to the database open when it is destroyed, also when it is asked later', async ({
  page,
}) => {
  const { opened, open, listed } = await page.evaluate(async () => {
    const connections: IDBDatabase[] = [];
    let open = 0;
    const { close } = IDBDatabase.prototype;
    IDBDatabase.prototype.close = function () {
      open--;
      close.call(this);
    };
    const native = indexedDB.open.bind(indexedDB);
    IDBFactory.prototype.open = (name, version) => {
      const request = native(name, version);
      request.addEventListener('success', () => {
        connections.push(request.result);
        open++;
      });
      return request;
    };
    const scopes: ReturnType<typeof framescope.createFramescope>[] = [];
    for (let k = 0; k < 4; k++) {
      const scope = framescope.createFramescope({ hud: { mode: 'panel' }, session: { name: `session ${k}` } });
      await scope.hud.show();
      while (scope.sessions.current === null) await new Promise((resolve) => setTimeout(resolve, 10));
      scopes.push(scope);
      scope.destroy();
    }
    // The last of them may still be writing.
    const isWritten = async () => (await scopes[0]?.sessions.list())?.length === 4;
    while (!(await isWritten())) await new Promise((resolve) => setTimeout(resolve, 20));
    const listed = await Promise.all(scopes.map(async ({ sessions }) => (await sessions.list()).length));
    const until = performance.now() + 5000;
    while (open > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    return { opened: connections.length, open, listed };
  });
  expect(opened).toBeGreaterThanOrEqual(4);
  expect({ open, listed }).toEqual({ open: 0, listed: [4, 4, 4, 4] });
});
