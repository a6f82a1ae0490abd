import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type * as Model from '../pages/registry-model.ts';

test('the registry agrees with a naive one over random programs of a thousand operations', async ({ page }) => {
  await openPage(page, '/e2e-pages/blank.html');
  const seeds = await page.evaluate(async () => {
    const address = new URL('/e2e-pages/registry-model.ts', location.href).href;
    const { runRegistryModel } = (await import(address)) as typeof Model;
    let seed = 1000;
    while (seed < 1060) runRegistryModel(seed++);
    return seed;
  });
  expect(seeds).toBe(1060);
});
