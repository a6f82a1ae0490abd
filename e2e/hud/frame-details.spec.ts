import { expect, type Locator, type Page, test } from '@playwright/test';
import type { FrameHistory } from '../../src/frames/index.ts';
import { formatClock } from '../../src/hud/parts/format-value.ts';
import { forgetFrames } from './forget-frames.ts';
import { openHud } from './open-hud.ts';
import { detailsOf, drag, selectionOf, surfaceOf } from './timeline-page.ts';
import { violations } from './violations.ts';

/** The view of frames, drawn and with the focus. */
async function openView(hud: Locator): Promise<void> {
  await hud.getByRole('tab', { name: 'Frames' }).click();
  await expect(surfaceOf(hud).locator('canvas')).not.toHaveCount(0);
  await surfaceOf(hud).focus();
}

async function openFrames(page: Page, query: string): Promise<Locator> {
  const hud = await openHud(page, `mode=panel&still&${query}`);
  await openView(hud);
  return hud;
}

const metricOf = (hud: Locator, key: string) =>
  detailsOf(hud)
    .getByRole('listitem')
    .filter({ has: hud.page().getByTitle(key, { exact: true }) })
    .locator('.figure');

test('says of a gap how long it is, when it began and why it was not measured, and what happened in it', async ({
  page,
}) => {
  // In those 900 ms before the last but one the page is hidden.
  const hud = await openFrames(page, 'fill=1102');
  const beganMs = await page.evaluate(() => {
    const { frames } = hudPage.host;
    const time = new Float64Array(1);
    frames.read('time', 1099, 1100, time);
    const beganMs = time[0] as number;
    (frames as FrameHistory).eventLog.mark('loaded', beganMs + 400);
    return beganMs;
  });
  for (const key of ['End', 'ArrowLeft']) await page.keyboard.press(key);
  const ms = String(Math.floor(beganMs % 1000)).padStart(3, '0');
  await expect(detailsOf(hud).getByRole('heading')).toHaveText(
    `Frame 1099: gap of 0.90 s (hidden) at ${formatClock(beganMs)}.${ms}`,
  );
  await expect(detailsOf(hud).getByRole('list', { name: 'What happened in it' })).toContainText('loaded');
});

test('says why there is no figure of a selection of one frame, or of a gap', async ({ page }) => {
  const hud = await openFrames(page, 'fill=1102');
  const figure = (label: string) => selectionOf(hud).locator('dl > div', { hasText: label }).locator('.value');
  for (const key of ['End', 'Shift+ArrowLeft']) await page.keyboard.press(key);
  await expect(selectionOf(hud).locator('.sample')).toContainText('1 frame in');
  await expect(figure('deviation')).toHaveAttribute('title', 'One frame has none');
  await page.keyboard.press('Escape');
  for (const key of ['End', 'ArrowLeft', 'Shift+ArrowLeft']) await page.keyboard.press(key);
  await expect(selectionOf(hud).locator('.sample')).toContainText('0 frames in');
  for (const label of ['p50', 'average', 'deviation', 'hitches'])
    await expect(figure(label)).toHaveAttribute('title', 'No frame was measured');
});

test('says of what a frame counted where that is not known, or of a whole second', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=300&frames=steady');
  await page.evaluate(() => {
    const kills = hudPage.metrics.registry.registerCounter('game', 'kills', { history: '1s' });
    for (let k = 0; k < 200; k++) {
      kills.increment();
      hudPage.metrics.updateFrame({ timeMs: 1e5 + 16 * k, frameTimeMs: 16, gap: 'none' });
    }
  });
  await openView(hud);
  await page.keyboard.press('End');
  await expect(metricOf(hud, 'game:kills')).toHaveText(/^once a second \+\d+$/);
  await expect(metricOf(hud, 'engine:rendering.draw_calls_total')).toHaveText('+0');
  await page.keyboard.press('Home');
  const total = metricOf(hud, 'engine:rendering.draw_calls_total');
  await expect(total).toHaveText('–');
  await expect(total).toHaveAttribute('title', 'The total before this frame is not known');
});

test('says that only the open frame of a stored session has no value of a metric', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=300&frames=steady');
  await page.evaluate(async () => {
    for (const gpuTimeMs of [Number.NaN, 5, 5])
      hudPage.metrics.updateFrame({
        timeMs: 1e5 + 16 * hudPage.frames++,
        frameTimeMs: 16,
        gap: 'none',
        cpuTimeMs: 4,
        gpuTimeMs,
      });
    hudPage.hud.open(await (await hudPage.host.sessions()).open('a'));
  });
  await expect(hud.getByText('Stored session: Forest, shadows off')).toBeVisible();
  await openView(hud);
  const gpu = metricOf(hud, 'engine:performance.gpu_time_ms');
  await page.keyboard.press('End');
  await expect(gpu).toHaveText('5.00ms');
  await page.keyboard.press('ArrowLeft');
  await expect(gpu).toHaveText('–');
  await expect(gpu).toHaveAttribute('title', 'Not measured in this frame');
});

test('says which of the stopped frames are forgotten, and keeps what is known of their times', async ({ page }) => {
  const hud = await openFrames(page, 'fill=700&metrics=1000');
  await hud.getByRole('button', { name: 'Pause' }).click();
  await hud.getByRole('button', { name: 'All', exact: true }).click();
  await surfaceOf(hud).focus();
  await page.keyboard.press('Home');
  const title = detailsOf(hud).getByRole('heading');
  const cpu = metricOf(hud, 'engine:performance.cpu_time_ms');
  const known = async () => [await title.textContent(), await cpu.textContent()];
  const before = await known();
  await page.keyboard.press('Escape');
  await forgetFrames(page, 256);

  await drag(page, hud, 0.12, 0.9);
  const sample = selectionOf(hud).locator('.sample');
  await expect(selectionOf(hud)).toContainText(/\d+ of \d+ frames are no longer kept/);
  const [, lost, all] =
    /(\d+) of (\d+) frames are no longer kept/.exec((await selectionOf(hud).textContent()) ?? '') ?? [];
  const [, counted, excluded = '0'] =
    /(\d+) frames in [^,]*(?:, (\d+) excluded)?/.exec((await sample.textContent()) ?? '') ?? [];
  expect(Number(counted) + Number(excluded)).toBe(Number(all) - Number(lost));
  await expect(hud.getByRole('status', { name: 'What has changed' })).toHaveText(/no longer kept/, { timeout: 15_000 });

  await drag(page, hud, 0.12, 0.25);
  await expect(selectionOf(hud)).toContainText('These frames are no longer kept');
  await expect(sample).toHaveCount(0);
  await expect(selectionOf(hud).locator('.key-figures')).toHaveCount(0);
  expect(await violations(page)).toEqual([]);

  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await expect(detailsOf(hud)).toContainText('This frame is no longer kept');
  expect(await known()).toEqual(before);
  await expect(detailsOf(hud).getByRole('listitem')).toHaveCount(3);
});
