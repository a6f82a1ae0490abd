import { expect, type Locator, test } from '@playwright/test';
import { formatCount, formatFps, formatMs } from '../../src/hud/parts/format-value.ts';
import { forgetFrames } from './forget-frames.ts';
import { openHud } from './open-hud.ts';

const openView = async (hud: Locator, name: string) => {
  await hud.getByRole('tab', { name }).click();
  await expect(hud.getByRole('tabpanel', { name })).toBeVisible();
};
const figure = (hud: Locator, label: string) =>
  hud
    .locator('.statistics dl > div')
    .filter({ has: hud.page().locator('dt', { hasText: new RegExp(`^${label}$`) }) })
    .locator('.value');
const names = (hud: Locator) => hud.locator('.row:not(.group) .name').allTextContents();

test('goes through its tabs by the arrow keys, with one stop for Tab', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=300');
  const tab = (name: string) => hud.getByRole('tab', { name });
  await tab('Overview').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab('Frames')).toBeFocused();
  await expect(tab('Frames')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(tab('Sessions')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(tab('Overview')).toBeFocused();
  await expect(hud.locator('[role=tab][tabindex="0"]')).toHaveCount(1);
});

test('keeps the chosen tab in sight where there is no room for all', async ({ page }) => {
  await page.setViewportSize({ width: 220, height: 740 });
  const hud = await openHud(page, 'mode=panel&still&fill=300');
  const tabs = hud.getByRole('tab');
  const list = hud.getByRole('tablist');
  await expect(list).toHaveAttribute('data-more', 'after');
  await tabs.first().focus();
  await page.keyboard.press('End');
  await expect(tabs.last()).toBeInViewport({ ratio: 1 });
  await expect(list).toHaveAttribute('data-more', 'before');
  await page.keyboard.press('Home');
  await expect(tabs.first()).toBeInViewport({ ratio: 1 });
  await expect(hud.getByRole('button', { name: /^Commands/ })).toBeInViewport({ ratio: 1 });
});

test('shows how frame, CPU and GPU times are spread, with all three kinds of 1 % lows', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=1200');
  await openView(hud, 'Distribution');
  const { fps, frame } = await page.evaluate(() => hudPage.host.stats());
  await expect(figure(hud, '1% low')).toHaveText(formatFps(fps.low1));
  await expect(figure(hud, 'P1')).toHaveText(formatFps(fps.p1));
  await expect(figure(hud, '1% low, time')).toHaveText(formatFps(fps.low1Integral));
  await expect(figure(hud, 'p99.9')).toHaveText(formatMs(frame.p999));
  await expect(hud.locator('.chart:has(canvas)')).toHaveCount(3);

  await hud.getByRole('combobox', { name: 'Times of' }).selectOption('gpu');
  const gpu = await page.evaluate(() => {
    const { frames } = hudPage.host;
    const values = new Float64Array(frames.endFrame);
    frames.read('engine:performance.gpu_time_ms', 0, frames.endFrame, values);
    return Math.max(...values.slice(-600).filter((value) => value > 0));
  });
  await expect(figure(hud, 'max')).toHaveText(formatMs(gpu));
  await expect(figure(hud, '1% low')).toHaveCount(0);
});

test('shows in its charts the frames that its figures are of', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&frames=none');
  await page.evaluate(() => {
    let timeMs = 0;
    for (const [count, ms] of [
      [20, 16],
      [1, 300],
      [500, 20],
    ] as const)
      for (let k = 0; k < count; k++) {
        timeMs += ms;
        hudPage.metrics.updateFrame({ timeMs, frameTimeMs: ms, gap: 'none', cpuTimeMs: ms / 2 });
      }
  });
  await openView(hud, 'Distribution');
  await expect(hud.locator('.sample')).toHaveText('500 frames in 10.0 s');
  await expect(figure(hud, 'max')).toHaveText('20.0');
  // Bars of frames over the budget are red; the frame of 300 ms would be the last one.
  const red = () =>
    hud
      .locator('.chart.tall canvas')
      .last()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
          canvas.width / 2,
          0,
          canvas.width / 2,
          canvas.height,
        );
        return data.filter((value, at) => at % 4 === 0 && value > 200 && (data[at + 1] as number) < 160).length;
      });
  expect(await red()).toBe(0);
});

test('keeps what was chosen and reset when the view is left', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=600&frames=steady');
  await openView(hud, 'Distribution');
  const window = hud.getByRole('combobox', { name: 'Window' });
  await expect(window.getByRole('option')).toHaveText(['Last 10 s', 'Last minute', 'All that is kept']);
  await hud.getByRole('combobox', { name: 'Axis' }).selectOption('log');
  await hud.getByRole('button', { name: 'Reset' }).click();
  await page.evaluate(() => {
    const { endFrame } = hudPage.host.frames;
    for (let k = 1; k <= 30; k++)
      hudPage.metrics.updateFrame({ timeMs: (endFrame + k) * 20, frameTimeMs: 20, gap: 'none' });
  });
  await openView(hud, 'Metrics');
  await openView(hud, 'Distribution');
  await expect(hud.locator('.sample')).toContainText('30 frames in 0.6 s');
  await expect(window.locator('option:checked')).toHaveText('Since reset');
  await expect(hud.getByRole('combobox', { name: 'Axis' })).toHaveValue('log');
});

test('says why there are no GPU times', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=600&frames=no-gpu');
  await openView(hud, 'Distribution');
  await hud.getByRole('combobox', { name: 'Times of' }).selectOption('gpu');
  await expect(figure(hud, 'p50')).toHaveAttribute('title', 'The browser has no EXT_disjoint_timer_query_webgl2');
});

test('names how long the frames took that CPU times are of', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=2400&frames=steady');
  await openView(hud, 'Distribution');
  await hud.getByRole('combobox', { name: 'Times of' }).selectOption('cpu');
  await expect(hud.locator('.sample')).toContainText(/frames in 10\.0 s/);
});

test('looks back on a minute, and counts anew from a reset on', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=2400&frames=steady');
  await openView(hud, 'Distribution');
  const sample = hud.locator('.sample');
  await expect(sample).toContainText('601 frames in 10.0 s');
  await hud.getByRole('combobox', { name: 'Window' }).selectOption('minute');
  await expect(sample).toContainText('2,400 frames in 40.0 s');
  await hud.getByRole('button', { name: 'Reset' }).click();
  await expect(sample).toContainText('0 frames in 0.0 s');
  await expect(figure(hud, 'p50')).toHaveText('–');
  await page.evaluate(() => {
    const { endFrame } = hudPage.host.frames;
    for (let k = 1; k <= 30; k++)
      hudPage.metrics.updateFrame({ timeMs: (endFrame + k) * 20, frameTimeMs: 20, gap: 'none' });
  });
  await expect(sample).toContainText('30 frames in 0.6 s');
  await expect(figure(hud, 'max')).toHaveText('20.0');
  await expect(hud.locator('.uplot')).toHaveCount(2);
  // Once more, of a window that it is already: no curve stays that is of other frames.
  await hud.getByRole('button', { name: 'Reset' }).click();
  await expect(sample).toContainText('0 frames in 0.0 s');
  await expect(hud.locator('.uplot')).toHaveCount(0);
});

test('says that no frame was measured since a reset', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=300&frames=steady');
  await openView(hud, 'Distribution');
  await hud.getByRole('button', { name: 'Reset' }).click();
  for (const label of ['p50', 'mean', 'P1', 'dropped'])
    await expect(figure(hud, label)).toHaveAttribute('title', 'No frame was measured');
});

test('says how many of the frames since a reset are no longer kept, in what is copied, too', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const hud = await openHud(page, 'mode=panel&still&fill=300&metrics=1000');
  await openView(hud, 'Distribution');
  await hud.getByRole('button', { name: 'Reset' }).click();
  const note = hud.getByText('no longer kept');
  // Of the frames before it some are forgotten, and none of those since.
  await forgetFrames(page, 200);
  await expect(hud.locator('.sample')).toContainText(/[\d,]{5} frames in/);
  await expect(note).toHaveCount(0);
  await forgetFrames(page, 400);
  const { firstFrame, endFrame } = await page.evaluate(() => {
    const { firstFrame, endFrame } = hudPage.host.frames;
    return { firstFrame, endFrame };
  });
  const lost = `${formatCount(firstFrame - 300)} of ${formatCount(endFrame - 300)} frames are no longer kept`;
  await expect(note).toHaveText(lost);
  await expect(hud.locator('.sample')).toContainText(`${formatCount(endFrame - firstFrame)} frames in`);
  await hud.getByRole('tab', { name: 'Distribution' }).focus();
  await page.keyboard.press('c');
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain(`: Frame time, since reset, ${lost}, ${endFrame - firstFrame} frames in`);
  await hud.getByRole('combobox', { name: 'Window' }).selectOption('minute');
  await expect(note).toHaveCount(0);
});

test('searches, filters and sorts the metrics', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&fill=300&still&metrics=200');
  await openView(hud, 'Metrics');
  const search = hud.getByRole('searchbox', { name: 'Search metrics' });
  await search.fill('GPU time');
  await expect.poll(() => names(hud)).toEqual(['performance.gpu_time_ms', 'performance.gpu_time']);
  await search.fill('forest');
  await expect.poll(() => names(hud)).toEqual(['entities.alive world=forest']);
  await search.fill('no such thing');
  await expect(hud.getByText('No metric is like that')).toBeVisible();

  await search.fill('');
  await hud.getByRole('combobox', { name: 'Kind of metrics' }).selectOption('histograms');
  await hud.getByRole('combobox', { name: 'Order of metrics' }).selectOption('name');
  await hud.getByRole('combobox', { name: 'Groups of metrics' }).selectOption('kind');
  await expect.poll(() => names(hud)).toEqual(['performance.frame_time', 'performance.gpu_time', 'game:physics.step']);
  await hud.getByRole('combobox', { name: 'Order of metrics' }).selectOption('value');
  await expect.poll(() => names(hud)).toEqual(['performance.frame_time', 'performance.gpu_time', 'game:physics.step']);
});

test('pins metrics above all others, in the overview, too', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&fill=300&still');
  await openView(hud, 'Metrics');
  await hud.getByRole('searchbox').fill('physics');
  const pin = hud.getByRole('button', { name: 'Pin game:physics.step' });
  await pin.click();
  await expect(pin).toHaveAttribute('aria-pressed', 'true');
  await expect(hud.getByText('Pinned 1')).toBeVisible();
  await openView(hud, 'Overview');
  await expect.poll(async () => (await names(hud))[0]).toBe('game:physics.step');
  await hud.getByRole('button', { name: 'Pin game:physics.step' }).click();
  await expect(hud.getByText('Pinned 1')).toHaveCount(0);
});

test('goes from metric to metric by the arrow keys, and keeps the focus when the row is scrolled away', async ({
  page,
}) => {
  const hud = await openHud(page, 'mode=panel&fill=60&still&metrics=300');
  await openView(hud, 'Metrics');
  const scroller = hud.locator('.scroller');
  await scroller.focus();
  await page.keyboard.press('ArrowDown');
  await expect(hud.getByRole('button', { name: 'game 3' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(hud.getByRole('button', { name: 'Pin game:entities.alive' })).toBeFocused();
  for (let k = 0; k < 12; k++) await page.keyboard.press('PageDown');
  await expect(hud.locator('.row:focus-within')).toContainText(/metric_11\d/);
  await expect(hud.locator('.row:focus-within')).toBeInViewport();
  await page.keyboard.press('End');
  await expect(hud.getByRole('button', { name: 'Pin engine:performance.gpu_time', exact: true })).toBeFocused();
  await scroller.evaluate((element) => element.scrollTo(0, 0));
  await expect(scroller).toBeFocused();
});

test('says what the bars of sections are as soon as there is one, in overview, frames and graph', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  const legend = hud.locator('.legend .section');
  await expect(hud.locator('.legend').getByText('Budget')).toBeVisible();
  await expect(legend).toHaveCount(0);
  await page.evaluate(() => {
    const { events } = hudPage.host.frames as unknown as { events: { kind: string }[] };
    events.push({ kind: 'section', timeMs: 1000, durationMs: 4000, name: 'Loading' } as never);
  });
  await expect(legend).toHaveText('Section');
  await hud.getByRole('tab', { name: 'Frames' }).click();
  await expect(legend).toHaveText('Section');
  await hud.getByRole('button', { name: 'Graph' }).click();
  await expect(legend).toHaveText('Section');
});
