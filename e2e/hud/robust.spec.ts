import { expect, test } from '@playwright/test';
import { collectProblems } from '../open-page.ts';
import { openHud } from './open-hud.ts';

test('runs under a strict Content-Security-Policy with Trusted Types', async ({ page }) => {
  const problems = collectProblems(page);
  await page.addInitScript(() => {
    Object.assign(globalThis, { violations: [] });
    document.addEventListener('securitypolicyviolation', (event) =>
      (globalThis as unknown as { violations: string[] }).violations.push(
        `${event.violatedDirective} ${event.sourceFile}`,
      ),
    );
  });
  const hud = await openHud(page, 'mode=panel', '/csp/hud.html');
  await expect(hud.locator('.chart:has(canvas)')).toHaveCount(2);
  expect((await hud.boundingBox())?.width).toBe(420);
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Graph' }).click();
  await hud.getByRole('button', { name: 'One line' }).click();
  expect(await page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations)).toEqual([]);
  expect(problems).toEqual([]);
});

test('shows hostile names as text', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&hostile');
  await hud.locator('.scroller').evaluate((element) => element.scrollTo(0, 20));
  await expect(hud.getByText('<img src=x onerror="window.hacked=1">')).toBeVisible();
  expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  await expect(hud.locator('img')).toHaveCount(0);
  const rows = await hud
    .locator('.row')
    .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().height));
  expect(new Set(rows)).toEqual(new Set([20]));
});

test('has rows only for the metrics in sight, of a thousand', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&metrics=1000&fill=60');
  await expect(hud.getByText('Gauges 1,011')).toBeVisible();
  expect(await hud.locator('.row').count()).toBeLessThan(24);
  await hud.locator('.scroller').evaluate((element) => element.scrollTo(0, 500 * 20));
  await expect(hud.getByText('load:metric_500')).toBeVisible();
  expect(await hud.locator('.row').count()).toBeLessThan(24);
});

test('says so when there are no metrics, and finds those that come later', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&fill=60');
  await page.evaluate(() => hudPage.metrics.registry.clear());
  await expect(hud.getByText('No metrics are registered')).toBeVisible();
  await page.evaluate(() => hudPage.metrics.registry.registerGauge('late', 'comer').set(42));
  await expect(hud.getByRole('listitem').filter({ hasText: 'comer' }).locator('.value').last()).toHaveText('42');
});

test('replaces a view that throws by a message, while the others live on', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await page.evaluate(() => {
    hudPage.metrics.registry.query = () => {
      throw new Error('Out of order');
    };
    // What the list knows it asks for no more.
    hudPage.metrics.registry.registerCounter('game', 'new');
  });
  await expect(hud.getByRole('alert')).toContainText('The list of metrics stopped: Out of order');
  const sample = hud.locator('.header .self .value');
  await expect(sample).toHaveText(/\d/);
  await expect(hud.getByRole('region', { name: 'Frame time', exact: true }).locator('canvas').first()).toBeVisible();
  await page.evaluate(() => {
    Reflect.deleteProperty(hudPage.metrics.registry, 'query');
  });
  await hud.getByRole('button', { name: 'Retry' }).click();
  await expect(hud.getByText('Gauges 11')).toBeVisible();
});

test('shows live frames again after a session that cannot be read', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await hud.getByRole('tab', { name: 'Frames' }).click();
  await page.evaluate(async () => {
    const sessions = await hudPage.host.sessions();
    const [summary] = await sessions.list();
    const session = await sessions.open(summary?.id ?? '');
    const { firstFrame, endFrame, columns, events } = session.frames;
    const read = () => {
      throw new Error('The file is damaged');
    };
    const frames = { firstFrame, endFrame, columns, events, read };
    hudPage.hud.open(Object.create(session, { frames: { value: frames } }));
  });
  await expect(hud.getByText('The frames stopped: The file is damaged')).toBeVisible();
  await hud.getByRole('button', { name: 'Back to live' }).click();
  await expect(hud.getByRole('application', { name: 'Timeline' }).locator('canvas')).not.toHaveCount(0);
  await expect(hud.getByRole('alert')).toHaveCount(0);
});

test('survives statistics that throw', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await page.evaluate(() => {
    hudPage.host.stats = () => {
      throw new Error('No statistics today');
    };
  });
  await expect(hud.getByRole('alert').first()).toContainText('No statistics today');
  await expect(hud.getByRole('region', { name: 'Metrics' })).toBeVisible();
});

for (const [chunk, message] of [
  ['Commands', 'The commands stopped'],
  ['CommandPalette', 'The list of commands stopped'],
] as const) {
  test(`goes on without its commands when the network does not give ${chunk}`, async ({ page }) => {
    await page.route(`**/${chunk}-*.js`, (route) => route.abort());
    const hud = await openHud(page, 'mode=panel&still');
    if (chunk === 'CommandPalette') await hud.getByRole('button', { name: 'Commands and keys' }).click();
    const alert = hud.getByRole('alert');
    await expect(alert).toContainText(message);
    await expect(alert.getByRole('button', { name: 'Retry' })).toBeInViewport({ ratio: 1 });
    expect((await alert.boundingBox())?.height).toBeLessThanOrEqual(24);
    await hud.getByRole('tab', { name: 'Distribution' }).click();
    await expect(hud.getByRole('tab', { name: 'Distribution', selected: true })).toBeVisible();
    await expect(hud.locator('[data-view="distribution"]')).toBeVisible();
  });
}

test('keeps pointer events inside from the page, and the focus where it was', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await page.evaluate(() => {
    const events: string[] = [];
    Object.assign(globalThis, { events });
    for (const type of [
      'pointerdown',
      'pointermove',
      'pointerup',
      'mousedown',
      'mouseup',
      'click',
      'wheel',
      'contextmenu',
      'dblclick',
    ])
      window.addEventListener(type, (event) => events.push(event.type));
    document.querySelector('canvas')?.focus();
  });
  const events = () => page.evaluate(() => (globalThis as unknown as { events: string[] }).events.splice(0));
  await hud.getByRole('heading', { name: 'Distribution' }).hover();
  await events();
  await hud.getByRole('heading', { name: 'Distribution' }).dblclick();
  await page.mouse.wheel(0, 50);
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  expect(await events()).toEqual([]);
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('canvas');

  // A drag of the page that ends over the HUD is the page's.
  await page.mouse.move(100, 300);
  await page.mouse.down();
  await hud.getByRole('tab', { name: 'Distribution' }).hover();
  await page.mouse.up();
  expect(await events()).toEqual(expect.arrayContaining(['pointerup', 'mouseup']));
});

test('is not touched by the rules of the page', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  const styles = await hud
    .locator('.header .label')
    .first()
    .evaluate((element) => {
      const { letterSpacing, margin } = getComputedStyle(element);
      return { letterSpacing, margin };
    });
  expect(styles).toEqual({ letterSpacing: 'normal', margin: '0px' });
  expect((await hud.boundingBox())?.y).toBe(8);
});

test('goes on in a window of its own when the network does not give the style sheet for it', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'documentPictureInPicture'));
  await page.route('**/page-*.js', (route) => route.abort());
  const hud = await openHud(page, 'mode=panel&still');
  const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('/page-'));
  await hud.getByRole('button', { name: 'Place and size' }).click();
  const [own] = await Promise.all([
    page.waitForEvent('popup'),
    hud.getByRole('button', { name: 'Into a window of its own' }).click(),
  ]);
  await failed;
  await own.getByRole('region', { name: 'Framescope' }).getByRole('tab', { name: 'Distribution' }).click();
  expect(problems).toEqual([]);
});

test('leaves nothing behind when destroyed', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await expect(hud.locator('.chart:has(canvas)')).toHaveCount(2);
  const left = await page.evaluate(async () => {
    const listeners = new Set<string>();
    hudPage.hud.destroy();
    const slices = hudPage.selfMs.length;
    const frames = hudPage.frames;
    while (hudPage.frames < frames + 40) await new Promise(requestAnimationFrame);
    listeners.add('');
    return {
      elements: document.querySelectorAll('framescope-hud').length,
      tasks: hudPage.taskCount,
      slices: hudPage.selfMs.length - slices,
    };
  });
  expect(left).toEqual({ elements: 0, tasks: 0, slices: 0 });
  await page.evaluate(() => {
    hudPage.hud.setMode('panel');
    hudPage.hud.configure({ parent: document.body });
  });
  expect(await page.evaluate(() => document.querySelectorAll('framescope-hud').length)).toBe(0);
  await page.evaluate(() => hudPage.hud.destroy());
});
