import { expect, test } from '@playwright/test';
import { openPage } from './open-page.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/blank.html'));

test('refuses a target that is no context or engine, by name, and leaves nothing behind', async ({ page }) => {
  const { messages, codes, scopes, native } = await page.evaluate(() => {
    const request = globalThis.requestAnimationFrame;
    const errors = [{}, 42, 'canvas', document.body, { getContext: () => ({}) }, null].map((target) => {
      try {
        framescope.createFramescope({ target: target as never });
      } catch (error) {
        return error as InstanceType<typeof framescope.MetricsError>;
      }
      throw new Error('accepted');
    });
    return {
      messages: errors.map((error) => error.message),
      codes: [...new Set(errors.map((error) => error.code))],
      scopes: globalThis.__FRAMESCOPE__?.scopes.length,
      native: globalThis.requestAnimationFrame === request,
    };
  });
  expect(codes).toEqual(['invalid-operation']);
  expect(messages[1]).toBe(
    'Cannot probe the target: it must be a WebGL context, a GPUDevice, a canvas that has one, an engine’s renderer or application with one that is initialised, or a WebAssembly.Memory, current value is 42',
  );
  expect(messages[3]).toContain('current value is a HTMLBodyElement');
  expect({ scopes, native }).toEqual({ scopes: 0, native: true });
});

test('goes on rendering and counting while a computed gauge throws', async ({ page }) => {
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  const { frames, value } = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false });
    const gauge = scope.metrics.registerComputedGauge('broken', () => {
      throw new Error('no such enemy');
    });
    for (let k = 0; k < 10; k++) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    return { frames: scope.frames.endFrame, value: gauge.value };
  });
  expect({ frames, value }).toEqual({ frames: 10, value: Number.NaN });
  expect(warnings.filter((text) => text.includes('no such enemy'))).toHaveLength(1);
});

test('drops bad updates, counts them by reason and warns once a metric', async ({ page }) => {
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  const dropped = await page.evaluate(() => {
    const { metrics } = framescope.createFramescope({ hud: false });
    const kills = metrics.registerCustomCounter('kills', 'game', 'kills', 'Kills');
    for (const bad of [Number.NaN, Infinity, -1, '5', 5n, undefined, {}, null]) kills.increment(bad as number);
    const reasons = metrics.registry.query({ namespace: 'framescope', name: 'dropped_updates' });
    return Object.fromEntries(reasons.map((handle) => [handle.id.labels.reason, handle.value as number])) as Record<
      string,
      number
    >;
  });
  // `undefined` is the default of one.
  expect(dropped).toEqual({ nan: 1, infinite: 1, negative: 1, 'not-a-number': 4 });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(
    'Cannot update metric "game:kills": value must be a finite number, current value is NaN',
  );
});

test('throws on clashing registrations and wrong label names, with what came and what was wanted', async ({ page }) => {
  const messages = await page.evaluate(() => {
    const { registry } = framescope.createFramescope({ hud: false }).metrics;
    const messageOf = (run: () => void) => {
      try {
        run();
      } catch (error) {
        return String(error);
      }
      return 'accepted';
    };
    registry.registerGauge('engine', 'load', { unit: 'percent' });
    return [
      messageOf(() => registry.registerCounter('engine', 'load')),
      messageOf(() => registry.registerGauge('engine', 'load', { unit: 'ms' })),
      messageOf(() => registry.registerGauge('engine', 'other', { labels: { '1st': 'x' } })),
      messageOf(() => registry.registerGauge('engine', 'load', { unit: 'percentage' })),
    ];
  });
  expect(messages).toEqual([
    'MetricsError: Cannot register metric "engine:load": type must stay "gauge", current value is "counter"',
    'MetricsError: Cannot register metric "engine:load": unit must stay "percent", current value is "ms"',
    expect.stringContaining(
      'labels must be named by letters, digits and "_", not first a digit, current value is "1st"',
    ),
    'accepted',
  ]);
});

test('records in memory, with one warning, where IndexedDB is missing', async ({ page }) => {
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  await page.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
  await openPage(page, '/e2e-pages/blank.html');
  const { frames, listed } = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false });
    const session = await scope.sessions.start({ name: 'homeless' });
    for (let k = 0; k < 20; k++) await new Promise((resolve) => requestAnimationFrame(resolve));
    await scope.sessions.stop();
    const text = await (await scope.sessions.export(session.summary.id)).text();
    return { frames: JSON.parse(text).session.frames, listed: (await scope.sessions.list()).map(({ name }) => name) };
  });
  expect(frames).toBeGreaterThanOrEqual(18);
  expect(listed).toEqual(['homeless']);
  expect(warnings).toHaveLength(1);
});

test('refuses wrong options at once, by name, before anything has an effect', async ({ page }) => {
  const rejections: string[] = [];
  page.on('pageerror', (error) => rejections.push(String(error)));
  const { messages, codes, left } = await page.evaluate(async () => {
    const native = globalThis.requestAnimationFrame;
    const hud = [
      { mode: 'full' },
      { corner: 'middle' },
      { hotkey: 5 },
      { hotkey: 'F99!' },
      { budgetMs: '5' },
      { theme: 'pink' },
    ];
    const frame = [{ budgetMs: -1 }, { budgetMs: Number.NaN }, { refresh: 0 }, { refresh: 'fast' }, { clock: 'sun' }];
    const wrong = [
      null,
      7,
      { hud: null },
      { hud: { parent: '#hud' } },
      { session: 'boss' },
      ...hud.map((one) => ({ hud: { ...one } })),
      ...frame.map((one) => ({ hud: false, frame: one })),
    ];
    const errors = wrong.map((options) => {
      try {
        framescope.createFramescope(options as never);
      } catch (error) {
        return error as InstanceType<typeof framescope.MetricsError>;
      }
      throw new Error(`accepted ${JSON.stringify(options)}`);
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    return {
      messages: errors.map((error) => error.message),
      codes: [...new Set(errors.map((error) => error.code))],
      left: [globalThis.requestAnimationFrame === native, document.querySelector('framescope-hud')],
    };
  });
  expect(codes).toEqual(['invalid-config']);
  expect(messages[0]).toBe('Cannot create a scope: the options must be an object, current value is null');
  expect(messages[5]).toBe(
    'Cannot create a scope: hud.mode must be one of "hidden", "compact", "graph", "panel", current value is "full"',
  );
  expect(messages).toContain(
    'Cannot create a scope: frame.budgetMs must be a finite number above 0, current value is -1',
  );
  expect(left).toEqual([true, null]);
  expect(rejections).toEqual([]);
});
