import { expect, type Page, test } from '@playwright/test';
import { capabilityOf, openScope } from './page-scope.ts';

/** Every event of a kind that the log has. */
const eventsOf = (page: Page, kind: string) =>
  page.evaluate((kind) => scope.frames.events.filter((event) => event.kind === kind), kind);

/** Waits for a long frame of a name, and gives it. */
async function longFrame(page: Page, name: string) {
  await page.waitForFunction(
    (name) => scope.frames.events.some((event) => event.kind === 'long-frame' && event.name === name),
    name,
  );
  return (await eventsOf(page, 'long-frame')).find((event) => event.name === name);
}

const totals = (page: Page) =>
  page.evaluate(() => {
    const { value: count } = scope.metrics.registry.registerCounter('engine', 'longframes.count');
    const { value: blockingMs } = scope.metrics.registry.registerCounter('engine', 'longframes.blocking_ms');
    return { count, blockingMs };
  });

/** Hides entry types from the page, as a browser that does not have them. */
const hideEntryTypes = (page: Page, hidden: string[]) =>
  page.addInitScript((hidden) => {
    const types = PerformanceObserver.supportedEntryTypes.filter((type) => !hidden.includes(type));
    Object.defineProperty(PerformanceObserver, 'supportedEntryTypes', { get: () => types });
  }, hidden);

test('puts a long frame down to the function of the page, not to the hook that calls it', async ({ page }) => {
  await openScope(page);
  await page.evaluate(() => {
    globalThis.page.nextTask = () => burn(150);
  });
  const event = await longFrame(page, 'frame');
  expect(event?.durationMs).toBeGreaterThanOrEqual(150);
  expect(event?.detail).toMatchObject({
    blockingMs: expect.any(Number),
    scripts: expect.arrayContaining([expect.objectContaining({ function: 'frame', path: '' })]),
  });
  const { count, blockingMs } = await totals(page);
  expect(count).toBeGreaterThanOrEqual(1);
  expect(blockingMs).toBeGreaterThanOrEqual(100);
});

test('names the function and the file of a task, without the query of its address', async ({ page }) => {
  await openScope(page);
  await page.addScriptTag({ url: '/e2e-pages/slow-task.js?token=secret' });
  const event = await longFrame(page, 'spawnEnemies');
  const { scripts } = (event?.detail ?? { scripts: [] }) as { scripts: Record<string, unknown>[] };
  expect(scripts.find((script) => script.function === 'spawnEnemies')).toMatchObject({
    path: '/e2e-pages/slow-task.js',
    durationMs: expect.any(Number),
  });
  expect(JSON.stringify(await eventsOf(page, 'long-frame'))).not.toContain('secret');
});

test('is written into the session beside the frames', async ({ page }) => {
  await openScope(page, { session: { name: 'slow' } });
  await page.waitForFunction(() => scope.sessions.current !== null);
  await page.evaluate(() => {
    globalThis.page.nextTask = () => burn(120);
  });
  await longFrame(page, 'frame');
  const stored = await page.evaluate(async () => {
    await scope.sessions.stop();
    const [summary] = await scope.sessions.list();
    const session = await scope.sessions.import(await scope.sessions.export((summary as { id: string }).id));
    return session.frames.events.filter(({ kind, name }) => kind === 'long-frame' && name === 'frame');
  });
  expect(stored[0]).toMatchObject({ durationMs: expect.any(Number), detail: { scripts: expect.anything() } });
});

test('counts long tasks where the browser does not tell long animation frames', async ({ page }) => {
  await hideEntryTypes(page, ['long-animation-frame']);
  await openScope(page);
  await page.evaluate(() => {
    globalThis.page.nextTask = () => burn(150);
  });
  await page.waitForFunction(() =>
    scope.frames.events.some(({ kind, durationMs = 0 }) => kind === 'long-frame' && durationMs >= 150),
  );
  expect((await eventsOf(page, 'long-frame')).at(-1)?.name).toMatch(/^task of /);
  expect((await totals(page)).blockingMs).toBeGreaterThanOrEqual(100);
  const description = await page.evaluate(
    () => scope.metrics.registry.describe('engine:longframes.count')?.description,
  );
  expect(description).toContain('this browser does not tell long animation frames');
});

test('says why where the browser tells neither', async ({ page }) => {
  await hideEntryTypes(page, ['long-animation-frame', 'longtask']);
  await openScope(page);
  expect(await capabilityOf(page, 'longframes.count')).toBe(
    'unsupported: Neither long animation frames nor long tasks are told here',
  );
});
