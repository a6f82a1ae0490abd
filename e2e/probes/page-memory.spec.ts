import { expect, test } from '@playwright/test';
import { capabilityOf, openScope } from './page-scope.ts';

test('sees allocations, and suspects the collections between them', async ({ page }) => {
  await openScope(page, { session: true });
  await page.evaluate(() => {
    const allocate = () => {
      Object.assign(globalThis, { kept: Array.from({ length: 40_000 }, (_, k) => ({ k })) });
      globalThis.page.nextTask = allocate;
    };
    allocate();
  });
  await page.waitForFunction(() => {
    const { registry } = scope.metrics;
    const rate = registry.registerGauge('engine', 'memory.allocation_mb_per_s', { unit: 'MiB/s' }).value;
    return rate > 0.5 && registry.registerCounter('engine', 'memory.gc_suspected').value > 0;
  });
  expect(await capabilityOf(page, 'memory.allocation_mb_per_s')).toBe('ready');
  expect(await page.evaluate(() => scope.metrics.gauge('memory_gauge').value)).toBeGreaterThan(0);
});

test('says why the heap is not known', async ({ page }) => {
  await page.addInitScript(() => {
    delete (Performance.prototype as { memory?: unknown }).memory;
  });
  await openScope(page);
  for (const name of ['usage_mb', 'allocation_mb_per_s', 'gc_suspected']) {
    expect(await capabilityOf(page, `memory.${name}`)).toBe(
      'unsupported: This browser does not tell the size of the JavaScript heap',
    );
  }
});

test('measures the whole page where it is isolated, once somebody records it', async ({ page }) => {
  await openScope(page);
  expect(await capabilityOf(page, 'memory.user_agent_mb')).toContain('pending: Measured only while somebody looks');
  await page.evaluate(() => scope.sessions.start({ name: 'memory' }));
  // The browser answers with the next collection, which may be long in coming.
  const client = await page.context().newCDPSession(page);
  const measure = async () => {
    await client.send('HeapProfiler.collectGarbage');
    return page.evaluate(() => scope.metrics.registry.registerGauge('engine', 'memory.user_agent_mb').value > 0);
  };
  await expect.poll(measure, { timeout: 120_000 }).toBe(true);
  expect(await capabilityOf(page, 'memory.user_agent_mb')).toBe('ready');
});

test('says that a page must be isolated for that', async ({ page }) => {
  await openScope(page, {}, '/shared-nothing');
  expect(await capabilityOf(page, 'memory.user_agent_mb')).toBe(
    'unsupported: There is no measureUserAgentSpecificMemory() here: the page is not cross-origin isolated',
  );
});

test('adds up the WebAssembly memories that are given as targets, as they grow', async ({ page }) => {
  await openScope(page);
  const size = () => page.evaluate(() => scope.metrics.registry.registerGauge('engine', 'memory.wasm_mb').value);
  await expect.poll(() => capabilityOf(page, 'memory.wasm_mb')).toContain('unsupported: No WebAssembly.Memory');
  await page.evaluate(() => {
    const [first, second] = [16, 32].map((initial) => new WebAssembly.Memory({ initial }));
    const stop = [scope.probe(first as WebAssembly.Memory), scope.probe(second as WebAssembly.Memory)];
    Object.assign(globalThis, { first, second, stop });
  });
  await expect.poll(size).toBe(3);
  expect(await capabilityOf(page, 'memory.wasm_mb')).toBe('ready');
  await page.evaluate(() => (globalThis as unknown as { first: WebAssembly.Memory }).first.grow(16));
  await expect.poll(size).toBe(4);
  await page.evaluate(() => (globalThis as unknown as { stop: (() => void)[] }).stop.forEach((one) => void one()));
  await expect.poll(size).toBeNaN();
  expect(await capabilityOf(page, 'memory.wasm_mb')).toContain('unsupported: No WebAssembly.Memory');
});
