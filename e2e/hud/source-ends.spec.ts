import { expect, type Page, test } from '@playwright/test';
import { PANEL_VIEWS, type PanelView } from '../../src/hud/model/panel-views.ts';
import { createExamplePage } from '../../src/sessions/example-session.ts';
import { collectProblems, openPage } from '../open-page.ts';
import { countHoldings, holdingsOf } from './holdings.ts';
import { openHud } from './open-hud.ts';

const VIEWS = Object.keys(PANEL_VIEWS) as PanelView[];
const hudOf = (page: Page) => page.getByRole('region', { name: 'Framescope' });
const tabOf = (page: Page, view: PanelView) => hudOf(page).getByRole('tab', { name: PANEL_VIEWS[view], exact: true });

/** What is loaded later has an empty section in its place until then. */
async function expectLoaded(page: Page, view: PanelView): Promise<void> {
  await expect(page.locator(`[data-view="${view}"]`)).not.toBeEmpty();
  await expect(hudOf(page).locator('section:empty')).toHaveCount(0);
}

/** A page with a loop of its own whose scope `startScope` begins. */
async function openLoop(page: Page): Promise<void> {
  await countHoldings(page);
  // A pop-up is closed by the page, and can be awaited by a test.
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'documentPictureInPicture'));
  await openPage(page, '/e2e-pages/loop.html');
}

async function startScope(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const framescope = await import('/dist/framescope.js' as string);
    const scope = framescope.createFramescope({ target: document.querySelector('canvas'), hud: { mode: 'panel' } });
    Object.assign(globalThis, { scope });
    await scope.hud.show();
  });
  await expect(tabOf(page, 'overview')).toBeVisible();
}

const destroyScope = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { scope: { destroy(): void } }).scope.destroy());

/** Shows each view until it is there, ends the scope, and begins another one. */
async function endInEachView(page: Page, show: () => Promise<Page>): Promise<void> {
  for (const view of VIEWS) {
    await startScope(page);
    const shown = await show();
    await tabOf(shown, view).click();
    await expectLoaded(shown, view);
    const closed = shown === page ? undefined : shown.waitForEvent('close');
    await destroyScope(page);
    await closed;
    await expect(page.locator('framescope-hud')).toHaveCount(0);
  }
}

test('leaves no listener, timer or observer when its scope ends, whatever view is shown', async ({ page }) => {
  const problems = collectProblems(page);
  await openLoop(page);
  // What is kept for good is kept once: modules remember the screen's resolution.
  await endInEachView(page, async () => page);
  await expect.poll(async () => (await holdingsOf(page)).timeouts).toBe(0);
  const before = await holdingsOf(page);
  expect(before).toMatchObject({ intervals: 0, observers: 0 });
  await endInEachView(page, async () => page);
  await expect.poll(() => holdingsOf(page)).toEqual(before);
  expect(problems).toEqual([]);
});

test('leaves nothing when its scope ends while it is in a window of its own', async ({ page }) => {
  const problems = collectProblems(page);
  await openLoop(page);
  const detach = async () => {
    await hudOf(page).getByRole('button', { name: 'Place and size' }).click();
    const [own] = await Promise.all([
      page.waitForEvent('popup'),
      hudOf(page).getByRole('button', { name: 'Into a window of its own' }).click(),
    ]);
    own.on('pageerror', (error) => problems.push(String(error)));
    await expect(hudOf(own)).toBeVisible();
    return own;
  };
  await endInEachView(page, detach);
  await expect.poll(async () => (await holdingsOf(page)).timeouts).toBe(0);
  const before = await holdingsOf(page);
  expect(before).toMatchObject({ intervals: 0, observers: 0 });
  await endInEachView(page, detach);
  await expect.poll(() => holdingsOf(page)).toEqual(before);
  expect(problems).toEqual([]);
});

test('ends without an error while a view is still loading', async ({ page }) => {
  const problems = collectProblems(page);
  await openLoop(page);
  for (const view of VIEWS) {
    await startScope(page);
    await page.evaluate((id) => {
      const root = document.querySelector('framescope-hud')?.shadowRoot;
      root?.querySelector<HTMLElement>(`#tab-${id}`)?.click();
      (globalThis as unknown as { scope: { destroy(): void } }).scope.destroy();
    }, view);
    await expect(page.locator('framescope-hud')).toHaveCount(0);
  }
  await expect.poll(() => holdingsOf(page)).toMatchObject({ intervals: 0, timeouts: 0, observers: 0 });
  expect(problems).toEqual([]);
});

test('shows a stored session on, in every view, when it was deleted, and goes back to the live frames', async ({
  page,
}) => {
  const problems = collectProblems(page);
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Show Forest, shadows off' }).click();
  await expect(hud.getByText('Stored session: Forest, shadows off')).toBeVisible();
  await page.evaluate(async () => {
    const sessions = await hudPage.host.sessions();
    for (const { id } of await sessions.list()) await sessions.remove(id);
  });
  for (const view of VIEWS) {
    await tabOf(page, view).click();
    await expectLoaded(page, view);
  }
  await expect(hud.getByText('No session is stored')).toBeVisible();
  await expect(hud.getByRole('alert')).toHaveCount(0);
  await hud.getByRole('button', { name: 'Back to live' }).click();
  await expect(hud.getByText(/^Stored session/)).toHaveCount(0);
  expect(problems).toEqual([]);
});

test('says that nothing comes any more of a worker that has ended', async ({ page }) => {
  const problems = collectProblems(page);
  await openLoop(page);
  await startScope(page);
  await page.evaluate(async () => {
    const { scope } = globalThis as unknown as { scope: { metrics: { registry: unknown } } };
    const { connectWorker } = await import('/dist/metrics.js' as string);
    const worker = new Worker('/e2e-pages/metrics-worker-module.js', { type: 'module', name: 'physics' });
    connectWorker(scope.metrics.registry, worker, { name: 'physics' });
    const answered = () => new Promise((resolve) => worker.addEventListener('message', resolve, { once: true }));
    const ready = answered();
    worker.postMessage({ ready: true });
    await ready;
    const done = answered();
    worker.postMessage({ steps: 1000, bodies: 7 });
    await done;
    Object.assign(globalThis, { worker });
  });
  await tabOf(page, 'metrics').click();
  await hudOf(page).getByRole('searchbox', { name: 'Search metrics' }).fill('physics:bodies');
  const row = hudOf(page).locator('.row[data-key="physics:bodies"]');
  await expect(row.locator('.value').last()).toHaveText('7');
  await page.evaluate(() => (globalThis as unknown as { worker: Worker }).worker.terminate());
  await expect(row.locator('.value').last()).toHaveText('–');
  await expect(hudOf(page).getByRole('alert')).toHaveCount(0);
  expect(problems).toEqual([]);
});

test('is a viewer that goes away with all it holds, whatever view of a session it shows', async ({ page }) => {
  const problems = collectProblems(page);
  const { sessions, run } = createExamplePage();
  const { summary } = await sessions.start({ name: 'Level 2' });
  run(900);
  await sessions.stop();
  const text = await (await sessions.export(summary.id)).text();
  await countHoldings(page);
  await openPage(page, '/e2e-pages/blank.html');
  const showEach = async () => {
    for (const view of VIEWS.filter((one) => one !== 'rules')) {
      await page.evaluate(async (file) => {
        const { createViewer } = await import('/dist/hud.js' as string);
        const viewer = createViewer();
        Object.assign(globalThis, { viewer });
        await viewer.open(file);
      }, text);
      await expect(hudOf(page).getByText('Stored session: Level 2')).toBeVisible();
      await tabOf(page, view).click();
      await expectLoaded(page, view);
      await page.evaluate(() => (globalThis as unknown as { viewer: { destroy(): void } }).viewer.destroy());
      await expect(page.locator('framescope-hud')).toHaveCount(0);
    }
  };
  await showEach();
  await expect.poll(async () => (await holdingsOf(page)).timeouts).toBe(0);
  const before = await holdingsOf(page);
  expect(before).toMatchObject({ intervals: 0, observers: 0 });
  await showEach();
  await expect.poll(() => holdingsOf(page)).toEqual(before);
  expect(problems).toEqual([]);
});

test('is a viewer that shows a session on when its file is deleted, and closes it', async ({ page }) => {
  const problems = collectProblems(page);
  const { sessions, run } = createExamplePage();
  const { summary } = await sessions.start({ name: 'Level 2' });
  run(900);
  await sessions.stop();
  await openPage(page, '/e2e-pages/blank.html');
  await page.evaluate(
    async (file) => {
      const { createViewer } = await import('/dist/hud.js' as string);
      await createViewer().open(file);
    },
    await (await sessions.export(summary.id)).text(),
  );
  await tabOf(page, 'sessions').click();
  await hudOf(page).getByRole('button', { name: 'Delete Level 2' }).click();
  for (const view of VIEWS.filter((one) => one !== 'rules')) {
    await tabOf(page, view).click();
    await expectLoaded(page, view);
  }
  await expect(hudOf(page).getByRole('alert')).toHaveCount(0);
  await hudOf(page).getByRole('button', { name: 'Close' }).click();
  await expect(hudOf(page).getByRole('heading', { name: 'Open a session' })).toBeVisible();
  expect(problems).toEqual([]);
});
