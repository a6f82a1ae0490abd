import { expect, type Page, test } from '@playwright/test';
import { collectProblems } from '../open-page.ts';
import { openSessionsPage, passFrames, storedFrames } from './sessions-page.ts';

/** Records some frames and says what became of them; nothing of it may fail. */
async function recordWithoutStore(page: Page) {
  const id = await page.evaluate(async () => (await sessionsPage.sessions.start({ name: 'In memory' })).summary.id);
  await passFrames(page, 40);
  return page.evaluate(async (session) => {
    const { sessions } = sessionsPage;
    const summary = await sessions.stop();
    const opened = await sessions.open(session);
    const file = JSON.parse(await (await sessions.export(session)).text());
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        ({ name, code }) => `${name} ${code}`,
      );
    return {
      summary,
      listed: await sessions.list(),
      opened: opened.stats().frames,
      exported: file.session,
      problem: sessions.problem?.code,
      unknown: [
        await codeOf(sessions.open('nothing')),
        await codeOf(sessions.remove('nothing')),
        await codeOf(sessions.update('nothing', { name: 'x' })),
      ],
      renamed: await sessions.update(session, { name: 'Renamed' }).then(() => sessions.list()),
      removed: await sessions.remove(session).then(() => sessions.list()),
    };
  }, id);
}

function expectInMemory(result: Awaited<ReturnType<typeof recordWithoutStore>>, code: string): void {
  expect(result.summary).toMatchObject({ name: 'In memory', state: 'complete' });
  expect(result.summary?.frames).toBeGreaterThanOrEqual(40);
  expect(result.listed).toEqual([result.summary]);
  expect(result.opened).toBeGreaterThanOrEqual(39);
  expect(result.exported).toMatchObject({ name: 'In memory', frames: result.summary?.frames });
  expect(result.problem).toBe(code);
  expect(result.unknown).toEqual(Array(3).fill(`SessionError ${code}`));
  expect(result.renamed).toMatchObject([{ name: 'Renamed' }]);
  expect(result.removed).toEqual([]);
}

test('records in memory where there is no IndexedDB, with one warning', async ({ page }) => {
  const problems = collectProblems(page);
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
  });
  await openSessionsPage(page);
  expectInMemory(await recordWithoutStore(page), 'blocked');
  expect(problems).toEqual([expect.stringContaining('[framescope] Cannot use the stored sessions')]);
});

test('records in memory where opening throws, as in a sandboxed frame', async ({ page }) => {
  const problems = collectProblems(page);
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The operation is insecure', 'SecurityError');
    };
  });
  await openSessionsPage(page);
  expectInMemory(await recordWithoutStore(page), 'blocked');
  expect(problems).toHaveLength(1);
});

test('records in memory while another page holds the database, and writes it once it lets go', async ({
  page,
  context,
}) => {
  const holder = await context.newPage();
  await openSessionsPage(holder);
  await holder.evaluate(() => {
    const opening = indexedDB.open('framescope', 7);
    const held = new Promise<void>((resolve) => {
      opening.onupgradeneeded = () => {
        const store = opening.result.createObjectStore('sessions');
        // A version change ends once it has no request left.
        const hold = () => {
          store.get('anything').onsuccess = () => {
            if (!('letGo' in globalThis)) hold();
          };
        };
        hold();
        resolve();
      };
    });
    opening.onsuccess = () => opening.result.close();
    return held;
  });

  await page.bringToFront();
  await openSessionsPage(page);
  const problem = await page.evaluate(async () => {
    await sessionsPage.sessions.start({ name: 'Waiting' });
    return sessionsPage.sessions.problem?.code;
  });
  expect(problem).toBe('blocked');
  await passFrames(page, 30);
  expect(await page.evaluate(() => sessionsPage.sessions.list())).toMatchObject([
    { name: 'Waiting', state: 'recording' },
  ]);

  await holder.evaluate(() => Object.assign(globalThis, { letGo: true }));
  await page.waitForFunction(() => sessionsPage.sessions.problem === null);
  const { summary } = await page.evaluate(async () => ({ summary: await sessionsPage.sessions.stop() }));
  await openSessionsPage(page);
  expect(await page.evaluate(() => sessionsPage.sessions.list())).toEqual([summary]);
});

test('lets another page delete the database, and goes on with a new one', async ({ page, context }) => {
  await openSessionsPage(page);
  await page.evaluate(() => sessionsPage.sessions.start({ name: 'Survivor' }).then(() => undefined));
  await storedFrames(page, 30);
  const other = await context.newPage();
  await openSessionsPage(other);
  const deleted = await other.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.deleteDatabase('framescope');
        request.onsuccess = () => resolve('deleted');
        request.onerror = () => resolve('failed');
      }),
  );
  expect(deleted).toBe('deleted');
  await other.close();
  await page.bringToFront();
  await passFrames(page, 60);
  const frames = await page.evaluate(async () => {
    const summary = await sessionsPage.sessions.stop();
    return (await sessionsPage.sessions.open(summary?.id ?? '')).stats().frames;
  });
  expect(frames).toBeGreaterThan(0);
});

test('leaves a store of a newer version alone', async ({ page }) => {
  await openSessionsPage(page);
  await page.evaluate(async () => {
    await sessionsPage.sessions.start({ name: 'Old' });
    await sessionsPage.sessions.stop();
    const opening = indexedDB.open('framescope');
    await new Promise((resolve) => {
      opening.onsuccess = () => {
        const writing = opening.result.transaction('sessions', 'readwrite');
        writing.objectStore('sessions').put({ version: 2 }, 'schema');
        writing.oncomplete = resolve;
      };
    });
  });
  await openSessionsPage(page);
  expectInMemory(await recordWithoutStore(page), 'version');
  expect(await page.evaluate(() => sessionsPage.storedSummaries())).toMatchObject([{ name: 'Old' }]);
});

test('drops the oldest session that may go when the disk is full, then records in memory', async ({
  page,
  context,
}) => {
  const problems = collectProblems(page);
  await openSessionsPage(page);
  const cdp = await context.newCDPSession(page);
  // Before the database is made: Chromium remembers for a while how much room there was.
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 2_000_000 });
  await page.evaluate(async () => {
    const { sessions } = sessionsPage;
    const ids: string[] = [];
    for (const name of ['pinned', 'oldest', 'newest']) {
      ids.push((await sessions.start({ name })).summary.id);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await sessions.stop();
    }
    await sessions.update(ids[0] ?? '', { pinned: true });
  });
  const result = await page.evaluate(async () => {
    const { sessions, metrics, frames } = sessionsPage;
    const gauges = Array.from({ length: 200 }, (_, k) => metrics.registry.registerGauge('fill', `gauge_${k}`));
    const { id } = (await sessions.start({ name: 'large' })).summary;
    // Ten seconds of an engine at full tilt, 4 MB.
    for (let k = 0; k < 2500; k++) {
      for (const gauge of gauges) gauge.set(Math.random());
      metrics.registry.tick(performance.now());
    }
    frames.maintain();
    await sessions.stop();
    return {
      problem: sessions.problem?.code,
      names: (await sessions.list()).map(({ name }) => name),
      frames: (await sessions.open(id)).summary.frames,
      exported: JSON.parse(await (await sessions.export(id)).text()).session.frames,
    };
  });
  expect(result.problem).toBe('quota');
  expect(result.names).toEqual(['large', 'newest', 'pinned']);
  expect(result.frames).toBeGreaterThanOrEqual(2500);
  expect(result.exported).toBe(result.frames);
  expect(problems).toEqual([expect.stringContaining('the disk must have room')]);
});

test('keeps the database when a page in JavaScript gives a name, a tag or an environment that cannot be cloned', async ({
  page,
}) => {
  const problems = collectProblems(page);
  await openSessionsPage(page);
  const { problem, names, codes } = await page.evaluate(async () => {
    const { sessions } = sessionsPage;
    const odd = (() => 1) as unknown as string;
    const { summary } = await sessions.start({ name: 'first', tags: [odd, Symbol('tag') as unknown as string] });
    const codes: string[] = [];
    for (const wrong of [odd, { toString: () => 'an object' }, ''])
      await sessions.update(summary.id, { name: wrong as string }).catch(({ code }) => codes.push(code));
    await sessions.stop();
    await sessions.update(summary.id, { pinned: odd as unknown as boolean }).catch(({ code }) => codes.push(code));
    await sessions.update(summary.id, { pinned: true });
    await sessions.start({ name: 'second' });
    await sessions.stop();
    return { problem: sessions.problem, names: (await sessions.list()).map(({ name }) => name), codes };
  });
  expect({ problem, names }).toEqual({ problem: null, names: ['second', 'first'] });
  expect(codes).toEqual(['invalid', 'invalid', 'invalid', 'invalid']);
  expect(await page.evaluate(() => sessionsPage.storedSummaries())).toMatchObject([
    { name: 'first', tags: ['() => 1', 'Symbol(tag)'], pinned: true },
    { name: 'second' },
  ]);
  expect(problems).toEqual([]);
});

test('stores what JSON takes of a record that cannot be cloned, and the others with it', async ({ page }) => {
  await openSessionsPage(page);
  const { problem, stored } = await page.evaluate(async () => {
    const { sessions } = sessionsPage;
    const put = IDBObjectStore.prototype.put;
    let refused = 0;
    IDBObjectStore.prototype.put = function (value, key) {
      const isMeta = Array.isArray(key) && key[1] === 'meta';
      return put.call(this, isMeta && refused++ === 0 ? { ...value, odd: () => 1 } : value, key);
    };
    await sessions.start({ name: 'odd' });
    await sessions.stop();
    return { problem: sessions.problem, stored: await sessionsPage.storedSummaries() };
  });
  expect(problem).toBeNull();
  expect(stored).toMatchObject([{ name: 'odd', state: 'complete' }]);
});
