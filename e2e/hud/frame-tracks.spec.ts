import { expect, type Locator, type Page, test } from '@playwright/test';
import { formatValue } from '../../src/hud/parts/format-value.ts';
import { forgetFrames } from './forget-frames.ts';
import { openHud } from './open-hud.ts';
import { violations } from './violations.ts';

const DRAWS = 'engine:rendering.draw_calls';
const TOTAL = 'engine:rendering.draw_calls_total';
const PHYSICS = 'game:physics.step';

/** The view of frames with pinned metrics. */
async function openFrames(page: Page, pins: readonly string[], query = 'still&fill=2400'): Promise<Locator> {
  await page.addInitScript((pins) => {
    localStorage.setItem('framescope:pins', JSON.stringify({ version: 1, pins }));
  }, pins);
  const hud = await openHud(page, `mode=panel&${query}`);
  await hud.getByRole('tab', { name: 'Frames' }).click();
  await expect(surfaceOf(hud).locator('canvas')).not.toHaveCount(0);
  return hud;
}

const surfaceOf = (hud: Locator) => hud.getByRole('application', { name: 'Timeline' });
const tracksOf = (hud: Locator) => hud.getByRole('list', { name: 'Pinned metrics' }).getByRole('listitem');
const namesOf = (hud: Locator) => tracksOf(hud).locator('.name').allTextContents();
/** What a row says, with its unit. */
const figureOf = async (hud: Locator, k: number) => {
  const texts = await tracksOf(hud).nth(k).locator('.value, .unit').allTextContents();
  return texts.join(' ').trim();
};

/** How many pixels of a track's plot are as bright as a line: those of its row's lower part. */
const linePixels = (hud: Locator, k: number) =>
  surfaceOf(hud)
    .locator('canvas')
    .last()
    .evaluate((canvas: HTMLCanvasElement, row) => {
      // Taken off the page since it was found, when another one is in its place, or not laid out yet: nothing is seen of it.
      if (canvas.clientWidth === 0) return 0;
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext(
        '2d',
      ) as OffscreenCanvasRenderingContext2D;
      copy.drawImage(canvas, 0, 0);
      const ratio = canvas.width / canvas.clientWidth;
      const top = (240 + 44 * row + 19) * ratio;
      const { data } = copy.getImageData(36 * ratio, top, canvas.width - 50 * ratio, 22 * ratio);
      return data.filter((value, at) => at % 4 === 0 && value > 200).length;
    }, k);

test('has pinned metrics below the frame times, live and stopped, with what they were in the open frame', async ({
  page,
}) => {
  const hud = await openFrames(page, [DRAWS, 'no:such', TOTAL, PHYSICS], 'still&fill=2400&theme=dark');
  expect(await namesOf(hud)).toEqual(['rendering.draw_calls', 'rendering.draw_calls_total', 'game:physics.step mean']);
  const values = await page.evaluate(
    ([draws, total, physics]) => {
      const { frames } = hudPage.host;
      const read = (key: string) => {
        const all = new Float64Array(frames.endFrame);
        frames.read(key, 0, frames.endFrame, all);
        return all;
      };
      const grown = (key: string) => read(key).map((value, k, all) => value - (all[k - 1] ?? Number.NaN));
      const [count, sum] = [grown(`${physics}#count`), grown(`${physics}#sum`)];
      return {
        draws: [...read(draws)],
        total: [...grown(total)],
        physics: [...sum].map((value, k) => value / (count[k] ?? 0)),
      };
    },
    [DRAWS, TOTAL, PHYSICS] as const,
  );
  const at = values.draws.length - 1;
  await expect.poll(() => figureOf(hud, 0)).toBe(String(values.draws[at]));
  await expect.poll(() => figureOf(hud, 1)).toMatch(/^\d+ \/frame$/);
  await expect.poll(() => figureOf(hud, 2)).toBe(formatValue(values.physics[at] ?? 0, 'ms'));
  for (const k of [0, 1, 2]) await expect.poll(() => linePixels(hud, k)).toBeGreaterThan(100);
  await surfaceOf(hud).focus();
  await page.keyboard.press('Enter');
  const title = hud.getByRole('region', { name: 'Frame', exact: true }).getByRole('heading');
  const openFrame = async () => Number(/Frame (\d+)/.exec((await title.textContent()) ?? '')?.[1]);
  for (const key of ['ArrowRight', 'h']) {
    await page.keyboard.press(key);
    const frame = await openFrame();
    await expect.poll(() => figureOf(hud, 0)).toBe(String(values.draws[frame]));
    await expect.poll(() => figureOf(hud, 1)).toBe(`${values.total[frame]} /frame`);
    await expect.poll(() => figureOf(hud, 2)).toBe(formatValue(values.physics[frame] ?? 0, 'ms'));
  }
  for (const k of [0, 1, 2]) await expect.poll(() => linePixels(hud, k)).toBeGreaterThan(100);
  expect(await violations(page)).toEqual([]);
});

test('gives the mean of the selected frames', async ({ page }) => {
  const hud = await openFrames(page, [DRAWS]);
  await surfaceOf(hud).focus();
  for (let k = 0; k < 40; k++) await page.keyboard.press('Shift+ArrowRight');
  const mean = await page.evaluate((key) => {
    const { frames } = hudPage.host;
    const all = new Float64Array(frames.endFrame);
    frames.read('time', 0, frames.endFrame, all);
    const middle = all.findIndex((timeMs) => timeMs >= (all.at(-1) ?? 0) - 15_000);
    // Of the frames whose intervals are selected, which are those before them.
    frames.read(key, middle, middle + 40, all);
    return all.subarray(0, 40).reduce((a, b) => a + b) / 40;
  }, DRAWS);
  await expect.poll(() => figureOf(hud, 0)).toBe(`Ø ${formatValue(mean, 'count')}`);
  await page.keyboard.press('Escape');
  await expect(tracksOf(hud).nth(0).locator('.value')).toHaveText('');
});

test('gives the mean of stopped frames that are forgotten', async ({ page }) => {
  const hud = await openFrames(page, [DRAWS], 'still&fill=700&metrics=1000&theme=dark');
  await hud.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => linePixels(hud, 0)).toBeGreaterThan(100);
  await surfaceOf(hud).focus();
  const select = async () => {
    await page.keyboard.press('Home');
    for (let k = 0; k < 20; k++) await page.keyboard.press('Shift+ArrowRight');
    await hud.getByRole('button', { name: 'Close the frame' }).click();
  };
  await select();
  await expect.poll(() => figureOf(hud, 0)).toMatch(/^Ø \d/);
  const mean = await figureOf(hud, 0);
  await surfaceOf(hud).focus();
  await page.keyboard.press('Escape');
  await forgetFrames(page, 256);
  await select();
  await expect(hud.getByRole('region', { name: 'Selection' })).toContainText('These frames are no longer kept');
  await expect.poll(() => figureOf(hud, 0)).toBe(mean);
});

test('takes a metric off by its button, and leaves the frames as they are', async ({ page }) => {
  const hud = await openFrames(page, [DRAWS, TOTAL, PHYSICS], 'fill=700&frames=steady');
  const height = async () => (await surfaceOf(hud).boundingBox())?.height;
  expect(await height()).toBe(240 + 3 * 44);
  // The second press meets the row that has come to stand there.
  await hud.getByRole('button', { name: `Pin ${DRAWS}`, exact: true }).dblclick();
  await expect(tracksOf(hud)).toHaveCount(2);
  expect(await height()).toBe(240 + 2 * 44);
  await hud.getByRole('button', { name: `Pin ${PHYSICS}` }).focus();
  await page.keyboard.press('Space');
  await expect(tracksOf(hud)).toHaveCount(1);
  // Or the keys that follow would be the page's.
  await expect(hud.getByRole('button', { name: `Pin ${TOTAL}` })).toBeFocused();
  await expect(hud.getByRole('button', { name: 'Pause' })).toBeVisible();
  // What was selected or opened would have stopped them.
  await hud.getByRole('button', { name: 'Pause' }).click();
  await hud.getByRole('button', { name: `Pin ${TOTAL}` }).focus();
  await page.keyboard.press('Enter');
  await expect(tracksOf(hud)).toHaveCount(0);
  await expect(surfaceOf(hud)).toBeFocused();
  await expect(hud.getByRole('region', { name: 'Frame', exact: true })).toHaveCount(0);
});

test('says of no metric what another was, when the one above it is taken off', async ({ page }) => {
  const hud = await openFrames(page, [DRAWS, PHYSICS], 'fill=700&frames=steady');
  await expect.poll(() => figureOf(hud, 1)).toMatch(/^0\.\d+ ms$/);
  const rows = await hud.evaluateHandle((region) => {
    const rows = new Set<string>();
    new MutationObserver(() => {
      for (const row of region.querySelectorAll('.tracks li')) {
        const texts = [...row.querySelectorAll('.name, .value, .unit')].map(({ textContent }) => textContent);
        rows.add(texts.join(' '));
      }
    }).observe(region, { subtree: true, childList: true, characterData: true });
    return rows;
  });
  await hud.getByRole('button', { name: `Pin ${DRAWS}`, exact: true }).click();
  await expect(tracksOf(hud)).toHaveCount(1);
  const said = async () => (await rows.evaluate((found) => [...found])).filter((text) => text.startsWith(PHYSICS));
  await expect.poll(async () => (await said()).length).toBeGreaterThan(1);
  for (const text of await said()) expect(text).toMatch(/^game:physics\.step mean 0\.\d+ ms$/);
});

test('shows metrics that come while it is open, eight at most', async ({ page }) => {
  const pins = Array.from({ length: 10 }, (_, k) => `late:metric_${k}`);
  const hud = await openFrames(page, pins, 'fill=200&frames=steady&theme=dark');
  await expect(tracksOf(hud)).toHaveCount(0);
  await page.evaluate(() => {
    for (let k = 0; k < 10; k++) hudPage.metrics.registerCustomGauge(`late_${k}`, 'late', `metric_${k}`, '').set(k);
  });
  await expect(tracksOf(hud)).toHaveCount(8);
  await expect(hud.getByText('2 more in the list of metrics')).toBeVisible();
  await expect.poll(() => figureOf(hud, 3)).toBe('3');
  // One of nothing has its line, too.
  await expect.poll(() => linePixels(hud, 0)).toBeGreaterThan(50);
  await page.evaluate(() => hudPage.metrics.registry.remove('late:metric_0'));
  await expect.poll(() => namesOf(hud)).toContain('late:metric_8');
  await hud.getByRole('button', { name: 'Pause' }).click();
  await page.evaluate(() => hudPage.metrics.registry.remove('late:metric_1'));
  await hud.getByRole('button', { name: 'Pin late:metric_2' }).click();
  // Stopped frames have what they had: even what has left the registry.
  await expect.poll(() => namesOf(hud)).toEqual([0, 1, 3, 4, 5, 6, 7, 8].map((k) => `late:metric_${k}`));
});

test('shows the other tracks where one cannot be read', async ({ page }) => {
  const hud = await openFrames(page, [DRAWS, TOTAL], 'still&fill=2400&theme=dark');
  // Of the first frames, which live charts do not show.
  await page.evaluate((broken) => {
    const { frames } = hudPage.host;
    const read = frames.read.bind(frames);
    frames.read = (key, ...rest) => {
      if (key === broken && rest[0] < 0) throw new Error('The block is damaged');
      read(key, ...rest);
    };
  }, TOTAL);
  await hud.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => linePixels(hud, 0)).toBeGreaterThan(100);
  await expect(tracksOf(hud)).toHaveCount(2);
  await expect(hud.getByRole('alert')).toHaveCount(0);
});

test('scrolls by the wheel over the tracks, which may fill the view, and zooms over the frame times', async ({
  page,
}) => {
  const pins = Array.from({ length: 8 }, (_, k) => `load:metric_${k}`);
  const hud = await openFrames(page, pins, 'still&fill=700&metrics=8');
  await expect(tracksOf(hud)).toHaveCount(8);
  const scrolled = () => hud.getByRole('tabpanel').evaluate((view) => view.scrollTop);
  expect(await scrolled()).toBe(0);
  await tracksOf(hud).nth(2).hover();
  await page.mouse.wheel(0, 60);
  await expect.poll(scrolled).toBeGreaterThan(0);
  await expect(hud.getByRole('button', { name: 'Pause' })).toBeVisible();
  const { x, y } = (await surfaceOf(hud).boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.move(x + 200, y + 200);
  await page.mouse.wheel(0, -60);
  await expect(hud.getByRole('button', { name: 'Go on' })).toBeVisible();
});

test('pins the metrics of a stored session, which then has them below its frames', async ({ page }) => {
  const hud = await openFrames(page, []);
  // What is read of it takes more than a task, as on a slow machine.
  await page.evaluate(() => {
    const { now } = performance;
    let reads = 0;
    performance.now = () => now.call(performance) + 4 * reads++;
  });
  await hud.getByRole('tab', { name: 'Sessions' }).click();
  await hud.getByRole('listitem').filter({ hasText: 'frames' }).first().getByRole('button').first().click();
  await hud.getByRole('tab', { name: 'Metrics' }).click();
  const list = hud.getByRole('list', { name: 'Metrics of the session' });
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const pin = list.getByRole('button', { name: /^Pin/ }).nth(1);
  await expect(pin).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(pin).toHaveAttribute('aria-pressed', 'true');
  await list.getByRole('button', { name: `Pin ${DRAWS}`, exact: true }).click();
  expect(await violations(page)).toEqual([]);
  await hud.getByRole('tab', { name: 'Frames' }).click();
  await expect(tracksOf(hud)).toHaveCount(2);
  expect((await namesOf(hud))[1]).toBe('rendering.draw_calls');
  await surfaceOf(hud).focus();
  await page.keyboard.press('End');
  await expect.poll(() => figureOf(hud, 1)).toMatch(/^\d/);
  await expect.poll(() => linePixels(hud, 1)).toBeGreaterThan(100);
});
