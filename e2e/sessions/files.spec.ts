import { readFile, writeFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { openSessionsPage, passFrames } from './sessions-page.ts';

test.beforeEach(({ page }) => openSessionsPage(page));

async function recordSession(page: Page): Promise<string> {
  const id = await page.evaluate(async () => (await sessionsPage.sessions.start({ name: 'To send' })).summary.id);
  await passFrames(page, 60);
  await page.evaluate(() => sessionsPage.sessions.stop());
  return id;
}

/** Exports a session through a download, as a person would; gives the path of the file. */
async function download(page: Page, id: string, gzip: boolean): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.evaluate(
    async ([session, asGzip]) => {
      const link = document.createElement('a');
      const blob = await sessionsPage.sessions.export(session, { gzip: asGzip });
      link.href = URL.createObjectURL(blob);
      link.download = asGzip ? 'session.json.gz' : 'session.json';
      link.click();
    },
    [id, gzip] as const,
  );
  return (await downloading).path();
}

/** Imports a file through an input. */
async function importFile(page: Page, path: string) {
  await page.evaluate(() => {
    document.body.replaceChildren(Object.assign(document.createElement('input'), { type: 'file' }));
  });
  await page.locator('input').setInputFiles(path);
  return page.locator('input').evaluate(async (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    const session = await sessionsPage.sessions.import(file as File);
    return {
      summary: session.summary,
      stats: session.stats(),
      histograms: session.histograms.map(({ count, buckets }) => ({ count, buckets })),
    };
  });
}

for (const gzip of [false, true]) {
  test(`imports its own export as ${gzip ? 'gzip' : 'JSON'}, with equal statistics`, async ({ page }) => {
    const id = await recordSession(page);
    const before = await page.evaluate(async (session) => {
      const opened = await sessionsPage.sessions.open(session);
      return {
        summary: opened.summary,
        stats: opened.stats(),
        histograms: opened.histograms.map(({ count, buckets }) => ({ count, buckets })),
      };
    }, id);
    const path = await download(page, id, gzip);
    const bytes = await readFile(path);
    expect([bytes[0], bytes[1]]).toEqual(gzip ? [0x1f, 0x8b] : [0x7b, 0x0a]);

    // A session that is there already comes again under a new id.
    const copy = await importFile(page, path);
    expect(copy).toEqual({ ...before, summary: { ...before.summary, id: copy.summary.id } });
    expect(copy.summary.id).not.toBe(id);

    await page.evaluate((session) => sessionsPage.sessions.remove(session), id);
    expect(await importFile(page, path)).toEqual(before);

    await openSessionsPage(page);
    const stored = await page.evaluate(async (session) => {
      const opened = await sessionsPage.sessions.open(session);
      return { listed: await sessionsPage.sessions.list(), stats: opened.stats() };
    }, id);
    expect(stored.stats).toEqual(before.stats);
    expect(stored.listed.map((summary) => summary.id).sort()).toEqual([id, copy.summary.id].sort());
  });
}

test('exports the session that is being recorded, up to now', async ({ page }) => {
  await page.evaluate(() => sessionsPage.sessions.start({ name: 'Running' }).then(() => undefined));
  await passFrames(page, 30);
  const { file, frames } = await page.evaluate(async () => {
    const { frames } = sessionsPage.sessions.current?.summary ?? { frames: Number.NaN };
    const blob = await sessionsPage.sessions.export();
    return { file: JSON.parse(await blob.text()), frames, type: blob.type };
  });
  expect(file.session).toMatchObject({ name: 'Running', state: 'recording' });
  expect(file.session.frames).toBeGreaterThanOrEqual(frames);
});

test('refuses a broken file and stores nothing', async ({ page }, testInfo) => {
  const id = await recordSession(page);
  const json = await readFile(await download(page, id, false));
  const gzip = await readFile(await download(page, id, true));
  const before = await page.evaluate(() => sessionsPage.storedSummaries());
  const files: [name: string, bytes: Buffer, code: string][] = [
    ['empty', Buffer.alloc(0), 'corrupt'],
    ['truncated', json.subarray(0, json.length / 2), 'corrupt'],
    ['truncated gzip', gzip.subarray(0, gzip.length / 2), 'corrupt'],
    ['flipped gzip', Buffer.from(gzip).fill(0x55, 300, 320), 'corrupt'],
    ['gzip of nothing', Buffer.from([0x1f, 0x8b]), 'corrupt'],
    ['picture', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'corrupt'],
    ['newer', Buffer.from(json.toString().replace('"version":1', '"version":2')), 'version'],
  ];
  for (const [name, bytes, code] of files) {
    const path = testInfo.outputPath(`${name}.json`);
    await writeFile(path, bytes);
    await page.evaluate(() => {
      document.body.replaceChildren(Object.assign(document.createElement('input'), { type: 'file' }));
    });
    await page.locator('input').setInputFiles(path);
    const error = await page.locator('input').evaluate((input: HTMLInputElement) =>
      sessionsPage.sessions.import((input.files as FileList)[0] as File).then(
        () => null,
        ({ name, code, message }) => ({ name, code, message }),
      ),
    );
    expect(error, name).toMatchObject({ name: 'SessionError', code });
    expect(error?.message).toContain('Cannot read the session: ');
  }
  expect(await page.evaluate(() => sessionsPage.storedSummaries())).toEqual(before);
});

test('gives a session another id when one of its id is imported at the same time, here or in another tab', async ({
  page,
  context,
}) => {
  const id = await recordSession(page);
  const text = await page.evaluate(async (session) => (await sessionsPage.sessions.export(session)).text(), id);
  await page.evaluate((session) => sessionsPage.sessions.remove(session), id);
  const other = await context.newPage();
  await openSessionsPage(other);
  const importTwice = (target: Page) =>
    target.evaluate(async (file) => {
      const { sessions } = sessionsPage;
      const imported = await Promise.all([sessions.import(file), sessions.import(file)]);
      return imported.map(({ summary }) => summary.id);
    }, text);
  const ids = (await Promise.all([importTwice(page), importTwice(other)])).flat();
  expect(new Set(ids).size).toBe(4);
  expect(ids).toContain(id);
  const { frames } = JSON.parse(text).session;
  const listed = await page.evaluate(() => sessionsPage.sessions.list());
  expect(listed.map((summary) => summary.frames)).toEqual([frames, frames, frames, frames]);
  await expect.poll(() => page.evaluate(async () => (await navigator.locks.query()).held)).toEqual([]);
});

test('refuses a small file that unpacks to 100 million objects before they are made', async ({ page }) => {
  const { size, error } = await page.evaluate(async () => {
    const chunk = new TextEncoder().encode('{},'.repeat(350_000));
    let left = 300 * 2 ** 20;
    const text = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) =>
        controller.enqueue(new TextEncoder().encode('{"format":"framescope-session","version":1,"blocks":[')),
      pull(controller) {
        controller.enqueue(chunk);
        left -= chunk.length;
        if (left <= 0) controller.close();
      },
    });
    const bomb = await new Response(text.pipeThrough(new CompressionStream('gzip'))).blob();
    const error = await sessionsPage.sessions.import(bomb).then(() => 'imported', String);
    return { size: bomb.size, error };
  });
  expect(size).toBeLessThan(2_000_000);
  expect(error).toContain(
    'Cannot read the session: the file must be JSON, our CSV, or gzip of one: RangeError: It has more than',
  );
});

test('imports its own CSV with equal statistics, and exports what other tools read', async ({ page }) => {
  const id = await recordSession(page);
  const { before, after, tools } = await page.evaluate(async (session) => {
    const { sessions } = sessionsPage;
    const opened = await sessions.open(session);
    const file = await sessions.export(session, { format: 'csv', gzip: true });
    await sessions.remove(session);
    const imported = await sessions.import(file);
    const stored = await sessions.open(imported.summary.id);
    const presentMon = await sessions.export(session, { format: 'presentmon' });
    const trace = await sessions.export(session, { format: 'trace' });
    return {
      before: { id: session, stats: opened.stats(), events: opened.frames.events },
      after: { id: stored.summary.id, stats: stored.stats(), events: stored.frames.events },
      tools: {
        rows: (await presentMon.text()).split('\r\n').length - 2,
        frames: JSON.parse(await trace.text()).traceEvents.filter((event: { cat?: string }) => event.cat === 'frame')
          .length,
        types: [file.type, presentMon.type, trace.type],
      },
    };
  }, id);
  expect(after).toEqual(before);
  expect(tools.types).toEqual(['application/gzip', 'text/csv', 'application/json']);
  expect(tools.rows).toBe(before.stats.frames);
  expect(tools.frames).toBeGreaterThan(0);
});

test('ends an import and an export with the reason of the signal, and leaves nothing in the store', async ({
  page,
}) => {
  const id = await recordSession(page);
  const outcomes = await page.evaluate(async (session) => {
    const { sessions } = sessionsPage;
    const file = await sessions.export(session);
    await sessions.remove(session);
    const ended: string[] = [];
    // The last of them ends while the session is being written to the database.
    for (const when of ['at once', 'read', 'checked']) {
      const controller = new AbortController();
      const end = () => controller.abort(new Error(when));
      if (when === 'at once') end();
      const onProgress = (done: number) => {
        if (when === 'read' || done === 1) end();
      };
      const outcome = await sessions
        .import(file, { signal: controller.signal, onProgress })
        .then(() => 'stored', String);
      ended.push(outcome, JSON.stringify(await sessionsPage.storedSummaries()));
    }
    const { summary } = await sessions.import(file);
    const exported = await sessions
      .export(summary.id, { signal: AbortSignal.abort(new Error('no')) })
      .then(() => 'exported', String);
    return { ended, exported };
  }, id);
  expect(outcomes).toEqual({
    ended: ['Error: at once', '[]', 'Error: read', '[]', 'Error: checked', '[]'],
    exported: 'Error: no',
  });
});
