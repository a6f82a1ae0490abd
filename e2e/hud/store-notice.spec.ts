import { expect, type Page, test } from '@playwright/test';
import { openPage } from '../open-page.ts';

/** A page whose HUD records where nothing can be stored. */
async function recordWithoutStore(page: Page): Promise<void> {
  await page.evaluate(async () => {
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
    const loop = () => requestAnimationFrame(loop);
    loop();
    const scope = framescope.createFramescope({ hud: { mode: 'panel' } });
    await scope.sessions.start({ name: 'In memory' });
  });
}

const kept = /^Sessions are kept in memory until this page closes\. Cannot use the stored sessions/;

test('says in the HUD that sessions are kept in memory only, and why', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  await recordWithoutStore(page);
  const hud = page.getByRole('region', { name: 'Framescope' });
  await expect(hud.locator('.notice')).toHaveText(kept);
  await expect(hud.locator('.notice')).not.toContainText('in a tab of its own');
  await expect(hud.getByRole('button', { name: 'Stop' })).toBeVisible();
});

test('says what to do about it inside another page', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = '/e2e-pages/blank.html';
    frame.width = '900';
    frame.height = '700';
    document.body.append(frame);
  });
  const inner = page.frameLocator('iframe');
  await inner.locator('html[data-ready="true"]').waitFor({ state: 'attached' });
  const frame = page.frames()[1];
  await frame?.evaluate(async () => {
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
    const scope = framescope.createFramescope({ hud: { mode: 'panel' } });
    await scope.sessions.start({ name: 'In memory' });
  });
  await expect(inner.locator('.notice')).toHaveText(/open it in a tab of its own\.$/);
});

test('tells listeners of the scope what changes, also those that came before the code', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  const seen = await page.evaluate(async () => {
    const { sessions } = framescope.createFramescope({ hud: false });
    let early = 0;
    let late = 0;
    const stopEarly = sessions.subscribe(() => early++);
    const { summary } = await sessions.start({ name: 'One' });
    const stopLate = sessions.subscribe(() => late++);
    const afterStart = early;
    await sessions.stop();
    await sessions.update(summary.id, { pinned: true });
    stopEarly();
    stopLate();
    const told = [early, late];
    await sessions.remove(summary.id);
    const [stored] = await sessions.list();
    return { afterStart, told, still: [early, late], problem: sessions.problem, stored };
  });
  expect(seen.afterStart).toBeGreaterThan(0);
  expect(seen.told[0]).toBeGreaterThan(seen.afterStart);
  expect(seen.told[1]).toBeGreaterThanOrEqual(2);
  expect(seen.still).toEqual(seen.told);
  expect(seen).toMatchObject({ problem: null, stored: undefined });
});
