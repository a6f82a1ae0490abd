import { expect, test } from '@playwright/test';
import { capabilityOf, openScope } from './page-scope.ts';

test('measures how long keys and presses wait for their paint', async ({ page }) => {
  await openScope(page);
  await page.evaluate(() => {
    document.addEventListener('keydown', () => burn(150));
    document.addEventListener('click', () => burn(80));
  });
  await page.getByTestId('name').press('a');
  await page.waitForFunction(
    () => scope.metrics.registry.registerHistogram('engine', 'input.latency_ms').value.max >= 150,
  );
  await page.waitForFunction(() => scope.metrics.registry.registerGauge('engine', 'input.latency_max_ms').value >= 150);
  const before = await page.evaluate(
    () => scope.metrics.registry.registerHistogram('engine', 'input.latency_ms').value.count,
  );
  await page.mouse.click(50, 50);
  await page.waitForFunction(
    (before) => scope.metrics.registry.registerHistogram('engine', 'input.latency_ms').value.count > before,
    before,
  );
  // Nothing happens any more: the figure of the last seconds goes, those of all time stay.
  await page.waitForFunction(() =>
    Number.isNaN(scope.metrics.registry.registerGauge('engine', 'input.latency_max_ms').value),
  );
  expect(await capabilityOf(page, 'input.latency_max_ms')).toContain('pending: No interaction of the last 5 s');
});

test('counts loads, and notes the path of those near a hitch', async ({ page }) => {
  await openScope(page);
  await page.evaluate(async () => {
    // Of a response that nobody reads the browser does not tell.
    const load = async (path: string) => void (await (await fetch(`/e2e-pages/${path}?token=secret`)).text());
    await load('blank.html');
    globalThis.page.nextTask = () => {
      void load('blank.js');
      burn(200);
    };
  });
  await page.waitForFunction(() =>
    scope.frames.events.some(({ kind, name }) => kind === 'load' && name === '/e2e-pages/blank.js'),
  );
  const { event, count, bytes, text } = await page.evaluate(() => ({
    event: scope.frames.events.find(({ kind, name }) => kind === 'load' && name === '/e2e-pages/blank.js'),
    count: scope.metrics.registry.registerCounter('engine', 'loads.count').value,
    bytes: scope.metrics.registry.registerCounter('engine', 'loads.bytes').value,
    text: JSON.stringify(scope.frames.events),
  }));
  expect(event).toMatchObject({
    durationMs: expect.any(Number),
    detail: { initiator: 'fetch', bytes: expect.any(Number) },
  });
  expect(count).toBeGreaterThanOrEqual(2);
  expect(bytes).toBeGreaterThan(0);
  expect(text).not.toContain('secret');
});

test('compares the simulated time with that of the frames', async ({ page }) => {
  await openScope(page);
  const rows = await page.evaluate(async () => {
    const stepsMs: number[] = [];
    let simulatedMs = 0;
    const from = scope.frames.endFrame;
    const step = () => {
      // Every third frame the simulation is not told, as in an engine of fixed steps.
      if (stepsMs.length % 3 !== 2) {
        simulatedMs += 20;
        scope.animationTime(simulatedMs);
      }
      stepsMs.push(simulatedMs);
      if (stepsMs.length < 30) globalThis.page.nextTask = step;
    };
    globalThis.page.nextTask = step;
    while (stepsMs.length < 30) await new Promise((resolve) => setTimeout(resolve, 20));
    const to = scope.frames.endFrame;
    const read = (key: string) => {
      const values = new Float64Array(to - from);
      scope.frames.read(key, from, to, values);
      return [...values];
    };
    return { errors: read('engine:performance.animation_error_ms'), intervals: read('interval'), told: stepsMs.length };
  });
  expect(rows.told).toBe(30);
  const isTold = rows.errors.map((error) => !Number.isNaN(error));
  expect(isTold.filter(Boolean).length).toBe(19);
  let elapsedMs = Number.NaN;
  for (const [k, error] of rows.errors.entries()) {
    elapsedMs += rows.intervals[k] as number;
    if (!isTold[k]) continue;
    if (!Number.isNaN(elapsedMs)) expect(error).toBeCloseTo(20 - elapsedMs, 6);
    elapsedMs = 0;
  }
});

test('tells the load of the machine, by its latest record', async ({ page }) => {
  // No machine can be asked to be busy in just this way.
  await page.addInitScript(() => {
    class Observer {
      static tell: (records: { state: string }[]) => void;
      constructor(onRecords: (records: { state: string }[]) => void) {
        Observer.tell = onRecords;
      }
      observe(source: string) {
        Object.assign(globalThis, { source });
        return Promise.resolve();
      }
      disconnect() {}
    }
    Object.assign(globalThis, { PressureObserver: Observer });
  });
  await openScope(page);
  expect(await capabilityOf(page, 'pressure.cpu')).toBe('pending: The browser has not told of the load yet');
  const levels = await page.evaluate(() => {
    const { PressureObserver, source } = globalThis as unknown as {
      PressureObserver: { tell(records: { state: string }[]): void };
      source: string;
    };
    const gauge = scope.metrics.registry.registerGauge('engine', 'pressure.cpu');
    return [
      source,
      ...['nominal', 'fair', 'serious', 'critical', 'of a later browser'].map((state) => {
        PressureObserver.tell([{ state: 'nominal' }, { state }]);
        return gauge.value;
      }),
    ];
  });
  expect(levels).toEqual(['cpu', 0, 1, 2, 3, 3]);
  expect(await capabilityOf(page, 'pressure.cpu')).toBe('ready');
});

test('says that the page may not know the load', async ({ page }) => {
  await page.addInitScript(() => {
    (
      globalThis as unknown as { PressureObserver: { prototype: { observe: unknown } } }
    ).PressureObserver.prototype.observe = () =>
      Promise.reject(new DOMException('Access to the feature is disallowed by permissions policy', 'NotAllowedError'));
  });
  await openScope(page);
  await expect
    .poll(() => capabilityOf(page, 'pressure.cpu'))
    .toMatch(/^unsupported: The browser refuses to tell the load: NotAllowedError/);
});
