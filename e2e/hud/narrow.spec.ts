import { expect, type Locator, type Page, test } from '@playwright/test';
import { openHud } from './open-hud.ts';

const boxOf = async (place: Locator) => (await place.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };

/** A panel as narrow as panels get. */
async function openNarrow(page: Page, query: string): Promise<Locator> {
  await page.addInitScript(() =>
    localStorage.setItem('framescope:layout', '{"version":1,"sizes":{"panel":{"width":320,"height":500}}}'),
  );
  const hud = await openHud(page, `mode=panel&still&fill=600&${query}`);
  expect((await boxOf(hud)).width).toBe(320);
  return hud;
}

/** Whether all of a field or button lies in the HUD. */
async function expectWhole(hud: Locator, place: Locator): Promise<void> {
  await expect(place).toBeVisible();
  const [outer, inner] = [await boxOf(hud), await boxOf(place)];
  expect(inner.x).toBeGreaterThanOrEqual(outer.x);
  expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width);
}

test('has room for the search of metrics and all choices beside it in a narrow panel', async ({ page }) => {
  const hud = await openNarrow(page, '');
  await hud.getByRole('tab', { name: 'Metrics' }).click();
  const search = hud.getByRole('searchbox', { name: 'Search metrics' });
  await expectWhole(hud, search);
  expect((await boxOf(search)).width).toBeGreaterThanOrEqual(100);
  for (const name of ['Kind of metrics', 'Groups of metrics', 'Order of metrics'])
    await expectWhole(hud, hud.getByRole('combobox', { name }));
});

test('has room for the names of metrics in a narrow panel', async ({ page }) => {
  const hud = await openNarrow(page, '');
  await hud.getByRole('tab', { name: 'Metrics' }).click();
  const name = hud.locator('.row[data-key="engine:performance.fps"] .name');
  await expect(name).toBeVisible();
  expect(await name.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
});

test('tells what the GPU does apart in a narrow panel', async ({ page }) => {
  const hud = await openNarrow(page, '');
  await page.evaluate(() => {
    const { registry } = hudPage.metrics;
    for (const [name, value] of [
      ['webgl.buffer_upload_bytes', 65_536],
      ['webgl.program_switches', 12],
      ['webgl.textures', 3],
    ] as const)
      registry.registerGauge('engine', name, { labels: { context: '2' } }).set(value);
    hudPage.metrics.updateFrame({ timeMs: performance.now() + 1e6, frameTimeMs: 16 });
  });
  await hud.getByRole('tab', { name: 'GPU' }).click();
  for (const text of ['WebGL context 2, a frame', 'Buffer uploads', 'Textures', 'Time of a frame']) {
    const place = hud.locator('.gpu-view .name').filter({ hasText: text });
    await expect(place).toBeVisible();
    expect(await place.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  }
});

test('has room for all that a rule does in a narrow panel', async ({ page }) => {
  const hud = await openNarrow(page, '');
  await hud.getByRole('tab', { name: 'Rules' }).click();
  for (const name of ['Mark', 'Snapshot', 'Console'])
    await expectWhole(hud, hud.locator('.check').filter({ hasText: name }));
  await expectWhole(hud, hud.getByRole('button', { name: 'Add rule' }));
});

for (const view of ['Overview', 'Metrics'])
  test(`has room for the unit of a rate in MiB a second in both columns of ${view}`, async ({ page }) => {
    const hud = await openHud(page, 'mode=panel&still&fill=600');
    await page.evaluate(() =>
      hudPage.metrics.registry
        .registerGauge('engine', 'memory.allocation_mb_per_s', { unit: 'MiB/s', history: 'none' })
        .set(12.5),
    );
    await hud.getByRole('tab', { name: view }).click();
    const units = hud.locator('.row[data-key="engine:memory.allocation_mb_per_s"] .unit');
    // Figures are written of rows that can be seen.
    await units.last().scrollIntoViewIfNeeded();
    await expect(units.last()).toHaveText('MiB/s');
    for (const unit of await units.all())
      expect(await unit.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
    // As wide in the column before.
    expect((await boxOf(units.first())).width).toBe((await boxOf(units.last())).width);
  });

test('has room for the unit of a rate in MiB a second in a stored session', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=0');
  await page.evaluate(() => {
    const gauge = hudPage.metrics.registry.registerGauge('engine', 'memory.allocation_mb_per_s', { unit: 'MiB/s' });
    for (let k = 1; k < 20; k++) {
      gauge.set(100 + k);
      hudPage.metrics.registry.tick(k * 16);
    }
  });
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Show Forest, shadows off' }).click();
  await hud.getByRole('tab', { name: 'Metrics' }).click();
  const row = hud.locator('.stored .row', { hasText: 'allocation_mb_per_s' });
  await expect(row).toContainText('MiB/s');
  for (const unit of await row.locator('.unit').all())
    expect(await unit.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
});

test('fits the list of commands into a low window, where it scrolls to its end', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 330 });
  const hud = await openHud(page, 'mode=panel&still&fill=600');
  await hud.getByRole('button', { name: 'Commands and keys' }).click();
  const palette = hud.getByRole('region', { name: 'Commands' });
  const last = palette.getByRole('option', { name: 'Hide the HUD' });
  await expect(last).toBeAttached();
  const spare = async () => {
    const [outer, inner] = [await boxOf(hud), await boxOf(palette)];
    return outer.y + outer.height - inner.y - inner.height;
  };
  await expect.poll(spare).toBeGreaterThanOrEqual(0);
  await expect(palette.locator('.hotkeys')).toBeInViewport({ ratio: 1 });
  // From the first one back to the last.
  await page.keyboard.press('ArrowUp');
  await expect(last).toHaveAttribute('aria-selected', 'true');
  const [list, option] = [await boxOf(palette.getByRole('listbox')), await boxOf(last)];
  expect(option.y).toBeGreaterThanOrEqual(list.y);
  expect(option.y + option.height).toBeLessThanOrEqual(list.y + list.height + 1);
  expect(await hud.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBeLessThanOrEqual(1);
});

test('has the whole list of commands over a view of few lines', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=600');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await expect(hud.getByRole('list', { name: 'Sessions, newest first' })).toBeVisible();
  await hud.getByRole('button', { name: 'Commands and keys' }).click();
  const palette = hud.getByRole('region', { name: 'Commands' });
  await expect.poll(async () => (await boxOf(palette)).height).toBeGreaterThan(340);
  const spare = async () => {
    const [outer, inner] = [await boxOf(hud), await boxOf(palette)];
    return outer.y + outer.height - inner.y - inner.height;
  };
  await expect.poll(spare).toBeGreaterThanOrEqual(0);
});

test('leaves out labels of the time axis that have no room in a narrow panel', async ({ page }) => {
  await page.addInitScript(() => {
    const labels = new Map<HTMLCanvasElement, { text: string; left: number; right: number }[]>();
    Object.assign(globalThis, { labels });
    const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      clearRect.apply(this, box);
      labels.delete(this.canvas);
    };
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
      fillText.call(this, text, x, y);
      const half = this.measureText(text).width / 2;
      if (this.textBaseline !== 'top') return;
      labels.set(this.canvas, [...(labels.get(this.canvas) ?? []), { text, left: x - half, right: x + half }]);
    };
  });
  const hud = await openNarrow(page, 'frames=none');
  await page.evaluate(() => {
    for (let k = 0; k <= 8; k++)
      hudPage.metrics.updateFrame({ timeMs: 123_000 + 17.5 * k, frameTimeMs: 17.5, gap: 'none' });
  });
  await hud.getByRole('tab', { name: 'Frames' }).click();
  await hud.getByRole('button', { name: 'Pause' }).click();
  await hud.getByRole('button', { name: 'All', exact: true }).click();
  type Labels = Map<HTMLCanvasElement, { text: string; left: number; right: number }[]>;
  const shown = () =>
    page.evaluate(() =>
      [...(globalThis as unknown as { labels: Labels }).labels.values()].find((all) =>
        all.some(({ text }) => text.startsWith('123.')),
      ),
    );
  await expect.poll(async () => (await shown())?.map(({ text }) => text)).toContain('123.080 s');
  const all = (await shown()) ?? [];
  for (const [k, { left }] of all.entries()) if (k > 0) expect(left).toBeGreaterThan(all[k - 1]?.right ?? 0);
});
