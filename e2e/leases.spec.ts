import { expect, test } from '@playwright/test';
import { openPage } from './open-page.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/blank.html'));

test('a lease takes its HUD, its session and its budget with it', async ({ page }) => {
  const { during, after } = await page.evaluate(async () => {
    const first = framescope.createFramescope({ hud: false });
    const second = framescope.createFramescope({ hud: true, session: true, frame: { budgetMs: 5, refresh: 10 } });
    const until = async (isTrue: () => boolean) => {
      while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const read = () => ({
      mode: first.hud.mode,
      isRecording: first.sessions.current !== null,
      budgetMs: first.budgetMs,
      refresh: first.refresh.method,
    });
    await second.hud.show();
    await until(() => first.sessions.current !== null);
    const during = read();
    second.destroy();
    await until(() => first.sessions.current === null);
    window.dispatchEvent(new KeyboardEvent('keydown', { code: 'F2' }));
    return { during, after: read() };
  });
  expect(during).toEqual({ mode: 'compact', isRecording: true, budgetMs: 5, refresh: 'given' });
  expect(after).toEqual({ mode: 'hidden', isRecording: false, budgetMs: Number.NaN, refresh: 'pending' });
});

test('what other leases ask for stays, and so does a session that is not its own', async ({ page }) => {
  const after = await page.evaluate(async () => {
    const first = framescope.createFramescope({
      hud: { mode: 'graph', corner: 'top-left', hotkey: 'F9', budgetMs: 20 },
      session: { name: 'ours' },
    });
    await first.hud.show();
    while (first.sessions.current === null) await new Promise((resolve) => setTimeout(resolve, 20));
    const second = framescope.createFramescope({
      hud: { mode: 'panel', corner: 'bottom-right', hotkey: 'F8', budgetMs: 5 },
    });
    const changed = [first.hud.mode, first.budgetMs];
    second.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const corner = document.querySelector<HTMLElement>('framescope-hud')?.dataset.corner;
    const restored = [first.hud.mode, first.budgetMs, corner, first.sessions.current?.summary.name];
    window.dispatchEvent(new KeyboardEvent('keydown', { code: 'F8' }));
    const deaf = first.hud.mode;
    window.dispatchEvent(new KeyboardEvent('keydown', { code: 'F9' }));
    return { changed, restored, deaf, toggled: first.hud.mode };
  });
  expect(after).toEqual({
    changed: ['panel', 5],
    restored: ['graph', 20, 'top-left', 'ours'],
    deaf: 'graph',
    toggled: 'hidden',
  });
});

test('leaves a mode that the user chose since', async ({ page }) => {
  const mode = await page.evaluate(async () => {
    const first = framescope.createFramescope();
    const second = framescope.createFramescope({ hud: true });
    await first.hud.setMode('graph');
    second.destroy();
    return first.hud.mode;
  });
  expect(mode).toBe('graph');
});

test('the auto script’s scope gives the canvases their own getContext back', async ({ page }) => {
  const restored = await page.evaluate(async () => {
    const natives = [HTMLCanvasElement.prototype.getContext, OffscreenCanvas.prototype.getContext];
    const patched = () => [HTMLCanvasElement.prototype.getContext, OffscreenCanvas.prototype.getContext];
    const script = document.createElement('script');
    script.src = '/dist/framescope.auto.js';
    const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
    document.head.append(script);
    await loaded;
    const during = patched().map((method, k) => method === natives[k]);
    document.createElement('canvas').getContext('webgl2');
    globalThis.__FRAMESCOPE__?.scopes[0]?.destroy();
    return { during, after: patched().map((method, k) => method === natives[k]) };
  });
  expect(restored).toEqual({ during: [false, false], after: [true, true] });
});

test('joins with an EngineMetrics of its own or of another copy, and says once that they stay apart', async ({
  page,
}) => {
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  const joined = await page.evaluate(async () => {
    const mine = framescope.EngineMetrics.withDefaultConfig();
    const first = framescope.createFramescope({ hud: false });
    const join = () => framescope.createFramescope({ hud: false, metrics: mine }).metrics === first.metrics;
    return [join(), join()];
  });
  expect(joined).toEqual([true, true]);
  expect(warnings).toEqual([expect.stringContaining('stay apart from the page’s scope')]);
});

test('takes the EngineMetrics of another copy of the package for its own', async ({ page }) => {
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  const { same, value, fps } = await page.evaluate(async () => {
    const mine = framescope.EngineMetrics.withDefaultConfig();
    mine.registerCustomGauge('hp', 'game', 'hp', 'Health').set(5);
    globalThis.FRAMESCOPE_OPTIONS = { hud: false, metrics: mine };
    const script = document.createElement('script');
    script.src = '/dist/framescope.auto.js';
    const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
    document.head.append(script);
    await loaded;
    const scope = globalThis.__FRAMESCOPE__?.scopes[0];
    for (let k = 0; k < 5; k++) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    return {
      same: scope?.metrics === mine,
      value: scope?.metrics.gauge('hp').value,
      fps: mine.gauge('frame_time_gauge').value,
    };
  });
  expect({ same, value }).toEqual({ same: true, value: 5 });
  expect(fps).toBeGreaterThan(0);
  expect(warnings).toEqual([]);
});

test('is ready once its configuration is loaded and its session records, and also when neither can be', async ({
  page,
}) => {
  const kills = { namespace: 'game', name: 'kills', type: 'counter' };
  await page.route('**/game-metrics.json', (route) => route.fulfill({ json: { version: 2, metrics: { kills } } }));
  const warnings: string[] = [];
  page.on('console', (message) => void warnings.push(message.text()));
  const seen = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false, metrics: '/game-metrics.json', session: true });
    await scope.ready;
    scope.metrics.incrementCounter('kills', 3);
    return { kills: scope.metrics.counter('kills').value, state: scope.sessions.current?.summary.state };
  });
  expect(seen).toEqual({ kills: 3, state: 'recording' });
  expect(warnings).toEqual([]);

  await page.evaluate(() => framescope.createFramescope({ metrics: '/no-such-file.json' }).ready);
  expect(warnings.join()).toContain('Cannot load the metrics configuration "/no-such-file.json"');
});
