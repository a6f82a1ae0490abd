import { expect, type Locator, type Page, test } from '@playwright/test';
import { formatFps, formatMs } from '../../src/hud/parts/format-value.ts';
import { comparePictures } from '../looks/compare-pictures.ts';
import { openHud } from './open-hud.ts';
import { detailsOf, drag, selectionOf, surfaceOf } from './timeline-page.ts';
import { violations } from './violations.ts';

/** The view of frames of a page with a hitch of about 118 ms in each 420 frames. */
async function openFrames(page: Page, query = 'still&fill=2400'): Promise<Locator> {
  const hud = await openHud(page, `mode=panel&${query}`);
  await hud.getByRole('tab', { name: 'Frames' }).click();
  // Until there is a chart, a press has no time that it could be at.
  await expect(surfaceOf(hud).locator('canvas')).not.toHaveCount(0);
  return hud;
}

const figure = (place: Locator, label: string) =>
  place
    .locator('dl > div')
    .filter({ has: place.page().locator('dt', { hasText: new RegExp(`^${label}$`) }) })
    .locator('.value');

test('gives the statistics of what is selected, the same as `stats({ window })`', async ({ page }) => {
  const hud = await openFrames(page);
  await surfaceOf(hud).focus();
  // From the middle of the last 30 s on, 150 frames.
  for (let k = 0; k < 150; k++) await page.keyboard.press('Shift+ArrowRight');
  await expect(selectionOf(hud).locator('.sample')).toContainText('150 frames');
  const stats = await page.evaluate(() => {
    const { frames } = hudPage.host;
    const all = new Float64Array(frames.endFrame);
    frames.read('time', 0, frames.endFrame, all);
    const endMs = all[all.length - 1] ?? 0;
    const middle = all.findIndex((timeMs) => timeMs >= endMs - 15_000);
    const window = { fromMs: all[middle] ?? 0, toMs: all[middle + 150] ?? 0 };
    return hudPage.host.stats({ window });
  });
  expect(stats.frames).toBe(150);
  await expect(figure(selectionOf(hud), 'p95')).toHaveText(formatMs(stats.frame.p95));
  await expect(figure(selectionOf(hud), 'max')).toHaveText(formatMs(stats.frame.max));
  await expect(figure(selectionOf(hud), 'average')).toHaveText(formatFps(stats.fps.avg));
  await page.keyboard.press('Escape');
  await expect(selectionOf(hud)).toHaveCount(0);
});

test('selects to the left by the keyboard as it does to the right, and back over where it began', async ({ page }) => {
  const hud = await openFrames(page);
  await surfaceOf(hud).focus();
  const sample = selectionOf(hud).locator('.sample');
  for (let k = 0; k < 6; k++) await page.keyboard.press('Shift+ArrowLeft');
  await expect(sample).toContainText('6 frames');
  for (let k = 0; k < 10; k++) await page.keyboard.press('Shift+ArrowRight');
  await expect(sample).toContainText('4 frames');
});

test('selects by dragging, opens a frame by a click, and is without a violation that axe finds', async ({ page }) => {
  const hud = await openFrames(page);
  expect(await violations(page)).toEqual([]);
  await drag(page, hud, 0.3, 0.7);
  await expect(selectionOf(hud).locator('.sample')).toContainText(/frames in 1\d\.\d s/);
  await drag(page, hud, 0.5, 0.5);
  await expect(detailsOf(hud)).toContainText(/Frame \d+: [\d.]+ ms/);
  expect(await violations(page)).toEqual([]);
  await detailsOf(hud).getByRole('button', { name: 'Close the frame' }).click();
  await expect(detailsOf(hud)).toHaveCount(0);
});

test('opens the frame that is seen to stand out by a click beside it', async ({ page }) => {
  const hud = await openFrames(page);
  const chart = await surfaceOf(hud).locator('.chart').boundingBox();
  if (chart === null) throw new Error('There must be a chart');
  const [part, longestMs] = await page.evaluate(() => {
    const { frames } = hudPage.host;
    const read = (key: string) => {
      const all = new Float64Array(frames.endFrame);
      frames.read(key, 0, frames.endFrame, all);
      return all;
    };
    const [times, intervals] = [read('time'), read('interval')];
    const endMs = times.at(-1) ?? 0;
    const first = times.findIndex((timeMs) => timeMs > endMs - 25_000);
    const longestMs = Math.max(...intervals.subarray(first).filter((interval) => !Number.isNaN(interval)));
    return [1 - (endMs - (times[intervals.indexOf(longestMs)] ?? 0)) / 30_000, longestMs] as const;
  });
  // What lies left and right of the plot is as wide in all charts.
  const x = chart.x + 36 + part * (chart.width - 36 - 14);
  await page.mouse.click(x + 2, chart.y + chart.height / 2);
  await expect(detailsOf(hud)).toContainText(`: ${formatMs(longestMs)} ms`);
});

test('goes to hitches, and from frame to frame, with every metric of the frame', async ({ page }) => {
  const hud = await openFrames(page);
  await surfaceOf(hud).focus();
  await page.keyboard.press('h');
  const title = detailsOf(hud).getByRole('heading');
  const heading = async () => /Frame (\d+): ([\d.]+) ms/.exec((await title.textContent()) ?? '') ?? [];
  await expect(title).toContainText('Frame');
  const [, number, ms] = await heading();
  expect(Number(ms)).toBeGreaterThan(50);
  const [values, before] = await page.evaluate((frame) => {
    const { frames } = hudPage.host;
    const draws = new Float64Array(2);
    frames.read('engine:rendering.draw_calls_total', frame - 1, frame + 1, draws);
    const calls = new Float64Array(1);
    frames.read('engine:rendering.draw_calls', frame, frame + 1, calls);
    return [[calls[0] ?? 0, (draws[1] ?? 0) - (draws[0] ?? 0)], frames.firstFrame] as const;
  }, Number(number));
  expect(before).toBe(0);
  const row = (key: string) =>
    detailsOf(hud)
      .getByRole('listitem')
      .filter({ has: page.getByTitle(key, { exact: true }) });
  await expect(row('engine:rendering.draw_calls').locator('.figure')).toHaveText(String(values[0]));
  await expect(row('engine:rendering.draw_calls_total').locator('.figure')).toHaveText(`+${values[1]}`);
  await expect(row('engine:performance.frame_time_ms').locator('.figure')).toHaveText(`${ms}ms`);
  await page.keyboard.press('ArrowRight');
  await expect(title).toContainText(`Frame ${Number(number) + 1}:`);
  await page.keyboard.press('End');
  await expect(title).toContainText('Frame 2398:');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await expect(title).toContainText('Frame 0:');
  await page.keyboard.press('Escape');
  await expect(detailsOf(hud)).toHaveCount(0);
});

test('rests while it is paused, though frames go on being recorded, and follows them again', async ({ page }) => {
  const hud = await openFrames(page, 'fill=700&frames=steady');
  await hud.getByRole('button', { name: 'Pause' }).click();
  const goOn = hud.getByRole('button', { name: 'Go on' });
  await expect(goOn).toHaveAttribute('aria-pressed', 'true');
  const picture = () => surfaceOf(hud).screenshot();
  const ended = await page.evaluate(() => hudPage.frames);
  const before = await picture();
  await page.waitForFunction((frames) => hudPage.frames > frames + 60, ended);
  expect((await picture()).equals(before)).toBe(true);
  await goOn.click();
  await expect(hud.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(async () => (await picture()).equals(before)).toBe(false);
});

test('zooms at the pointer and by keys, and shows all again', async ({ page }) => {
  const hud = await openFrames(page);
  const box = (await surfaceOf(hud).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const opened = async () => {
    await page.mouse.click(middle.x, middle.y);
    return Number(/Frame (\d+)/.exec((await detailsOf(hud).textContent()) ?? '')?.[1]);
  };
  const before = await opened();
  await page.mouse.move(middle.x, middle.y);
  for (let k = 0; k < 6; k++) await page.mouse.wheel(0, -100);
  const picture = await surfaceOf(hud).screenshot();
  // What was under the pointer still is.
  expect(Math.abs((await opened()) - before)).toBeLessThan(4);
  await surfaceOf(hud).focus();
  for (let k = 0; k < 20; k++) await page.keyboard.press('-');
  await expect.poll(async () => (await surfaceOf(hud).screenshot()).equals(picture)).toBe(false);
  await hud.getByRole('button', { name: 'All', exact: true }).click();
  await page.mouse.click(box.x + 40, middle.y);
  await expect(detailsOf(hud)).toContainText(/Frame \d\d?:/);
});

for (const [how, zoomIn] of [
  ['the wheel', (page: Page) => page.mouse.wheel(0, -100)],
  ['the button', (page: Page) => page.getByRole('button', { name: 'Zoom in' }).click()],
] as const)
  test(`zooms live frames by ${how} to where it zooms the same ones stopped`, async ({ page }) => {
    const opened = async (isStopped: boolean) => {
      const hud = await openFrames(page, 'still&fill=6000');
      if (isStopped) await hud.getByRole('button', { name: 'Pause' }).click();
      const box = (await surfaceOf(hud).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      await page.mouse.move(box.x + 0.75 * box.width, box.y + box.height / 2);
      await zoomIn(page);
      await surfaceOf(hud).focus();
      await page.keyboard.press('Enter');
      return detailsOf(hud).getByRole('heading').textContent();
    };
    expect(await opened(false)).toBe(await opened(true));
  });

test('draws frames that stand still again when the GPU has lost them', async ({ page }) => {
  const hud = await openFrames(page);
  await hud.getByRole('button', { name: 'Pause' }).click();
  const canvas = surfaceOf(hud).locator('canvas').last();
  const picture = () => surfaceOf(hud).screenshot();
  let before = await picture();
  /** The GPU may round an edge otherwise each time. */
  const isAsBefore = async () => {
    const now = await picture();
    const { width, height } = (await surfaceOf(hud).boundingBox()) ?? { width: 0, height: 0 };
    const { share } = comparePictures(before, now, { x: 0, y: 0, width, height }, []);
    if (share > 0) before = now;
    return share === 0;
  };
  await expect.poll(isAsBefore).toBe(true);
  const drawn = before;
  // What is drawn and how is lost.
  await canvas.evaluate((element: HTMLCanvasElement) => {
    element.width += 0;
  });
  expect(await isAsBefore()).toBe(false);
  await canvas.evaluate((element) => element.dispatchEvent(new Event('contextrestored')));
  await expect
    .poll(() => {
      before = drawn;
      return isAsBefore();
    })
    .toBe(true);
});

test('goes on with one frame, whatever is done with it', async ({ page }) => {
  const hud = await openFrames(page, 'still&fill=1');
  for (const name of ['Pause', 'Zoom in', 'Zoom in', 'All', 'Zoom out'])
    await hud.getByRole('button', { name, exact: true }).click();
  await drag(page, hud, 0.3, 0.7);
  await expect(selectionOf(hud)).toBeVisible();
  await expect(hud.getByRole('alert')).toHaveCount(0);
});

test('says so without frames', async ({ page }) => {
  const hud = await openFrames(page, 'frames=none');
  await expect(hud.getByText('No frame yet')).toBeVisible();
  await surfaceOf(hud).focus();
  for (const key of ['ArrowRight', 'Shift+ArrowRight', 'Enter', 'h', '+', 'End', 'PageUp'])
    await page.keyboard.press(key);
  await expect(detailsOf(hud)).toHaveCount(0);
  await expect(hud.getByRole('alert')).toHaveCount(0);
});

test('goes to the newest and to the oldest hitch of a page that is younger than what is shown', async ({ page }) => {
  const hud = await openFrames(page, 'still&fill=700');
  const press = (name: string) => hud.getByRole('button', { name }).click();
  const number = async () => Number(/Frame (\d+)/.exec((await detailsOf(hud).textContent()) ?? '')?.[1]);
  await press('Previous hitch');
  const newest = await number();
  await press('Next hitch');
  expect(await number()).toBe(newest);
  await press('Close the frame');
  await press('Next hitch');
  const oldest = await number();
  expect(oldest).toBeLessThan(newest);
  await press('Previous hitch');
  expect(await number()).toBe(oldest);
});

test('zooms by its keys where the open frame is', async ({ page }) => {
  const hud = await openFrames(page);
  await surfaceOf(hud).focus();
  const number = async () => Number(/Frame (\d+)/.exec((await detailsOf(hud).textContent()) ?? '')?.[1]);
  for (const key of ['End', 'H']) await page.keyboard.press(key);
  const open = await number();
  for (let k = 0; k < 8; k++) await page.keyboard.press('+');
  await page.keyboard.press('Escape');
  // Of what is shown, the middle.
  await page.keyboard.press('Enter');
  expect(Math.abs((await number()) - open)).toBeLessThan(60);
});

test('shows the begin of what opens where there is little room below the chart', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 380 });
  const hud = await openFrames(page);
  await surfaceOf(hud).focus();
  await page.keyboard.press('h');
  await expect(detailsOf(hud).getByRole('heading')).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await hud.locator('.view').evaluate((view) => {
    view.scrollTop = 0;
  });
  await page.keyboard.press('Shift+ArrowRight');
  await expect(selectionOf(hud).getByRole('heading')).toBeInViewport({ ratio: 1 });
});

test('lists the longest hitches of frames that stand still, and opens them', async ({ page }) => {
  const hud = await openFrames(page);
  const list = hud.getByRole('region', { name: 'Longest hitches' });
  await expect(hud.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(list).toHaveCount(0);
  await hud.getByRole('button', { name: 'Pause' }).click();
  const rows = list.getByRole('button');
  await expect(rows.first()).toBeVisible();
  const took = (await list.locator('.took').allTextContents()).map((text) => Number.parseFloat(text));
  expect(took).toEqual([...took].sort((a, b) => b - a));
  await rows.first().click();
  await expect(detailsOf(hud)).toContainText(`: ${took[0]} ms`);
  await expect(list).toHaveCount(0);
  await hud.getByRole('button', { name: 'Close the frame' }).click();
  await expect(rows).toHaveCount(took.length);
  expect(await violations(page)).toEqual([]);
});

test('zooms by the small steps of a trackpad as far as by a notch that is as long, and not by a touch', async ({
  page,
}) => {
  const opened = async (steps: number) => {
    const hud = await openFrames(page, 'still&fill=6000');
    const box = (await surfaceOf(hud).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + 0.75 * box.width, box.y + box.height / 2);
    await surfaceOf(hud).evaluate((surface) =>
      surface.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true })),
    );
    await expect(hud.getByRole('button', { name: 'Pause' })).toBeVisible();
    for (let k = 0; k < steps; k++) await page.mouse.wheel(0, -100 / steps);
    await surfaceOf(hud).focus();
    await page.keyboard.press('Enter');
    return detailsOf(hud).getByRole('heading').textContent();
  };
  expect(await opened(25)).toBe(await opened(1));
});
