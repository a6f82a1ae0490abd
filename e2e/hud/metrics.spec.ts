import { expect, type Locator, type Page, test } from '@playwright/test';
import { collectProblems } from '../open-page.ts';
import { openHud } from './open-hud.ts';
import { violations } from './violations.ts';

async function openMetrics(page: Page, query: string): Promise<Locator> {
  const hud = await openHud(page, `mode=panel&${query}`);
  await hud.getByRole('tab', { name: 'Metrics' }).click();
  await expect(hud.getByRole('searchbox', { name: 'Search metrics' })).toBeVisible();
  return hud;
}

const rowOf = (hud: Locator, key: string) => hud.locator(`.row[data-key="${key}"]`);
const heads = (hud: Locator) => hud.locator('.row.group .name').allTextContents();
const stored = (page: Page, name: string) => page.evaluate((key) => localStorage.getItem(`framescope:${key}`), name);

/** Ends frames of 100 ms after those that were. */
const endFrames = (page: Page, count: number) =>
  page.evaluate((frames) => {
    const { host, metrics } = hudPage;
    const time = new Float64Array(1);
    host.frames.read('time', host.frames.endFrame - 1, host.frames.endFrame, time);
    for (let k = 1; k <= frames; k++)
      metrics.updateFrame({ timeMs: (time[0] as number) + 100 * k, frameTimeMs: 100, gap: 'none' });
  }, count);

test('groups the metrics by namespace, each foldable, by the pointer and by keys', async ({ page }) => {
  const hud = await openMetrics(page, 'still&fill=60&metrics=30');
  await expect(hud.getByRole('button', { name: 'game 3' })).toHaveAttribute('aria-expanded', 'true');
  await expect(hud.getByRole('button', { name: 'load 30' })).toHaveAttribute('aria-expanded', 'true');
  expect(await heads(hud)).toEqual(expect.arrayContaining(['game 3', 'Gauges 1', 'Counters 1', 'Histograms 1']));
  await hud.getByRole('button', { name: 'load 30' }).click();
  await expect(hud.getByText('metric_3', { exact: true })).toHaveCount(0);
  await expect(hud.getByRole('button', { name: 'engine 15' })).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await hud.locator('.scroller').focus();
  await page.keyboard.press('Home');
  await expect(hud.getByRole('button', { name: 'game 3' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(hud.getByRole('button', { name: 'game 3' })).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowDown');
  await expect(hud.getByRole('button', { name: 'load 30' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(hud.getByText('metric_3', { exact: true })).toBeVisible();
  // A search looks into what is folded.
  await hud.getByRole('searchbox').fill('physics');
  await expect(rowOf(hud, 'game:physics.step')).toBeVisible();

  await hud.getByRole('searchbox').fill('');
  await hud.getByRole('combobox', { name: 'Groups of metrics' }).selectOption('kind');
  await expect(hud.getByRole('button', { name: 'Gauges 41' })).toBeVisible();
});

test('shows a histogram as a heat strip that begins at the right', async ({ page }) => {
  const hud = await openMetrics(page, 'still&fill=900');
  await hud.getByRole('searchbox').fill('physics.step');
  await expect(rowOf(hud, 'game:physics.step')).toBeVisible();
  /** Opaque pixels in the left and in the right half of the row. */
  const halves = () =>
    hud.locator('.overlay canvas').evaluate((element) => {
      const { width } = element as HTMLCanvasElement;
      const height = 40 * devicePixelRatio;
      const { data } = (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height) ?? {
        data: [],
      };
      const found = [0, 0];
      for (let at = 3; at < data.length; at += 4)
        if ((data[at] as number) > 0) (found[((at >> 2) % width) * 2 < width ? 0 : 1] as number)++;
      return found as [number, number];
    });
  await expect
    .poll(async () => {
      await page.evaluate(() => hudPage.metrics.timer('physics').record(4));
      await endFrames(page, 1);
      return (await halves())[1];
    })
    .toBeGreaterThan(0);
  expect((await halves())[0]).toBe(0);
  await expect(rowOf(hud, 'game:physics.step').locator('.value').first()).toHaveText(/\d/);
});

test('fades a row that fell silent, says so, and shows it again at once when it changes', async ({ page }) => {
  const hud = await openMetrics(page, 'still&fill=900');
  const peak = rowOf(hud, 'engine:memory.vram_peak_mb');
  const moving = rowOf(hud, 'engine:performance.frame_time_ms');
  await expect(peak).toHaveClass(/silent/);
  await expect(peak.getByRole('img', { name: 'Unchanged for more than 5 s' })).toBeAttached();
  await expect(peak).toHaveAttribute('title', /^Unchanged for more than 5 s\n/);
  await expect(moving).not.toHaveClass(/silent/);
  expect(await violations(page)).toEqual([]);
  await page.evaluate(() => hudPage.metrics.setGauge('vram_peak_gauge', 480));
  await endFrames(page, 1);
  await expect(peak).not.toHaveClass(/silent/);
  await expect(peak.getByRole('img', { name: 'Unchanged' })).toHaveCount(0);
  await endFrames(page, 60);
  await expect(peak).toHaveClass(/silent/);
});

for (const theme of ['dark', 'light']) {
  test(`marks what is over its budget, not by colour alone, ${theme}`, async ({ page }) => {
    const hud = await openMetrics(page, `still&fill=300&theme=${theme}`);
    await page.evaluate(() => {
      const { registry } = hudPage.metrics;
      registry.registerGauge('game', 'bodies', { budget: 100 }).set(120);
      registry.registerGauge('game', 'voices', { thresholds: { warning: 40 } }).set(44);
      registry.registerGauge('game', 'calm', { budget: 100 }).set(99);
    });
    await endFrames(page, 2);
    await expect(rowOf(hud, 'game:bodies').getByRole('img', { name: 'Over budget' })).toBeVisible();
    await expect(rowOf(hud, 'game:bodies')).toHaveAttribute('title', /^Over budget\n.*\nBudget: at most 100$/s);
    await expect(rowOf(hud, 'game:bodies').locator('.value').last()).toHaveAttribute('data-state', 'over');
    await expect(rowOf(hud, 'game:voices').getByRole('img', { name: 'Near its limit' })).toBeVisible();
    await expect(rowOf(hud, 'game:calm').getByRole('img')).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
    await page.evaluate(() => hudPage.metrics.registry.registerGauge('game', 'bodies').set(80));
    await endFrames(page, 1);
    await expect(rowOf(hud, 'game:bodies').locator('.value').last()).toHaveAttribute('data-state', '');
    await expect(rowOf(hud, 'game:bodies').getByRole('img', { name: 'Over budget' })).toHaveCount(0);
  });
}

test('says why there is no figure, in the list and where it is pinned', async ({ page }) => {
  const hud = await openMetrics(page, 'still&fill=60&frames=no-gpu');
  const reason = 'Not available: The browser has no EXT_disjoint_timer_query_webgl2';
  const row = rowOf(hud, 'engine:performance.gpu_time_ms');
  await expect(row.getByRole('img', { name: reason })).toHaveCount(2);
  await page.evaluate(() => {
    hudPage.metrics.registry.registerCounter('game', 'quiet', { history: 'none' }).increment(3);
  });
  await expect(
    rowOf(hud, 'game:quiet').getByRole('img', { name: 'Not available: No frame of the history has it' }),
  ).toHaveCount(1);
  await row.getByRole('button').click();
  await expect(row.getByRole('img', { name: reason })).toHaveCount(2);
  await page.evaluate(() => hudPage.hud.setMode('graph'));
  await expect(hud.getByRole('region', { name: 'Pinned metrics' }).getByRole('img', { name: reason })).toHaveCount(2);
});

test('has the pins that another page of the origin sets, and takes none of them away', async ({ page, context }) => {
  const hud = await openHud(page, 'mode=panel&fill=300&still');
  const other = await context.newPage();
  const otherHud = await openHud(other, 'mode=panel&fill=300&still');
  for (const where of [hud, otherHud]) await where.getByRole('tab', { name: 'Metrics' }).click();
  await otherHud.getByRole('button', { name: 'Pin engine:uploads.bytes', exact: true }).click();
  const pinned = hud.getByRole('button', { name: 'Pin engine:uploads.bytes', exact: true });
  await expect(pinned.first()).toHaveAttribute('aria-pressed', 'true');
  await hud.getByRole('button', { name: 'Pin engine:memory.usage_mb', exact: true }).first().click();
  expect(JSON.parse((await stored(page, 'pins')) ?? '').pins).toEqual([
    'engine:uploads.bytes',
    'engine:memory.usage_mb',
  ]);
});

test('charts what is pinned below the frame times, and knows the pins the next time', async ({ page }) => {
  const problems = collectProblems(page);
  const hud = await openMetrics(page, 'still&fill=900');
  for (const name of ['game:physics.step', 'engine:uploads.bytes', 'engine:memory.usage_mb']) {
    await hud.getByRole('searchbox').fill(name);
    await hud.getByRole('button', { name: `Pin ${name}` }).click();
  }
  expect(JSON.parse((await stored(page, 'pins')) ?? '')).toEqual({
    version: 1,
    pins: ['game:physics.step', 'engine:uploads.bytes', 'engine:memory.usage_mb'],
  });
  await page.goto(page.url().replace('mode=panel', 'mode=graph'));
  const pinned = hud.getByRole('region', { name: 'Pinned metrics' });
  await expect(pinned.getByRole('listitem')).toHaveCount(3);
  await expect(pinned.getByRole('img', { name: /^Over time: game:physics.step, engine:uploads/ })).toBeVisible();
  await expect(pinned.locator('canvas')).toHaveCount(1);
  await expect(rowOf(pinned, 'engine:uploads.bytes').locator('.unit').first()).toHaveText('KiB/s');
  expect(await violations(page)).toEqual([]);
  const pin = pinned.getByRole('button', { name: 'Pin engine:uploads.bytes' });
  await pin.focus();
  await page.keyboard.press('Enter');
  await expect(pinned.getByRole('listitem')).toHaveCount(2);
  for (const key of ['game:physics.step', 'engine:memory.usage_mb'])
    await pinned.getByRole('button', { name: `Pin ${key}` }).click();
  await expect(pinned).toHaveCount(0);
  expect(await stored(page, 'pins')).toBeNull();
  expect(problems).toEqual([]);
});

test('takes pins and presets that somebody else has stored for what they are', async ({ page }) => {
  const problems = collectProblems(page);
  await page.addInitScript(() => {
    const pins = ['engine:frames.total', 'game:gone', '<img src=x onerror=alert(1)>', 'no colon', '{"', 7];
    localStorage.setItem('framescope:pins', JSON.stringify({ version: 1, pins }));
    localStorage.setItem('framescope:presets', '{"version":1,"presets":[{"name":"<b>mine</b>","pins":7},5]}');
    localStorage.setItem('framescope:layout', '{"version":1,');
  });
  const hud = await openHud(page, 'mode=graph&still&fill=60');
  const pinned = hud.getByRole('region', { name: 'Pinned metrics' });
  await expect(pinned.getByRole('listitem')).toHaveCount(1);
  await expect(pinned).toContainText('frames.total');
  await hud.getByRole('button', { name: 'Place and size' }).click();
  await hud.getByRole('button', { name: '<b>mine</b>', exact: true }).click();
  await expect(pinned).toHaveCount(0);
  expect(problems).toEqual([]);
});

test('draws pins that come and go with their metrics, and no more charts than there is room for', async ({ page }) => {
  await page.addInitScript(() => {
    const pins = Array.from({ length: 12 }, (_, k) => `load:metric_${k}`);
    localStorage.setItem('framescope:pins', JSON.stringify({ version: 1, pins: ['late:comer', ...pins] }));
  });
  const hud = await openHud(page, 'mode=graph&still&fill=60&metrics=12');
  const pinned = hud.getByRole('region', { name: 'Pinned metrics' });
  await expect(pinned.getByRole('listitem')).toHaveCount(8);
  await expect(pinned).toContainText('4 more in the list of metrics');
  await page.evaluate(() => hudPage.metrics.registry.registerGauge('late', 'comer').set(42));
  await expect(pinned.getByRole('listitem').first()).toContainText('late:comer');
  await page.evaluate(() => hudPage.metrics.registry.remove('late:comer'));
  await expect(pinned.getByRole('listitem').first()).toContainText('load:metric_0');
});

test('scrolls through ten thousand metrics with a few rows, while some come and go in every frame', async ({
  page,
}) => {
  const problems = collectProblems(page);
  const hud = await openMetrics(page, 'still&fill=20&metrics=10000');
  await expect(hud.getByRole('button', { name: 'load 10,000' })).toBeVisible();
  await page.evaluate(() => {
    const { registry } = hudPage.metrics;
    let k = 0;
    requestAnimationFrame(function frame() {
      requestAnimationFrame(frame);
      if (k++ % 2 === 0) registry.registerGauge('load', 'flicker').set(k);
      else registry.remove('load:flicker');
    });
  });
  const scroller = hud.locator('.scroller');
  const rows = hud.locator('.row');
  for (const k of [500, 5000, 9990]) {
    await scroller.evaluate((element, top) => element.scrollTo(0, top), k * 20);
    await expect(hud.getByText(`metric_${k}`, { exact: true })).toBeVisible();
    expect(await rows.count()).toBeLessThan(45);
  }
  await hud.getByRole('combobox', { name: 'Order of metrics' }).selectOption('value');
  await scroller.evaluate((element) => element.scrollTo(0, 0));
  await hud.getByRole('searchbox').fill('metric_999');
  await expect(hud.getByText('load 11', { exact: true })).toBeVisible();
  await expect(rowOf(hud, 'load:metric_9999')).toBeVisible();
  expect(problems).toEqual([]);
});

test('shows hostile namespaces, names, labels and units as text', async ({ page }) => {
  const hud = await openMetrics(page, 'still&fill=60&hostile');
  await page.evaluate(() => {
    const { registry } = hudPage.metrics;
    registry.registerGauge('hostile<b>', 'unit', { unit: '<i>furlongs per fortnight</i>' }).set(1);
    registry.registerGauge('Pinned', '__proto__', { labels: { a: '<img src=x onerror="window.hacked=2">' } }).set(1);
  });
  await hud.getByRole('searchbox').fill('hostile');
  await expect(hud.getByText('<img src=x onerror="window.hacked=1">')).toBeVisible();
  await expect(hud.getByText('hostile<b> 6', { exact: true })).toBeVisible();
  await hud.getByRole('searchbox').fill('__proto__');
  await expect(hud.getByText('Pinned 1', { exact: true })).toBeVisible();
  await hud.getByRole('button', { name: /^Pin Pinned:__proto__/ }).click();
  expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  await expect(hud.locator('img, b, i')).toHaveCount(0);
  const heights = await hud
    .locator('.row')
    .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().height));
  expect(new Set(heights)).toEqual(new Set([20]));
});

test('marks what went over its budget in a stored session', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still&fill=60');
  await page.evaluate(() => {
    const { registry } = hudPage.metrics;
    const bodies = registry.registerGauge('game', 'bodies', { budget: 100 });
    registry.registerGauge('game', 'calm', { budget: 100 }).set(99);
    bodies.set(120);
    hudPage.metrics.updateFrame({ timeMs: 1e6, frameTimeMs: 16, gap: 'none' });
    bodies.set(20);
  });
  await endFrames(page, 2);
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: /^Show/ }).first().click();
  await hud.getByRole('tab', { name: 'Metrics' }).click();
  const row = (name: string) => hud.getByRole('listitem').filter({ hasText: name });
  await expect(row('game:bodies').getByRole('img', { name: 'Over budget' })).toBeVisible();
  await expect(row('game:bodies')).toHaveAttribute('title', /Budget: at most 100/);
  await expect(row('game:bodies').locator('[data-state="over"]')).toHaveText('120');
  await expect(row('game:calm').locator('.cell').last()).toHaveText('99');
  await expect(row('game:calm').getByRole('img')).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});

test('lists what is searched for at once, also while the list is scrolled to its end', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&frames=steady&fill=100&metrics=5000');
  await hud.getByRole('tab', { name: 'Metrics' }).click();
  const scroller = hud.locator('.metrics .scroller');
  await expect(scroller.locator('li.row').first()).toBeVisible();
  await scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await expect(scroller.locator('li.row', { hasText: 'metric_4999' })).toBeVisible();
  const shown = await scroller.evaluate(async (element) => {
    const input = element.closest('.hud')?.querySelector('input[type=search]') as HTMLInputElement;
    input.value = 'metric_99';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    for (let frames = 0; frames < 5; frames++) await new Promise(requestAnimationFrame);
    const { top, bottom } = element.getBoundingClientRect();
    return [...element.querySelectorAll('li.row .name')]
      .filter((name) => name.getBoundingClientRect().bottom > top && name.getBoundingClientRect().top < bottom)
      .map((name) => name.textContent);
  });
  expect(shown.filter((name) => name?.includes('metric_99')).length).toBeGreaterThan(5);
});

test('cuts a long unit of the user’s own with an ellipsis, and has it as a title', async ({ page }) => {
  const hud = await openMetrics(page, 'still&fill=60');
  await page.evaluate(() => {
    const { registry } = hudPage.metrics;
    registry.registerGauge('game', 'dust', { unit: 'particles' }).set(987_654);
    registry.registerCounter('game', 'born', { unit: 'particles' }).increment(7);
  });
  await endFrames(page, 2);
  const expectCut = async (unit: Locator, text: string) => {
    await expect(unit).toHaveText(text);
    await expect(unit).toHaveAttribute('title', text);
    const found = await unit.evaluate((element) => {
      const room = (element.closest('.stored .cell, li') as HTMLElement).getBoundingClientRect();
      const { overflow, textOverflow } = getComputedStyle(element);
      const isInside = element.getBoundingClientRect().right <= room.right;
      return { isCut: element.scrollWidth > element.clientWidth, isInside, overflow, textOverflow };
    });
    expect(found).toEqual({ isCut: true, isInside: true, overflow: 'hidden', textOverflow: 'ellipsis' });
  };
  await expectCut(rowOf(hud, 'game:dust').locator('.unit').last(), 'particles');
  await expectCut(rowOf(hud, 'game:born').locator('.unit').first(), 'particles/s');
  await expect(rowOf(hud, 'engine:performance.frame_time_ms').locator('.unit').last()).not.toHaveAttribute('title');

  await page.evaluate(async () => hudPage.hud.open(await (await hudPage.host.sessions()).open('a')));
  await expectCut(rowOf(hud, 'game:dust').locator('.unit').last(), 'particles');
  await hud.getByRole('tab', { name: 'Frames' }).click();
  const surface = hud.getByRole('application', { name: 'Timeline' });
  await expect(surface.locator('canvas')).not.toHaveCount(0);
  await surface.focus();
  await page.keyboard.press('End');
  const values = hud.getByRole('list', { name: 'Metrics of the frame' });
  await expectCut(values.locator('li', { hasText: 'game:dust' }).locator('.unit'), 'particles');
});

test('has the boundaries of a pinned histogram of few buckets beside its strip', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('framescope:pins', JSON.stringify({ version: 1, pins: ['game:queue'] }));
    const labels = new Set<string>();
    Object.assign(globalThis, { labels });
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
      fillText.call(this, text, ...place);
      labels.add(text);
    };
  });
  await openHud(page, 'mode=graph&still&fill=60');
  const labels = async () => {
    await page.evaluate(() =>
      hudPage.metrics.registry.registerHistogram('game', 'queue', { boundaries: [4, 8, 16] }).record(5),
    );
    await endFrames(page, 1);
    return page.evaluate(() => [...(globalThis as unknown as { labels: Set<string> }).labels]);
  };
  await expect.poll(labels).toEqual(expect.arrayContaining(['≤ 4', '> 16']));
  expect(await labels()).not.toContain('–');
});
