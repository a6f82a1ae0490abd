import { expect, type Locator, type Page, test } from '@playwright/test';
import { formatClock, formatFps, formatMs } from '../../src/hud/parts/format-value.ts';
import { collectProblems, openPage } from '../open-page.ts';
import type {} from '../pages/long-session.ts';

// Ten hours at 60 Hz: two million frames, after those that were dropped.

const HOUR_MS = 3_600_000;

/** The panel with the session of ten hours. */
async function openSession(page: Page): Promise<Locator> {
  await page.addInitScript(() => {
    const labels = new Map<string, { right: number; width: number }>();
    Object.assign(globalThis, { labels });
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
      fillText.call(this, text, x, y);
      // Of a text that is drawn around its middle, in CSS pixels of its canvas.
      const right = this.getTransform().e / devicePixelRatio + x + this.measureText(text).width / 2;
      labels.set(text, { right, width: this.canvas.width / devicePixelRatio });
    };
  });
  await openPage(page, '/e2e-pages/long-session.html');
  await page.evaluate(() => longSessionPage.hud.open(longSessionPage.session));
  const hud = page.getByRole('region', { name: 'Framescope' });
  await expect(hud.getByText('Stored session: Soak test')).toBeVisible();
  return hud;
}

const labelsOf = (page: Page) =>
  page.evaluate(() =>
    Object.fromEntries((globalThis as unknown as { labels: Map<string, { right: number; width: number }> }).labels),
  );

/** Waits for the axis to be labelled in hours, all of it in sight. */
async function expectHours(page: Page): Promise<void> {
  await expect.poll(async () => Object.keys(await labelsOf(page))).toContain('10:00:00');
  const labels = await labelsOf(page);
  for (const hour of ['0:00', '2:00:00', '4:00:00', '6:00:00', '8:00:00']) expect(labels).toHaveProperty([hour]);
  const { right, width } = labels['10:00:00'] ?? { right: Number.NaN, width: 0 };
  expect(right).toBeLessThanOrEqual(width);
}

const figure = (place: Locator, label: string) =>
  place
    .locator('dl > div')
    .filter({ has: place.page().locator('dt', { hasText: new RegExp(`^${label}$`) }) })
    .first()
    .locator('.value');

const statsOf = (page: Page, window?: { fromMs: number; toMs: number }) =>
  page.evaluate((of) => longSessionPage.session.stats(of ? { window: of } : {}), window);

test('shows ten hours in the overview, to their end', async ({ page }) => {
  const problems = collectProblems(page);
  const hud = await openSession(page);
  await expectHours(page);
  const stats = await statsOf(page);
  expect(stats.frames).toBeGreaterThan(1_990_000);
  await expect(hud.locator('.sample')).toContainText(`2.00 M frames in ${formatClock(stats.durationMs)}`);
  await expect(figure(hud, 'p99')).toHaveText(formatMs(stats.frame.p99));
  // The frames' own white, under what else is drawn: thousands of hitches and gaps leave the lines in sight, up to the last minutes.
  const chart = hud.getByRole('img', { name: /over time$/ });
  const readLine = (element: HTMLElement | SVGElement) => {
    const canvas = [...element.querySelectorAll('canvas')].at(-1) as HTMLCanvasElement;
    const { width, height } = canvas;
    const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, width, height);
    const hasLine = (x: number) =>
      Array.from({ length: height }, (_, y) => 4 * (y * width + x)).some(
        (at) => (data[at] as number) > 180 && (data[at + 1] as number) > 180 && (data[at + 2] as number) > 180,
      );
    return Array.from({ length: 40 }, (_, k) =>
      Array.from({ length: 30 }, (_, x) => x).some((x) => hasLine(40 + k * 30 + x)),
    );
  };
  // Charts are drawn after the figures.
  await expect.poll(() => chart.evaluate(readLine)).toEqual(Array(40).fill(true));
  expect(problems).toEqual([]);
});

test('selects hours of ten, zooms, and opens a frame of them', async ({ page }) => {
  const problems = collectProblems(page);
  const hud = await openSession(page);
  await expectHours(page);
  // Those of the overview.
  await page.evaluate(() => (globalThis as unknown as { labels: Map<string, unknown> }).labels.clear());
  await hud.getByRole('tab', { name: 'Frames' }).click();
  const surface = hud.getByRole('application', { name: 'Timeline' });
  await expect(hud.getByText('Reading the session')).toHaveCount(0);
  await expect(surface.locator('canvas')).not.toHaveCount(0);
  await expectHours(page);

  const box = (await surface.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + 0.3 * box.width, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.6 * box.width, middle, { steps: 2 });
  await page.mouse.up();
  const selection = hud.getByRole('region', { name: 'Selection' });
  await expect(selection.getByRole('heading')).toHaveText(/^Selection of (3:0\d|2:5\d):\d\d$/);
  await expect(selection.locator('.sample')).toContainText(/^\d{3},\d{3} frames in \d:\d\d:\d\d/);
  // The simulation repeats itself in minutes, so hours are like each other.
  const { frame, fps } = await statsOf(page);
  await expect(figure(selection, 'p50')).toHaveText(formatMs(frame.p50));
  await expect(figure(selection, 'average')).toHaveText(formatFps(fps.avg));

  await surface.focus();
  await page.keyboard.press('End');
  const details = hud.getByRole('region', { name: 'Frame', exact: true });
  await expect(details).toContainText(/Frame [\d,]+: [\d.]+ ms at (9:59|10:00):\d\d\.\d{3}/);
  // Down to some frames, in the last minute of the tenth hour.
  for (let k = 0; k < 45; k++) await page.keyboard.press('+');
  await page.keyboard.press('ArrowLeft');
  await expect(details).toContainText(/Frame [\d,]+: [\d.]+ ms at (9:59|10:00):\d\d\.\d{3}/);
  expect(problems).toEqual([]);
});

test('has the distribution and the metrics of ten hours', async ({ page }) => {
  const problems = collectProblems(page);
  const hud = await openSession(page);
  const stats = await statsOf(page);
  await hud.getByRole('tab', { name: 'Distribution' }).click();
  const view = hud.getByRole('tabpanel');
  await expect(view.locator('.sample')).toContainText(`2.00 M frames in ${formatClock(stats.durationMs)}`);
  for (const [label, text] of [
    ['p50', formatMs(stats.frame.p50)],
    ['p99', formatMs(stats.frame.p99)],
    ['p99.9', formatMs(stats.frame.p999)],
    ['1% low', formatFps(stats.fps.low1)],
    ['hitches', stats.hitch.count.toLocaleString('en')],
  ] as const)
    await expect(figure(view, label)).toHaveText(text);
  await expect(view.locator('.chart:has(canvas)')).toHaveCount(3);

  await hud.getByRole('tab', { name: 'Metrics' }).click();
  const row = (name: string) => hud.getByRole('listitem').filter({ hasText: name });
  await expect(row('frames.total')).toContainText('2.00M');
  await expect(row('rendering.draw_calls_total')).toContainText('1.22G');
  await expect(row('performance.frame_time_ms')).toContainText(formatMs(stats.frame.max));
  const ends = await hud.locator('.stored .group .cell:nth-last-child(2)').evaluateAll((heads) =>
    heads.map((head) => {
      const text = document.createRange();
      text.selectNodeContents(head);
      return Math.round(head.getBoundingClientRect().right - text.getBoundingClientRect().right);
    }),
  );
  expect(ends).toEqual([29, 29, 29]);
  expect(problems).toEqual([]);
});

test('fills the page with a session from edge to edge', async ({ page }) => {
  const hud = await openSession(page);
  expect(await hud.boundingBox()).toEqual({ x: 0, y: 0, width: 1280, height: 720 });
  expect(await page.evaluate(() => longSessionPage.session.summary.durationMs)).toBeGreaterThan(10 * HOUR_MS - 1000);
});
