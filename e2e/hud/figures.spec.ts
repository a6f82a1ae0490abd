import { expect, type Locator, test } from '@playwright/test';
import type { FrameHistory } from '../../src/frames/index.ts';
import { formatCount, formatFps, formatMs } from '../../src/hud/parts/format-value.ts';
import { collectProblems } from '../open-page.ts';
import { openHud } from './open-hud.ts';

test('shows the figures of host.stats() beside the histogram, with how many frames they are of', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=1200');
  const stats = await page.evaluate(() => hudPage.host.stats());
  const figure = (label: string) => hud.locator('.statistics dl > div', { hasText: label }).locator('.value');
  const wanted: [label: string, text: string][] = [
    ['p50', formatMs(stats.frame.p50)],
    ['p95', formatMs(stats.frame.p95)],
    ['p99', formatMs(stats.frame.p99)],
    ['max', formatMs(stats.frame.max)],
    ['average', formatFps(stats.fps.avg)],
    ['0.1% low', formatFps(stats.fps.low01)],
    ['dropped', formatCount(stats.dropped.count)],
    ['hitches', formatCount(stats.hitch.count)],
  ];
  for (const [label, text] of wanted) await expect(figure(label)).toHaveText(text);
  await expect(hud.locator('.sample')).toContainText(
    `${stats.frames} frames in ${(stats.durationMs / 1000).toFixed(1)} s`,
  );
  await expect(hud.locator('.sample')).toContainText(`${stats.excluded.count} excluded`);
});

test('greys what so few frames do not settle, and says so', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=200');
  const value = hud.locator('.statistics dl > div', { hasText: 'p99' }).locator('.value');
  await expect(value).toHaveAttribute('data-state', 'muted');
  await expect(value).toHaveAttribute('title', /too few/);
  await expect(hud.locator('.statistics dl > div', { hasText: 'p50' }).locator('.value')).toHaveAttribute(
    'data-state',
    '',
  );
});

test('judges by the budget that is asked for', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=900&frames=steady');
  const over = hud.locator('.statistics dl > div', { hasText: 'over budget' }).locator('.value');
  await expect(over).toHaveText('0.0');
  await page.evaluate(() => hudPage.hud.configure({ budgetMs: 8 }));
  await expect(over).toHaveText('100');
  await expect(hud.locator('.legend .budget .value')).toHaveText('8');
});

test('reads what cannot be measured as a dash with its reason, never as 0', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&frames=no-gpu');
  const reason = 'The browser has no EXT_disjoint_timer_query_webgl2';
  const legend = hud.locator('.legend .gpu .value');
  await expect(legend).toHaveText('–');
  await expect(legend).toHaveAttribute('title', reason);
  const row = hud.getByRole('listitem').filter({ hasText: 'performance.gpu_time_ms' });
  for (const value of await row.locator('.value').all()) await expect(value).toHaveText('–');
  await expect(row.getByRole('img', { name: `Not available: ${reason}` }).first()).toBeVisible();
});

test('reads everything as a dash before the first frame', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&frames=none');
  await expect(hud.locator('.header .hero .value')).toHaveText('–');
  for (const value of await hud.locator('.statistics .value').all()) await expect(value).toHaveText('–');
  // A dash has no unit.
  for (const unit of await hud.locator('.statistics .unit').all()) await expect(unit).toBeHidden();
});

test('shows a counter with its rate and total, and a timer with its quantiles', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&frames=steady&fill=1200&still');
  await hud.locator('.scroller').evaluate((element) => element.scrollTo(0, element.scrollHeight));
  const row = (name: string) => hud.getByRole('listitem').filter({ hasText: name }).locator('.value');
  await expect(row('frames.total')).toHaveText(['60.0', '1,200']);
  const quantiles = await page.evaluate(() => {
    const { value } = hudPage.metrics.timer('physics');
    return [value.quantile(0.5), value.quantile(0.95)];
  });
  await expect(row('physics.step')).toHaveText(quantiles.map(formatMs));
});

test('shows the values under the pointer in the legend', async ({ page }) => {
  const hud = await openHud(page, 'mode=graph&still&fill=720');
  const frame = hud.locator('.legend .frame .value');
  await expect(frame).toHaveText(/\d/);
  const recent = (await frame.textContent()) ?? '';
  const over = hud.locator('.frames .chart');
  const box = await over.boundingBox();
  const seen = new Set<string>();
  for (let x = 5; x < (box?.width ?? 0); x += 3) {
    await over.hover({ position: { x, y: 20 } });
    seen.add((await frame.textContent()) ?? '');
  }
  const { frame: statistics } = await page.evaluate(() => hudPage.host.stats());
  expect([...seen].map(Number)).toContain(Number(formatMs(statistics.max)));
  await page.mouse.move(5, 300);
  await expect(frame).toHaveText(recent);
});

test('lets the figures go on when the chart below a pointer that rests is made anew', async ({ page }) => {
  const hud = await openHud(page, 'mode=graph&theme=dark&still&fill=720');
  const frame = hud.locator('.legend .frame .value');
  await expect(frame).toHaveText(/\d/);
  const recent = (await frame.textContent()) ?? '';
  const chart = hud.locator('.frames .chart');
  for (let x = 60; x < 200 && (await frame.textContent()) === recent; x += 3)
    await chart.hover({ position: { x, y: 20 } });
  await expect(frame).not.toHaveText(recent);
  await page.evaluate(() => hudPage.hud.configure({ theme: 'light' }));
  await expect(frame).toHaveText(recent);
});

test('leaves the charts in place when it is configured anew in the same colours, and their axes follow the budget', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const labels = new Set<string>();
    Object.assign(globalThis, { labels });
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
      fillText.call(this, text, x, y);
      labels.add(text);
    };
  });
  const hud = await openHud(page, 'mode=graph&still&fill=700&frames=steady&budget=17');
  const labels = () => page.evaluate(() => [...(globalThis as unknown as { labels: Set<string> }).labels]);
  await expect.poll(labels).toContain('34');
  const canvas = await hud.locator('.frames canvas').first().elementHandle();
  // The axis still ends at 34.
  await page.evaluate(() => hudPage.hud.configure({ budgetMs: 34 / 3, corner: 'top-left' }));
  await expect.poll(labels).toContain('11.3');
  expect(await canvas?.evaluate(({ isConnected }) => isConnected)).toBe(true);
});

test('says of a stored session that it is counted, and then what its frames are', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=700');
  const goOn = await page.evaluateHandle(() => {
    const { now } = performance;
    const { setTimeout } = globalThis;
    // So long that each step has a task of its own, and those wait.
    let reads = 0;
    performance.now = () => now.call(performance) + 10 * reads++;
    const waiting: (() => void)[] = [];
    const holdBack = (run: () => void, delayMs?: number) =>
      delayMs === undefined ? waiting.push(run) : setTimeout(run, delayMs);
    Object.assign(globalThis, { setTimeout: holdBack });
    return () => {
      Object.assign(globalThis, { setTimeout });
      for (const run of waiting) run();
    };
  });
  await page.evaluate(async () => hudPage.hud.open(await (await hudPage.host.sessions()).open('a')));
  const [fps, cpu, gpu] = ['.header .hero', '.legend .cpu', '.legend .gpu'].map((place) =>
    hud.locator(`${place} .value`),
  );
  for (const value of [fps, cpu, gpu]) {
    await expect(value as Locator).toHaveText('–');
    await expect(value as Locator).toHaveAttribute('title', 'Counting…');
  }
  await goOn.evaluate((run) => run());
  for (const value of [fps, cpu, gpu]) await expect(value as Locator).toHaveText(/\d/);
});

test('says of a stored session that its refresh period is not known', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=300');
  await page.evaluate(async () => {
    const session = await (await hudPage.host.sessions()).open('a');
    hudPage.hud.open({ ...session, environment: { ...session.environment, refreshMs: null } });
  });
  await expect(hud.locator('.statistics dl > div', { hasText: 'p50' }).locator('.value')).toHaveText(/\d/);
  for (const label of ['dropped', 'over budget'])
    await expect(hud.locator('.statistics dl > div', { hasText: label }).locator('.value')).toHaveAttribute(
      'title',
      'The refresh period is not known',
    );
});

test('says of the frame under the pointer that only it has no value', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=300&frames=steady');
  await page.evaluate(async () => {
    // From the middle of what is shown on, for a fifth of it.
    for (let k = 0; k < 300; k++)
      hudPage.metrics.updateFrame({
        timeMs: 1e5 + (k * 1000) / 60,
        frameTimeMs: 1000 / 60,
        gap: 'none',
        cpuTimeMs: 4,
        gpuTimeMs: k < 120 ? Number.NaN : 5,
      });
    const session = await (await hudPage.host.sessions()).open('a');
    hudPage.hud.open({ ...session, summary: { ...session.summary, durationMs: 10_000 } });
  });
  const gpu = hud.locator('.legend .gpu .value');
  await expect(hud.getByText('Stored session: Forest, shadows off')).toBeVisible();
  await expect(gpu).toHaveText(/\d/);
  const chart = hud.locator('.frames .chart');
  const { width } = (await chart.boundingBox()) ?? { width: 0 };
  await chart.hover({ position: { x: 36 + 0.6 * (width - 50), y: 20 } });
  await expect(gpu).toHaveText('–');
  await expect(gpu).toHaveAttribute('title', 'Not measured in this frame');
});

test('names what the sparkline of one line is of', async ({ page }) => {
  const hud = await openHud(page, 'mode=compact&still&fill=300');
  await expect(hud.getByRole('img', { name: 'Frame times of the last 10 s of frames' })).toBeVisible();
  await page.evaluate(async () => hudPage.hud.open(await (await hudPage.host.sessions()).open('a')));
  await expect(hud.getByRole('img', { name: 'Frame times of the session' })).toBeVisible();
});

test('gives a name the room of the sparkline where there is none, and tells both apart when that changes', async ({
  page,
}) => {
  const hud = await openHud(page, 'mode=panel&still&frames=no-gpu');
  const width = (name: string) =>
    hud
      .locator('.row', { hasText: name })
      .locator('.name')
      .evaluate((element) => element.clientWidth);
  await hud.locator('.scroller').evaluate((element) => element.scrollTo(0, 20));
  await expect.poll(async () => (await width('gpu_time_ms')) - (await width('cpu_time_ms'))).toBe(72);
});

for (const intervalMs of [8 * 3_600_000, 1e308]) {
  test(`draws a frame of ${intervalMs} ms in the last of the bins that there are`, async ({ page }) => {
    const problems = collectProblems(page);
    const hud = await openHud(page, 'mode=panel&still&fill=300');
    await page.evaluate((frameTimeMs) => {
      for (let k = 0; k < 3; k++) hudPage.metrics.updateFrame({ timeMs: 1e6 + k, frameTimeMs, gap: 'none' });
    }, intervalMs);
    const p99 = hud.locator('.statistics dl > div', { hasText: 'p99' }).locator('.value');
    await expect(p99).toHaveText(formatMs(intervalMs));
    // The charts have been drawn with it by then, and a page that stands still would not answer.
    const slices = await page.evaluate(() => hudPage.selfMs.length);
    await page.waitForFunction((from) => hudPage.selfMs.length > from + 12, slices);
    await expect(hud.locator('.chart:has(canvas)')).toHaveCount(2);
    await expect(hud.getByRole('alert')).toHaveCount(0);
    expect(problems).toEqual([]);
  });
}

test('flags what the page marks on the frame chart, and draws its sections above it', async ({ page }) => {
  const hud = await openHud(page, 'mode=graph&theme=dark&frames=steady&fill=700');
  /** Pixels of the accent colour above and below the middle of the chart, which no line has. */
  const accents = () =>
    hud.locator('.frames canvas').evaluateAll((canvases) => {
      const found = [0, 0];
      for (const canvas of canvases as HTMLCanvasElement[]) {
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        for (let at = 0; at < data.length; at += 4) {
          const isAccent = data[at] === 0x7a && data[at + 1] === 0xb8 && data[at + 2] === 0xff;
          const half = at / 4 / canvas.width < canvas.height / 2 ? 0 : 1;
          if (isAccent) found[half] = (found[half] as number) + 1;
        }
      }
      return found;
    });
  await expect(hud.locator('.frames canvas').first()).toBeVisible();
  expect(await accents()).toEqual([0, 0]);
  const close = await page.evaluateHandle(() => {
    const { eventLog, endFrame } = hudPage.host.frames as FrameHistory;
    const time = new Float64Array(1);
    hudPage.host.frames.read('time', endFrame - 1, endFrame, time);
    const now = time[0] as number;
    eventLog.mark('spawn', now - 2000);
    return eventLog.section('level', now - 3000, () => now - 1000);
  });
  await expect.poll(async () => (await accents())[1]).toBeGreaterThan(10);
  // Three pixels high, from three seconds ago on: nearly a third of the chart.
  await expect.poll(async () => (await accents())[0]).toBeGreaterThan(200);
  await close.evaluate((end) => end());
  await page.screenshot({ path: 'test-results/events.png' });
});
