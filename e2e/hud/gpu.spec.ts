import { expect, type Locator, test } from '@playwright/test';
import { collectProblems, openPage } from '../open-page.ts';
import { openHud } from './open-hud.ts';
import { violations } from './violations.ts';

const openGpu = async (hud: Locator) => {
  await hud.getByRole('tab', { name: 'GPU' }).click();
  await expect(hud.getByRole('list', { name: 'Time of a frame' })).toBeVisible();
};
const row = (list: Locator, name: string) =>
  list.getByRole('listitem').filter({ has: list.page().locator('.name', { hasText: new RegExp(`^${name}$`) }) });

test('shows what each context of a scene draws, keeps and takes', async ({ page }) => {
  const problems = collectProblems(page);
  await openPage(page, '/?scene=two-canvases&load=0.1&session=0&hud=panel');
  const hud = page.getByRole('region', { name: 'Framescope' });
  await expect(hud).toBeVisible();
  await openGpu(hud);
  for (const number of [1, 2]) {
    const work = hud.getByRole('list', { name: `WebGL context ${number}, a frame` });
    await expect(row(work, 'Draw calls').locator('.cell').last()).toHaveText(/^[1-9]/);
    const kept = hud.getByRole('list', { name: `WebGL context ${number} keeps` });
    await expect(row(kept, 'Buffers').locator('.cell').first()).toHaveText(/^[1-9]/);
  }
  const shown = await row(hud.getByRole('list', { name: 'WebGL context 1, a frame' }), 'Draw calls')
    .locator('.cell')
    .last()
    .textContent();
  const measured = await page.evaluate(() => {
    const read = globalThis.demo?.scope.metrics.registry.get('engine:rendering.draw_calls{context="1"}')?.read();
    return read?.type === 'gauge' ? read.value : Number.NaN;
  });
  expect(Number(shown?.replaceAll(',', ''))).toBe(measured);
  await page.screenshot({ path: 'test-results/gpu.png' });
  expect(problems).toEqual([]);
});

test('says why there is no GPU time, and what to do where nothing is measured', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&frames=no-gpu');
  await openGpu(hud);
  await expect(row(hud.getByRole('list', { name: 'Time of a frame' }), 'GPU')).toContainText(
    'The browser has no EXT_disjoint_timer_query_webgl2',
  );
  await expect(hud.getByText('No WebGL context or WebGPU device is measured')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
