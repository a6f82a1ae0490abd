import { expect, test } from '@playwright/test';
import { collectProblems } from '../open-page.ts';
import { capabilityOf, openScope } from './page-scope.ts';

test('leaves no observer behind, and counts nothing more', async ({ page }) => {
  await page.addInitScript(() => {
    const live = new Map<object, string>();
    for (const name of ['PerformanceObserver', 'ResizeObserver', 'PressureObserver']) {
      const prototype = (globalThis as unknown as Record<string, { prototype: Record<string, unknown> }>)[name]
        ?.prototype;
      if (prototype === undefined) continue;
      const { observe, disconnect } = prototype as Record<string, (...args: unknown[]) => unknown>;
      prototype.observe = function (this: object, ...args: unknown[]) {
        live.set(this, name);
        return observe?.apply(this, args);
      };
      prototype.disconnect = function (this: object) {
        live.delete(this);
        return disconnect?.call(this);
      };
    }
    Object.assign(globalThis, { live });
  });
  await openScope(page);
  await page.waitForFunction(() => scope.metrics.registry.get('engine:canvas.width_px{context="1"}') !== undefined);
  const during = await page.evaluate(() => [
    ...new Set((globalThis as unknown as { live: Map<object, string> }).live.values()),
  ]);
  expect(during).toEqual(expect.arrayContaining(['PerformanceObserver', 'ResizeObserver']));
  const { left, before, after, told } = await page.evaluate(async () => {
    const { live } = globalThis as unknown as { live: Map<object, string> };
    scope.destroy();
    const read = () =>
      ['longframes.count', 'loads.count'].map((name) => scope.metrics.registry.registerCounter('engine', name).value);
    const before = read();
    const left = live.size;
    // Another observer is told of the same entries, so that those of the scope would have been.
    const told = new Set<string>();
    const done = new Promise<void>((resolve) => {
      const observer = new PerformanceObserver((list) => {
        for (const { entryType } of list.getEntries()) told.add(entryType);
        if (told.size === 2) resolve();
      });
      observer.observe({ type: 'long-animation-frame' });
      observer.observe({ type: 'resource' });
    });
    await (await fetch('/e2e-pages/blank.html')).text();
    globalThis.page.nextTask = () => burn(120);
    await done;
    return { left, before, after: read(), told: told.size };
  });
  expect({ left, told }).toEqual({ left: 0, told: 2 });
  expect(after).toEqual(before);
});

test('switches a probe off that fails, says so once, and goes on with the others', async ({ page }) => {
  const problems = collectProblems(page);
  await page.addInitScript(() => {
    class Broken {
      constructor() {
        throw new Error('broken by the page');
      }
    }
    Object.assign(globalThis, { PressureObserver: Broken });
    Object.defineProperty(PerformanceResourceTiming.prototype, 'transferSize', {
      get() {
        throw new Error('broken later');
      },
    });
  });
  await openScope(page);
  expect(await capabilityOf(page, 'pressure.cpu')).toBe('unsupported: The pressure probe failed and is switched off');
  await page.evaluate(async () => {
    for (let k = 0; k < 3; k++) await (await fetch(`/e2e-pages/blank.html?${k}`)).text();
  });
  await expect
    .poll(() => capabilityOf(page, 'loads.bytes'))
    .toBe('unsupported: The load probe failed and is switched off');
  await page.evaluate(() => {
    globalThis.page.nextTask = () => burn(120);
  });
  await page.waitForFunction(() => scope.metrics.registry.registerCounter('engine', 'longframes.count').value > 0);
  expect(problems.filter((text) => text.includes('switched off'))).toEqual([
    expect.stringContaining('The pressure probe failed and is switched off: Error: broken by the page'),
    expect.stringContaining('The load probe failed and is switched off: Error: broken later'),
  ]);
});

test('says of each figure why this browser does not have it', async ({ page }) => {
  await page.addInitScript(() => {
    delete (globalThis as { PressureObserver?: unknown }).PressureObserver;
    delete (globalThis as { PerformanceObserver?: unknown }).PerformanceObserver;
    delete (Performance.prototype as { measureUserAgentSpecificMemory?: unknown }).measureUserAgentSpecificMemory;
  });
  const problems = collectProblems(page);
  await openScope(page);
  for (const [name, reason] of [
    ['pressure.cpu', 'There is no Compute Pressure here: the browser lacks it, or the page is not secure'],
    ['longframes.blocking_ms', 'Neither long animation frames nor long tasks are told here'],
    ['input.latency_ms', 'Which events are interactions is not told here (no Event Timing)'],
    ['loads.bytes', 'What is loaded is not told here (no Resource Timing)'],
    ['memory.user_agent_mb', 'There is no measureUserAgentSpecificMemory() here'],
  ] as const) {
    expect(await capabilityOf(page, name)).toBe(`unsupported: ${reason}`);
  }
  expect(problems.filter((text) => text.includes('[framescope]'))).toEqual([]);
});
