import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';

declare global {
  /** Fulfilled once a snapshot or a mark with this text is there. */
  var marked: (name: string) => Promise<void>;
}

test.beforeEach(async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  await page.evaluate(() => {
    const loop = () => requestAnimationFrame(loop);
    loop();
    globalThis.marked = (name) =>
      new Promise((resolve) => {
        const look = () =>
          __FRAMESCOPE__?.scopes[0]?.frames.events.some((event) => event.name === name)
            ? resolve()
            : setTimeout(look, 20);
        look();
      });
  });
});

test('watches the rules of a configuration, from wherever it comes', async ({ page }) => {
  await page.route('**/metrics.json', (route) =>
    route.fulfill({ json: { version: 2, rules: [{ when: 'frame.max > 0.002', do: ['mark'] }] } }),
  );
  const rules = await page.evaluate(async () => {
    const { createFramescope } = framescope;
    const scope = createFramescope({ hud: false, metrics: { version: 2, rules: ['frame.max > 0.001'] } });
    await marked('frame.max > 0.001');
    await createFramescope({ hud: false, metrics: '/metrics.json' }).ready;
    await marked('frame.max > 0.002');
    scope.metrics.extendWithConfig({ version: 2, rules: [{ when: 'frame.max > 0.003', do: 'mark' }] });
    await marked('frame.max > 0.003');
    const kept = scope.metrics.toConfig().rules;
    scope.destroy();
    return kept;
  });
  expect(rules).toEqual([
    'frame.max > 0.001',
    { when: 'frame.max > 0.002', do: ['mark'] },
    { when: 'frame.max > 0.003', do: 'mark' },
  ]);
});

test('watches the rules that given metrics were configured with, and no more when they are gone', async ({ page }) => {
  const count = await page.evaluate(async () => {
    const metrics = framescope.EngineMetrics.withDefaultConfig();
    metrics.extendWithConfig({ version: 2, rules: [{ when: 'game:x > 1', do: ['mark'] }] });
    const gauge = metrics.registerCustomGauge('x', 'game', 'x');
    const scope = framescope.createFramescope({ hud: false, metrics });
    gauge.set(2);
    await marked('game:x > 1');
    metrics.initializeWithConfig({ version: 2, rules: [{ when: 'game:y > 1', do: ['mark'] }] });
    const y = metrics.registerCustomGauge('y', 'game', 'y');
    gauge.set(0);
    for (let k = 0; k < 30; k++) await new Promise(requestAnimationFrame);
    gauge.set(2);
    y.set(2);
    await marked('game:y > 1');
    const marks = scope.frames.events.filter(({ name }) => name === 'game:x > 1').length;
    scope.destroy();
    return marks;
  });
  expect(count).toBe(1);
});

test('calls from a rule of a configuration what the page’s code gives by name, the newest', async ({ page }) => {
  const called = await page.evaluate(async () => {
    const scope = framescope.createFramescope({
      hud: false,
      metrics: { version: 2, rules: [{ when: 'frame.max > 0.001', do: { callback: 'lower-quality' } }] },
    });
    const problems: string[] = [];
    for (const [name, run] of [
      ['', () => undefined],
      ['x', 5],
    ] as [string, () => void][]) {
      try {
        scope.ruleCallback(name, run);
      } catch (error) {
        problems.push(String(error));
      }
    }
    const calls: string[] = [];
    const stopOld = scope.ruleCallback('lower-quality', () => calls.push('old'));
    const fired = await new Promise<object>((resolve) => {
      scope.ruleCallback('lower-quality', resolve);
      stopOld();
    });
    scope.destroy();
    return { calls, fired, problems };
  });
  expect(called).toEqual({
    calls: [],
    fired: { when: 'frame.max > 0.001', value: expect.any(Number), timeMs: expect.any(Number) },
    problems: [
      'MetricsError: Cannot add a callback of rules: the name must be a text, current value is ""',
      'MetricsError: Cannot add a callback of rules: what it calls must be a function, current value is 5',
    ],
  });
});

test('warns of a rule of a configuration whose text is wrong, by its text, and keeps the metrics', async ({ page }) => {
  const warnings: string[] = [];
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  const hasMetric = await page.evaluate(() => {
    const scope = framescope.createFramescope({
      hud: false,
      metrics: {
        version: 2,
        metrics: { x: { namespace: 'game', name: 'x', type: 'gauge' } },
        rules: ['frame.p98 > 5ms'],
      },
    });
    const found = scope.metrics.registry.get('game:x') !== undefined;
    scope.destroy();
    return found;
  });
  expect(hasMetric).toBe(true);
  expect(warnings.join('\n')).toContain(
    'Rule "frame.p98 > 5ms" of the metrics configuration is not watched: MetricsError: Cannot watch a rule: the figure must be a statistic or a metric, current value is "frame.p98"',
  );
});

test('remembers the rules that the user made in the HUD, watches them while it is hidden, and keeps none where it must not', async ({
  page,
}) => {
  await page.evaluate(() => void framescope.createFramescope({ hud: { mode: 'panel' } }));
  const hud = page.getByRole('region', { name: 'Framescope' });
  await hud.getByRole('tab', { name: 'Rules' }).click();
  await hud.getByLabel('Figure').fill('frame.max > 0.004');
  await hud.getByRole('button', { name: 'Add rule' }).click();
  await page.evaluate(() => marked('frame.max > 0.004ms'));
  expect(await page.evaluate(() => JSON.parse(localStorage.getItem('framescope:rules') ?? ''))).toEqual({
    version: 1,
    rules: [{ when: 'frame.max > 0.004ms', do: ['mark', 'snapshot'], isOn: true }],
  });
  await openPage(page, '/e2e-pages/blank.html');
  const marks = await page.evaluate(async () => {
    const loop = () => requestAnimationFrame(loop);
    loop();
    const scope = framescope.createFramescope();
    const isThere = () => scope.frames.events.some(({ name }) => name === 'frame.max > 0.004ms');
    while (!isThere()) await new Promise(requestAnimationFrame);
    scope.destroy();
    return isThere();
  });
  expect(marks).toBe(true);
  await page.evaluate(() => void framescope.createFramescope({ hud: { mode: 'panel', remember: false } }));
  await hud.getByRole('tab', { name: 'Rules' }).click();
  await hud.getByLabel('Figure').fill('frame.max > 0.005');
  await hud.getByRole('button', { name: 'Add rule' }).click();
  await expect(hud.getByRole('list', { name: 'Watched rules' }).getByRole('listitem')).toHaveCount(1);
  expect(await page.evaluate(() => localStorage.getItem('framescope:rules'))).not.toContain('0.005');
});
