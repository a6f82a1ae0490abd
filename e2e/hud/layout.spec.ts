import { expect, type Locator, type Page, test } from '@playwright/test';
import { collectProblems } from '../open-page.ts';
import { openHud } from './open-hud.ts';
import { violations } from './violations.ts';

const boxOf = async (hud: Locator) => (await hud.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
const stored = (page: Page) => page.evaluate(() => localStorage.getItem('framescope:layout'));
const openLayout = (hud: Locator) => hud.getByRole('button', { name: 'Place and size' }).click();

/** Drags the middle of what is found there by so much. */
async function drag(page: Page, handle: Locator, right: number, down: number): Promise<void> {
  const { x, y, width, height } = await boxOf(handle);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + right, y + height / 2 + down, { steps: 3 });
  await page.mouse.up();
}

const headerOf = (hud: Locator) => hud.locator('.header .figure').nth(1);
const gripOf = (hud: Locator) => hud.getByRole('button', { name: /^Size/ });

test('is dragged by its header, stays where it was put, and keeps its corner when the window changes', async ({
  page,
}) => {
  const problems = collectProblems(page);
  const hud = await openHud(page, 'mode=graph');
  const before = await boxOf(hud);
  await drag(page, headerOf(hud), -300, 200);
  const after = await boxOf(hud);
  expect([after.x, after.y]).toEqual([before.x - 300, before.y + 200]);
  await page.reload();
  await expect(hud).toBeVisible();
  expect(await boxOf(hud)).toEqual(after);
  await page.setViewportSize({ width: 1000, height: 600 });
  expect((await boxOf(hud)).x).toBe(after.x - 280);
  // Where there is no room left it comes nearer to the other edge.
  await page.setViewportSize({ width: 400, height: 300 });
  const small = await boxOf(hud);
  expect(small.x).toBeGreaterThanOrEqual(0);
  expect(small.x + small.width).toBeLessThanOrEqual(400);
  expect(small.y + small.height).toBeLessThanOrEqual(300);
  expect(problems).toEqual([]);
});

test('snaps to the margin, and a press on a button drags nothing', async ({ page }) => {
  const hud = await openHud(page, 'mode=graph');
  const before = await boxOf(hud);
  await drag(page, headerOf(hud), 6, 7);
  expect(await boxOf(hud)).toEqual(before);
  await drag(page, hud.getByRole('button', { name: 'Hide' }), -200, 200);
  expect(await boxOf(hud)).toEqual(before);
});

test('is resized by its grip, with the pointer and by keys, in each mode for itself', async ({ page }) => {
  const hud = await openHud(page, 'mode=graph');
  const before = await boxOf(hud);
  await drag(page, gripOf(hud), -120, 90);
  const graph = await boxOf(hud);
  expect([graph.width, graph.height]).toEqual([before.width + 120, before.height + 90]);
  const right = before.x + before.width;
  expect(graph.x + graph.width).toBe(right);
  // The chart gets the room.
  expect((await boxOf(hud.locator('.chart'))).height).toBeGreaterThan(150);
  await page.evaluate(() => hudPage.hud.setMode('panel'));
  await gripOf(hud).focus();
  const panel = await boxOf(hud);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  await expect.poll(async () => (await boxOf(hud)).width).toBe(panel.width + 16);
  expect((await boxOf(hud)).height).toBe(panel.height - 16);
  await page.reload();
  await expect(hud).toBeVisible();
  expect(await boxOf(hud)).toEqual(graph);
});

test('is moved to a corner, made transparent, scaled and reset by its layout, without a violation that axe finds', async ({
  page,
}) => {
  const hud = await openHud(page, 'mode=graph');
  const before = await boxOf(hud);
  await openLayout(hud);
  expect(await violations(page)).toEqual([]);
  const layout = hud.getByRole('region', { name: 'Layout' });
  await layout.getByRole('button', { name: 'At the bottom left' }).click();
  await layout.getByRole('slider', { name: 'Opacity, in %' }).fill('50');
  await layout.getByRole('slider', { name: 'Scale, in %' }).fill('150');
  await expect.poll(async () => (await boxOf(hud)).width).toBe(before.width * 1.5);
  const { x, y, height } = await boxOf(hud);
  expect([x, y + height]).toEqual([8, 712]);
  const opacity = () => hud.evaluate((element) => Number(getComputedStyle(element).opacity));
  // Who works with it sees it whole.
  expect(await opacity()).toBe(1);
  await page.mouse.move(900, 300);
  await hud.evaluate((element) => (element.getRootNode() as ShadowRoot).querySelector<HTMLElement>(':focus')?.blur());
  await expect.poll(opacity).toBe(0.5);
  expect(JSON.parse((await stored(page)) ?? '')).toMatchObject({ version: 1, opacity: 0.5, scale: 1.5 });
  await layout.getByRole('button', { name: 'Reset' }).click();
  await openLayout(hud);
  expect(await boxOf(hud)).toEqual(before);
  expect(await stored(page)).toBeNull();
});

test('shows which corner it is in, before one was chosen and after a drag', async ({ page }) => {
  const hud = await openHud(page, 'mode=graph&corner=bottom-left');
  await openLayout(hud);
  const pressed = hud.getByRole('group', { name: 'Corner' }).getByRole('button', { pressed: true });
  await expect(pressed).toHaveAccessibleName('At the bottom left');
  await drag(page, headerOf(hud), 700, -500);
  await expect(pressed).toHaveAccessibleName('At the top right');
  await hud.getByRole('button', { name: 'Reset' }).click();
  await expect(pressed).toHaveAccessibleName('At the bottom left');
  await page.evaluate(() => hudPage.hud.configure({ corner: 'bottom-right' }));
  await expect(pressed).toHaveAccessibleName('At the bottom right');
});

for (const where of ['documentElement', 'body'] as const)
  test(`is as large as ever, in its corner, where the page zooms its ${where} by CSS, then or later`, async ({
    page,
  }) => {
    const problems = collectProblems(page);
    const hud = await openHud(page, 'mode=panel&still&fill=600');
    await expect(hud.locator('.bar')).toBeVisible();
    const before = await boxOf(hud);
    const zoom = (to: string) =>
      page.evaluate(([element, value]) => document[element].style.setProperty('zoom', value), [where, to] as const);
    await zoom('2');
    await expect.poll(() => boxOf(hud)).toEqual(before);
    await drag(page, headerOf(hud), -300, 20);
    expect((await boxOf(hud)).x).toBe(before.x - 300);
    await page.evaluate(() => hudPage.hud.setMode('hidden'));
    await zoom('0.5');
    await page.evaluate(() => hudPage.hud.setMode('panel'));
    await expect.poll(async () => (await boxOf(hud)).width).toBe(before.width);
    await zoom('');
    await expect.poll(async () => (await boxOf(hud)).width).toBe(before.width);
    expect(problems).toEqual([]);
  });

test('opens the frame under the pointer at every scale', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('framescope:layout', '{"version":1,"scale":1.5}'));
  const hud = await openHud(page, 'mode=panel&still');
  await expect.poll(async () => (await boxOf(hud)).width).toBe(630);
  await hud.getByRole('tab', { name: 'Frames' }).click();
  const surface = hud.getByRole('application', { name: 'Timeline' });
  await expect(surface.locator('canvas')).not.toHaveCount(0);
  const opened = async (part: number) => {
    const { x, y, width, height } = await boxOf(surface);
    await page.mouse.click(x + 54 + part * (width - 75), y + height / 3);
    return Number(
      /Frame (\d+)/.exec((await hud.getByRole('region', { name: 'Frame', exact: true }).textContent()) ?? '')?.[1],
    );
  };
  // 700 frames, from the left edge to the right one.
  await hud.getByRole('button', { name: 'All', exact: true }).click();
  expect(await opened(0)).toBeLessThan(20);
  expect(Math.abs((await opened(0.5)) - 350)).toBeLessThan(60);
  expect(await opened(1)).toBeGreaterThan(680);
});

for (const text of [
  '{',
  '{"version":99,"scale":2}',
  '{"version":1,"place":"nowhere","scale":[],"sizes":{"panel":7}}',
]) {
  test(`stands where it does by default when ${text} is stored`, async ({ page }) => {
    const problems = collectProblems(page);
    await page.addInitScript((value) => localStorage.setItem('framescope:layout', value), text);
    const hud = await openHud(page, 'mode=graph');
    const { x, y, width } = await boxOf(hud);
    expect([x + width, y, width]).toEqual([1272, 8, 360]);
    expect(problems).toEqual([]);
  });
}

test('is moved without a store, and remembers nothing when it is told not to', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('Blocked', 'SecurityError');
      },
    });
  });
  const problems = collectProblems(page);
  const hud = await openHud(page, 'mode=graph');
  const before = await boxOf(hud);
  await drag(page, headerOf(hud), -300, 200);
  expect((await boxOf(hud)).x).toBe(before.x - 300);
  expect(problems).toEqual([]);
});

test('stands as it does on any page where text goes from right to left', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  const before = await boxOf(hud);
  const titles = await boxOf(hud.locator('.header .hero'));
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  expect(await boxOf(hud)).toEqual(before);
  expect(await boxOf(hud.locator('.header .hero'))).toEqual(titles);
});

test('can be used at 200 % zoom: a window of half the size', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 360 });
  const hud = await openHud(page, 'mode=panel');
  const box = await boxOf(hud);
  expect(box.y + box.height).toBeLessThanOrEqual(352);
  for (const name of ['Frames', 'Distribution', 'Metrics']) {
    await hud.getByRole('tab', { name }).click();
    const view = await boxOf(hud.getByRole('tabpanel'));
    expect(view.y + view.height).toBeLessThanOrEqual(352);
  }
  await expect(hud.getByRole('button', { name: 'Record' })).toBeInViewport();
});

const keepLayout = (page: Page, layout: object) =>
  page.addInitScript(
    (text) => localStorage.setItem('framescope:layout', text),
    JSON.stringify({ version: 1, ...layout }),
  );

for (const [name, height, layout] of [
  ['a low window', 330, {}],
  ['a larger scale', 650, { scale: 1.3 }],
  ['a size of its own', 740, { sizes: { panel: { width: 420, height: 260 } } }],
] as const)
  test(`scrolls the overview between header and sessions in ${name}`, async ({ page }) => {
    await keepLayout(page, layout);
    await page.setViewportSize({ width: 640, height });
    const hud = await openHud(page, 'mode=panel&still&fill=600');
    const bar = hud.locator('.bar');
    await expect(bar).toBeVisible();
    const view = hud.getByRole('tabpanel');
    await expect(hud.locator('.metrics .row').first()).toBeAttached();
    const [inHud, inBar, inView] = [await boxOf(hud), await boxOf(bar), await boxOf(view)];
    expect(inBar.y + inBar.height).toBeLessThanOrEqual(inHud.y + inHud.height);
    expect(inView.y + inView.height).toBeLessThanOrEqual(inBar.y + 1);
    expect(await view.evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)).toBe(true);
    expect(await hud.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBeLessThanOrEqual(1);
  });

for (const [mode, width] of [
  ['graph', 280],
  ['graph', 360],
  ['panel', 320],
  ['panel', 360],
  ['panel', 420],
] as const)
  test(`has all buttons of the header in sight in ${mode} at ${width} px`, async ({ page }) => {
    await keepLayout(page, { sizes: { [mode]: { width, height: 400 } } });
    const hud = await openHud(page, `mode=${mode}&still&fill=600`);
    const inHud = await boxOf(hud);
    expect(inHud.width).toBe(width);
    for (const label of ['Place and size', 'One line', 'Graph', 'Panel', 'Hide']) {
      const { x, width: ofButton } = await boxOf(hud.getByRole('button', { name: label, exact: true }));
      expect(x, label).toBeGreaterThan(inHud.x);
      expect(x + ofButton, label).toBeLessThan(inHud.x + width);
    }
  });

test('draws charts at the resolution of the screen at any scale', async ({ page }) => {
  await keepLayout(page, { scale: 1.5 });
  const hud = await openHud(page, 'mode=graph&still&fill=600');
  const canvas = hud.locator('.chart canvas').last();
  const ratioOf = () => canvas.evaluate((element: HTMLCanvasElement) => element.width / element.clientWidth);
  await expect.poll(ratioOf).toBeCloseTo(1.5, 1);
});

test('draws curves at the resolution of the screen, also under a scale that changes', async ({ page }) => {
  await keepLayout(page, { scale: 1.5 });
  const hud = await openHud(page, 'mode=panel&fill=600');
  const plots = hud.locator('.u-wrap canvas');
  // Of the screen, which has one for each pixel of the page.
  const ratios = () =>
    plots.evaluateAll((canvases) =>
      canvases.map((canvas) => {
        const { width, height } = canvas.getBoundingClientRect();
        const { width: across, height: down } = canvas as HTMLCanvasElement;
        return [across / width, down / height].map((ratio) => Math.round(ratio * 20) / 20);
      }),
    );
  const fill = async () => {
    const [chart, plot] = [await boxOf(hud.locator('.chart:has(.u-wrap)').first()), await boxOf(plots.first())];
    return [Math.round(Math.abs(plot.width - chart.width)), Math.round(Math.abs(plot.height - chart.height))];
  };
  await hud.getByRole('tab', { name: 'Distribution' }).click();
  const both = [
    [1, 1],
    [1, 1],
  ];
  await expect.poll(ratios).toEqual(both);
  await hud.getByRole('button', { name: 'Place and size' }).click();
  await hud.getByRole('slider', { name: 'Scale, in %' }).fill('75');
  await expect.poll(ratios).toEqual(both);
  expect(await fill()).toEqual([0, 0]);
});

test('draws what stands still anew where the scale changes', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&fill=600');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Show Forest, shadows on' }).click();
  await expect(hud.getByText(/^Stored session/)).toBeVisible();
  /** Pixels of each canvas to one of the page's that it takes. */
  const ratios = () =>
    hud
      .locator('.chart canvas')
      .evaluateAll((all) =>
        (all as HTMLCanvasElement[]).map(
          (canvas) => Math.round((10 * canvas.width) / canvas.getBoundingClientRect().width) / 10,
        ),
      );
  await hud.getByRole('button', { name: 'Place and size' }).click();
  for (const percent of ['150', '75']) {
    await hud.getByRole('slider', { name: 'Scale, in %' }).fill(percent);
    await expect.poll(async () => [...new Set(await ratios())]).toEqual([1]);
  }
  await hud.getByRole('slider', { name: 'Scale, in %' }).fill('100');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: 'Compare Forest, shadows off' }).click();
  await hud.getByRole('button', { name: 'Compare Forest, shadows on' }).click();
  await expect(hud.getByRole('img', { name: /^Histograms/ })).toBeVisible();
  await expect.poll(async () => [...new Set(await ratios())]).toEqual([1]);
  await hud.getByRole('slider', { name: 'Scale, in %' }).fill('150');
  await expect.poll(async () => [...new Set(await ratios())]).toEqual([1]);
});
