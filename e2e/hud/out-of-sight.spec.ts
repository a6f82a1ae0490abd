import { expect, type Page, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import { openHud } from './open-hud.ts';

/** How often texts change and charts are drawn from now on, by the region that they are in: `Metrics`, `Metrics, drawn`. */
function countChanges(page: Page) {
  return page.evaluateHandle(() => {
    const changes = new Map<string, number>();
    const add = (node: Node, what = '') => {
      const section = (node.parentElement ?? (node as Element)).closest('section');
      const name = (section?.getAttribute('aria-label') ?? '') + what;
      changes.set(name, (changes.get(name) ?? 0) + 1);
    };
    const root = document.querySelector('framescope-hud')?.shadowRoot as ShadowRoot;
    new MutationObserver((records) => {
      for (const { target } of records) add(target);
    }).observe(root, { subtree: true, characterData: true });
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      add(this.canvas, ', drawn');
      clearRect.apply(this, box);
    };
    return changes;
  });
}

test('lets charts and figures rest while they are scrolled out of sight, and renews them when they come back', async ({
  page,
}) => {
  await page.setViewportSize({ width: 640, height: 300 });
  const hud = await openHud(page, 'mode=panel&frames=steady');
  const view = hud.getByRole('tabpanel');
  const list = hud.getByRole('region', { name: 'Metrics', exact: true });
  await expect(list.locator('.value').first()).not.toBeEmpty();
  const changes = await countChanges(page);
  const changed = async () => {
    await changes.evaluate((all) => all.clear());
    // Figures are renewed each half of a second.
    const from = await page.evaluate(() => hudPage.frames);
    await page.waitForFunction((from) => hudPage.frames > from + 60, from);
    return changes.evaluate((all) => [...all.keys()].sort());
  };
  const scrollTo = (top: number) => view.evaluate((element, top) => element.scrollTo({ top }), top);
  const [frames, metrics] = [/^Frame time(, drawn)?$/, /^Metrics(, drawn)?$/];
  const changedOf = async (part: RegExp) => (await changed()).filter((name) => part.test(name));
  await expect.poll(() => changedOf(frames)).toEqual(['Frame time', 'Frame time, drawn']);
  expect(await changedOf(metrics)).toEqual([]);
  await scrollTo(10_000);
  await expect.poll(() => changedOf(frames)).toEqual([]);
  expect(await changedOf(metrics)).toEqual(['Metrics', 'Metrics, drawn']);
  await scrollTo(0);
  await expect.poll(() => changedOf(frames)).toEqual(['Frame time', 'Frame time, drawn']);
});

test('draws a chart of a stored session when it comes back into sight, if it was to be drawn meanwhile', async ({
  page,
}) => {
  await page.setViewportSize({ width: 640, height: 200 });
  const hud = await openHud(page, 'mode=panel&frames=steady&fill=200');
  await hud.getByRole('button', { name: /^Sessions/ }).click();
  await hud.getByRole('button', { name: /^Show/ }).first().click();
  await expect(hud.getByText(/^Stored session/)).toBeVisible();
  const view = hud.getByRole('tabpanel');
  const scrollTo = (top: number) => view.evaluate((element, top) => element.scrollTo({ top }), top);
  const chart = hud.getByRole('img', { name: 'Histogram of frame times' });
  await expect(chart.locator('canvas').first()).toBeAttached();
  const isDrawn = () =>
    chart.locator('canvas').evaluateAll((canvases) =>
      canvases.some((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height);
        return pixels?.data.some((part) => part > 0);
      }),
    );
  // What comes below it may still be loading: it is not always at the end.
  await chart.scrollIntoViewIfNeeded();
  await expect.poll(isDrawn).toBe(true);
  await scrollTo(0);
  const changes = await countChanges(page);
  await chart.scrollIntoViewIfNeeded();
  await scrollTo(0);
  await chart.scrollIntoViewIfNeeded();
  await expect(chart).toBeInViewport();
  // Observers are told in a frame, and what they ask for comes in a task after it.
  await page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames++)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  });
  const drawn = () => changes.evaluate((all) => [...all.keys()]);
  expect(await drawn()).not.toContain('Distribution of frame times, drawn');

  await scrollTo(0);
  await expect(chart).not.toBeInViewport();
  await changes.evaluate((all) => all.clear());
  await page.evaluate(() => hudPage.hud.configure({ budgetMs: 5 }));
  await expect(hud.getByRole('region', { name: 'Frame time', exact: true })).toContainText(/Budget\s*5ms/);
  // It is counted anew, and all charts that are seen are told.
  await expect.poll(drawn).toContain('Frame time, drawn');
  expect(await drawn()).not.toContain('Distribution of frame times, drawn');
  await chart.scrollIntoViewIfNeeded();
  await expect.poll(drawn).toContain('Distribution of frame times, drawn');
});

/** The rows and charts of a view in which something is written or drawn from now on, where they can be seen and where not. */
function watchWriting(page: Page) {
  return page.evaluateHandle(() => {
    const found = { outOfSight: new Set<string>(), inSight: new Set<string>() };
    const root = document.querySelector('framescope-hud')?.shadowRoot?.querySelector('.hud') as Element;
    const isSeen = (element: Element, { top, bottom }: { top: number; bottom: number }) => {
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        if (getComputedStyle(around).overflowY === 'visible') continue;
        const clip = around.getBoundingClientRect();
        // What lies at the edge counts as seen.
        if (bottom < clip.top - 1 || top > clip.bottom + 1) return false;
      }
      return true;
    };
    const add = (
      element: Element,
      what = element.querySelector('.name')?.textContent,
      box = element.getBoundingClientRect(),
    ) => {
      const name = `${element.closest('[aria-label]')?.getAttribute('aria-label')}: ${what}`;
      found[isSeen(element, box) ? 'inSight' : 'outOfSight'].add(name);
    };
    new MutationObserver((records) => {
      for (const { target } of records) {
        // Who has just come or gone, as a spare row, is not written.
        const element = target.isConnected ? target.parentElement : null;
        // A figure that has no room, as the style sheet says, is not laid out either.
        if (element?.checkVisibility()) add(element.closest('li, dl') ?? element);
      }
    }).observe(root, { subtree: true, characterData: true });
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (x, y, width, height) {
      // What is cleared is drawn anew: some have only parts of a canvas.
      const { left, top } = this.canvas.getBoundingClientRect();
      if (root.contains(this.canvas)) add(this.canvas, `from ${y}`, new DOMRect(left + x, top + y, width, height));
      clearRect.call(this, x, y, width, height);
    };
    return found;
  });
}

/** Lets so many frames of the page pass. */
const passFrames = (page: Page, count: number) =>
  page.evaluate(async (count) => {
    for (let frames = 0; frames < count; frames++) await new Promise(requestAnimationFrame);
  }, count);

const openLive = (page: Page) => openHud(page, 'mode=panel&frames=steady&metrics=60');

async function openWithPins(page: Page, mode: 'graph' | 'panel') {
  await page.addInitScript(() => {
    const pins = Array.from({ length: 8 }, (_, k) => `load:metric_${k}`);
    localStorage.setItem('framescope:pins', JSON.stringify({ version: 1, pins }));
  });
  return openHud(page, `mode=${mode}&frames=steady&metrics=60`);
}

for (const { view, open } of [
  { view: 'Overview', open: openLive },
  { view: 'Frames', open: (page: Page) => openWithPins(page, 'panel') },
  { view: 'Distribution', open: openLive },
  {
    view: 'GPU',
    async open(page: Page) {
      await openPage(page, '/?scene=two-canvases&load=0.1&session=0&hud=panel');
      return page.getByRole('region', { name: 'Framescope' });
    },
  },
  { view: 'Metrics', open: openLive },
  { view: null, open: (page: Page) => openWithPins(page, 'graph') },
  {
    view: 'Rules',
    async open(page: Page) {
      const hud = await openLive(page);
      await page.evaluate(() => {
        for (let seconds = 1000; seconds < 1010; seconds++)
          hudPage.flight.rules.add({ when: `frame.p50 > 1ms for ${seconds}s`, do: ['mark'] });
      });
      return hud;
    },
  },
])
  test(`writes and draws what of ${view ?? 'graph mode'} can be seen, and nothing else`, async ({ page }) => {
    await page.setViewportSize({ width: 640, height: 300 });
    const hud = await open(page);
    if (view !== null) await hud.getByRole('tab', { name: view }).click();
    const scrollTo = (top: number) =>
      hud.evaluate((root, top) => {
        for (const element of [root, ...root.querySelectorAll('*')]) element.scrollTop = top;
      }, top);
    await passFrames(page, 60);
    const writing = await watchWriting(page);
    const writtenAt = async (top: number) => {
      await scrollTo(top);
      await passFrames(page, 10);
      await writing.evaluate(({ inSight, outOfSight }) => {
        inSight.clear();
        outOfSight.clear();
      });
      await passFrames(page, 90);
      const { inSight, outOfSight } = await writing.evaluate((all) => ({
        inSight: [...all.inSight],
        outOfSight: [...all.outOfSight],
      }));
      expect(outOfSight).toEqual([]);
      return new Set(inSight);
    };
    const atBegin = await writtenAt(0);
    const atEnd = await writtenAt(10_000);
    expect(atBegin.size).toBeGreaterThan(0);
    expect([...atEnd].filter((name) => !atBegin.has(name)).length).toBeGreaterThan(0);
  });

test('draws what stands still in the view of frames when it comes back into sight, as it was zoomed meanwhile', async ({
  page,
}) => {
  await page.setViewportSize({ width: 640, height: 300 });
  const hud = await openWithPins(page, 'panel');
  await hud.getByRole('tab', { name: 'Frames' }).click();
  await hud.getByRole('button', { name: 'Pause' }).click();
  const last = hud.getByRole('list', { name: 'Pinned metrics' }).getByRole('listitem').last();
  const pixels = () =>
    page.evaluate(() => {
      const view = document.querySelector('framescope-hud')?.shadowRoot?.querySelector('.view') as Element;
      // The axis of the frame times has another.
      const canvas = [...view.querySelectorAll('canvas')].at(-1) as HTMLCanvasElement;
      const height = Math.round((44 * canvas.height) / canvas.clientHeight);
      const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
        0,
        canvas.height - height,
        canvas.width,
        height,
      );
      return data.join();
    });
  await last.scrollIntoViewIfNeeded();
  const isDrawn = async () => /[1-9]/.test(await pixels());
  await expect.poll(isDrawn).toBe(true);
  const before = await pixels();
  await hud.getByRole('tabpanel').evaluate((panel) => panel.scrollTo({ top: 0 }));
  await expect(last).not.toBeInViewport();
  await passFrames(page, 3);
  const writing = await watchWriting(page);
  for (let k = 0; k < 3; k++) await hud.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(() => writing.evaluate(({ inSight }) => inSight.size)).toBeGreaterThan(0);
  expect(await writing.evaluate(({ outOfSight }) => [...outOfSight])).toEqual([]);
  expect(await pixels()).toBe(before);
  await last.scrollIntoViewIfNeeded();
  await expect.poll(pixels).not.toBe(before);
  expect(await isDrawn()).toBe(true);
});

test('observes no row that has gone', async ({ page }) => {
  await page.addInitScript(() => {
    const observed = new Set<Element>();
    const { observe, unobserve } = ResizeObserver.prototype;
    ResizeObserver.prototype.observe = function (element, options) {
      observed.add(element);
      observe.call(this, element, options);
    };
    ResizeObserver.prototype.unobserve = function (element) {
      observed.delete(element);
      unobserve.call(this, element);
    };
    Object.assign(window, { observed });
  });
  const hud = await openLive(page);
  await hud.getByRole('tab', { name: 'Rules' }).click();
  const gone = () =>
    page.evaluate(() => {
      const { observed } = window as unknown as { observed: Set<Element> };
      return [...observed].filter((element) => element.localName === 'li' && !element.isConnected).length;
    });
  await page.evaluate(() => void hudPage.flight.rules.add({ when: 'frame.p50 > 1ms', do: ['mark'] }));
  for (let count = 0; count < 3; count++) {
    await page.evaluate(() => void hudPage.flight.rules.add({ when: 'frame.p95 > 1ms', do: ['mark'] }));
    await hud.getByRole('button', { name: 'Remove frame.p95' }).click();
  }
  await expect(hud.getByRole('list', { name: 'Watched rules' }).getByRole('listitem')).toHaveCount(1);
  await expect.poll(gone).toBe(0);
});
