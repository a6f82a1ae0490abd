import { expect, test } from '@playwright/test';
import { openSessionsPage, passFrames, storedFrames } from './sessions-page.ts';

test.beforeEach(({ page }) => openSessionsPage(page));

test('touches no database before it is asked to', async ({ page }) => {
  await passFrames(page, 30);
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
});

test('finds a session again after a reload, with the statistics that it had live', async ({ page }) => {
  await passFrames(page, 20);
  const { id, startFrame } = await page.evaluate(async () => {
    const startFrame = sessionsPage.frames.endFrame;
    const session = await sessionsPage.sessions.start({ name: 'Level 1', tags: ['test'] });
    return { id: session.summary.id, startFrame };
  });
  await passFrames(page, 300);
  const live = await page.evaluate(async () => {
    const session = sessionsPage.sessions.current;
    sessionsPage.frames.eventLog.mark('boss', performance.now(), { hp: 100 });
    const summary = await sessionsPage.sessions.stop();
    return { stats: session?.stats(), summary, columns: session?.frames.columns.map(({ key }) => key) };
  });
  expect(live.summary).toMatchObject({ name: 'Level 1', tags: ['test'], state: 'complete', pinned: false });

  await openSessionsPage(page);
  const stored = await page.evaluate(async (session) => {
    const list = await sessionsPage.sessions.list();
    const opened = await sessionsPage.sessions.open(session);
    return {
      list,
      stats: opened.stats(),
      firstFrame: opened.frames.firstFrame,
      columns: opened.frames.columns.map(({ key }) => key),
      events: opened.frames.events,
      histogram: opened.histograms.find(({ descriptor }) => descriptor.id.name === 'performance.frame_time'),
      environment: opened.environment,
    };
  }, id);
  expect(stored.list).toEqual([live.summary]);
  expect(stored.stats).toEqual(live.stats);
  expect(stored.firstFrame).toBe(startFrame);
  expect(stored.columns).toEqual(live.columns);
  expect(stored.events).toMatchObject([{ kind: 'mark', name: 'boss', detail: { hp: 100 } }]);
  // The histogram's frames are the session's: those of before the start are taken off.
  expect(stored.histogram?.count).toBe(stored.stats.frames);
  expect(stored.environment.refreshMs).toBe(16.666);
});

test('writes while it records, and is never far behind', async ({ page }) => {
  await page.evaluate(() => sessionsPage.sessions.start().then(() => undefined));
  for (const count of [1, 40, 80]) await storedFrames(page, count);
  const [summary] = await page.evaluate(() => sessionsPage.storedSummaries());
  expect(summary?.state).toBe('recording');
  // Half a second is 30 frames; writing takes its time, too.
  const behind = await page.evaluate(async () => {
    const [stored] = await sessionsPage.storedSummaries();
    return (sessionsPage.sessions.current?.summary.frames ?? Number.NaN) - (stored?.frames ?? 0);
  });
  expect(behind).toBeLessThan(90);
});

test('writes late values into the frames that they belong to', async ({ page }) => {
  const { late, before } = await page.evaluate(async () => {
    const { sessions, metrics, frames } = sessionsPage;
    await sessions.start();
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await nextFrame();
    await nextFrame();
    const frame = frames.endFrame - 1;
    const readBack = async () => {
      const session = await sessions.open(sessions.current?.summary.id ?? '');
      const value = new Float64Array(1);
      session.frames.read('engine:performance.gpu_time_ms', frame, frame + 1, value);
      return value[0];
    };
    const before = await readBack();
    metrics.setGpuTime(frame, 7.25);
    return { before, late: await readBack() };
  });
  expect(before).toBeNaN();
  expect(late).toBe(7.25);
});

test('writes the newest frame when the page hides', async ({ page }) => {
  await page.evaluate(async () => {
    await sessionsPage.sessions.start();
    // Nothing else may write from here on.
    sessionsPage.stopTimers();
  });
  await passFrames(page, 20);
  const frames = await page.evaluate(async () => {
    const { frames } = sessionsPage.sessions.current?.summary ?? { frames: Number.NaN };
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    document.dispatchEvent(new Event('visibilitychange'));
    return frames;
  });
  await storedFrames(page, frames);
});

test('records one session after the other without losing a frame between them', async ({ page }) => {
  const { first, second } = await page.evaluate(async () => {
    const { sessions } = sessionsPage;
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const { id } = (await sessions.start({ name: 'one' })).summary;
    for (let k = 0; k < 20; k++) await nextFrame();
    await sessions.start({ name: 'two' });
    for (let k = 0; k < 20; k++) await nextFrame();
    await sessions.stop();
    const two = (await sessions.list()).find(({ name }) => name === 'two');
    return {
      first: (await sessions.open(id)).frames.endFrame,
      second: (await sessions.open(two?.id ?? '')).frames.firstFrame,
    };
  });
  expect(second).toBe(first);
});

test('writes a backend’s frames as a session', async ({ page }) => {
  const summary = await page.evaluate(async () => {
    const { EngineMetrics, FrameHistory, IndexedDbBackend, MetricsRegistry } = sessionsPage;
    const backend = new IndexedDbBackend({ name: 'By backend' });
    const metrics = EngineMetrics.withDefaultConfig(new MetricsRegistry(backend));
    new FrameHistory(backend);
    for (let k = 0; k < 600; k++) metrics.registry.tick(16 * k);
    await backend.flush();
    const [flushed] = await sessionsPage.storedSummaries();
    for (let k = 600; k < 700; k++) metrics.registry.tick(16 * k);
    await backend.close();
    return { flushed, closed: (await sessionsPage.storedSummaries())[0] };
  });
  expect(summary.flushed).toMatchObject({ name: 'By backend', frames: 600, state: 'recording' });
  expect(summary.closed).toMatchObject({ frames: 700, state: 'complete', durationMs: 16 * 699 });
});

test('puts compressed chunks in the place of raw blocks, while it records and when it ends', async ({ page }) => {
  const kinds = () =>
    page.evaluate(async () => (await sessionsPage.storedKeys()).flatMap((key) => (Array.isArray(key) ? [key[1]] : [])));
  await page.evaluate(async () => {
    // So many that two blocks are more than a chunk may take.
    for (let k = 0; k < 1500; k++) sessionsPage.metrics.registry.registerGauge('wide', `gauge_${k}`).set(k / 7);
    await sessionsPage.sessions.start({ name: 'Long' });
  });
  await expect.poll(kinds, { timeout: 45_000 }).toContain('chunk');
  const live = await page.evaluate(async () => {
    const session = sessionsPage.sessions.current;
    const summary = await sessionsPage.sessions.stop();
    return { stats: session?.stats(), summary };
  });
  expect(await kinds()).not.toContain('block');

  await openSessionsPage(page);
  const stored = await page.evaluate(async (id) => {
    const opened = await sessionsPage.sessions.open(id);
    const { firstFrame, endFrame } = opened.frames;
    const last = new Float64Array(2);
    opened.frames.read('wide:gauge_700', endFrame - 1, endFrame, last, 0);
    opened.frames.read('wide:gauge_700', firstFrame, firstFrame + 1, last, 1);
    return { stats: opened.stats(), summary: opened.summary, gauges: [...last] };
  }, live.summary?.id ?? '');
  expect(stored.stats).toEqual(live.stats);
  expect(stored.summary).toEqual(live.summary);
  expect(stored.gauges).toEqual([100, 100]);
  // A value takes 8 bytes raw.
  expect(stored.summary.bytes).toBeLessThan(stored.summary.frames * 1500);
});
