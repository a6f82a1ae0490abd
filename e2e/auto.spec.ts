import { expect, test } from '@playwright/test';
import { collectProblems, openPage } from './open-page.ts';

const readFigures = () => {
  const scope = globalThis.__FRAMESCOPE__?.scopes[0];
  return {
    drawCalls: scope?.metrics.gauge('draw_calls_gauge').value,
    triangles: scope?.metrics.gauge('triangles_gauge').value,
    frames: scope?.frames.endFrame ?? 0,
    mode: scope?.hud.mode,
  };
};

for (const [name, path] of [
  ['a page without a policy', '/e2e-pages/auto.html'],
  ['a page with a strict Content-Security-Policy and Trusted Types', '/csp/auto.html'],
] as const) {
  test(`measures ${name} from a script tag alone`, async ({ page }) => {
    const problems = collectProblems(page);
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`violated ${event.violatedDirective}`),
      );
    });
    await openPage(page, path);
    await expect.poll(async () => (await page.evaluate(readFigures)).frames).toBeGreaterThan(40);
    expect(await page.evaluate(readFigures)).toMatchObject({ drawCalls: 3, triangles: 7, mode: 'compact' });

    await page.evaluate(() => globalThis.__FRAMESCOPE__?.scopes[0]?.hud.setMode('panel'));
    await expect(page.getByText('p99').first()).toBeVisible();
    expect(problems).toEqual([]);
  });
}

test('toggles by F2 and by Shift+Backquote, cycles with Alt, and lets an input have its keys', async ({ page }) => {
  await openPage(page, '/e2e-pages/auto.html');
  const mode = async () => (await page.evaluate(readFigures)).mode;
  await expect.poll(mode).toBe('compact');
  await page.keyboard.press('F2');
  await expect.poll(mode).toBe('hidden');
  await page.keyboard.press('Shift+Backquote');
  await expect.poll(mode).toBe('compact');
  await page.keyboard.press('Alt+F2');
  await expect.poll(mode).toBe('graph');
  await page.keyboard.press('Alt+Shift+Backquote');
  await expect.poll(mode).toBe('panel');

  const input = page.getByTestId('name');
  await input.focus();
  await page.keyboard.press('Shift+Backquote');
  await page.keyboard.press('F2');
  await expect(input).toHaveValue('~');
  expect(await mode()).toBe('panel');
});

test('lets a page with a scope of its own join the one that is there', async ({ page }) => {
  await openPage(page, '/e2e-pages/auto.html');
  const joined = await page.evaluate(async () => {
    const { createFramescope } = await import('/dist/framescope.js' as string);
    const scope = createFramescope({
      metrics: { metrics: { kills: { namespace: 'game', name: 'kills', metric_type: 'counter' } } },
    });
    scope.metrics.incrementCounter('kills', 3);
    const shared = globalThis.__FRAMESCOPE__?.scopes[0];
    return { scopes: globalThis.__FRAMESCOPE__?.scopes.length, kills: shared?.metrics.counter('kills').value };
  });
  expect(joined).toEqual({ scopes: 1, kills: 3 });
});
