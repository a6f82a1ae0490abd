import { expect, type Locator, type Page, test } from '@playwright/test';
import { PANEL_VIEWS } from '../../src/hud/model/panel-views.ts';
import { formatMs } from '../../src/hud/parts/format-value.ts';
import { openHud } from './open-hud.ts';

/** Frames of one scenario: each figure has another number of digits than in the others. */
interface Scenario {
  readonly frameMs: number;
  readonly cpuMs: number;
  readonly drawCalls: number;
  readonly memoryMb: number;
}
// Around every change of width: 9.9 to 10, 99.9 to 100, a thousands separator, a prefix, another unit, a missing value.
const SCENARIOS: readonly Scenario[] = [
  { frameMs: 9.94, cpuMs: 0.99, drawCalls: 9, memoryMb: 0.9 },
  { frameMs: 10, cpuMs: 9.99, drawCalls: 99, memoryMb: 9.9 },
  { frameMs: 16.7, cpuMs: 10, drawCalls: 999, memoryMb: 999 },
  { frameMs: 99.9, cpuMs: 99.9, drawCalls: 1000, memoryMb: 1023 },
  { frameMs: 100, cpuMs: 100, drawCalls: 999_999, memoryMb: 1024 },
  { frameMs: 1000, cpuMs: 999, drawCalls: 1_000_000, memoryMb: 99_999 },
  { frameMs: 1.01, cpuMs: Number.NaN, drawCalls: 123_456_789, memoryMb: Number.NaN },
];

/** Lets two seconds of such frames pass, until all that is shown is of them. */
async function play(page: Page, hud: Locator, scenario: Scenario): Promise<void> {
  await page.evaluate(({ frameMs, cpuMs, drawCalls, memoryMb }) => {
    const { host, metrics } = hudPage;
    const { endFrame } = host.frames;
    const time = new Float64Array(1);
    host.frames.read('time', endFrame - 1, endFrame, time);
    const count = Math.max(30, Math.ceil(2000 / frameMs));
    for (let k = 1; k <= count; k++) {
      metrics.updateFrame({
        timeMs: (time[0] ?? 0) + k * frameMs,
        frameTimeMs: frameMs,
        gap: 'none',
        cpuTimeMs: cpuMs,
        gpuTimeMs: cpuMs / 2,
        drawCalls,
        triangles: drawCalls * 3,
        memoryMb,
      });
    }
  }, scenario);
  // All figures are renewed together.
  await expect(hud.locator('.header .figure:nth-child(2) .value')).toHaveText(formatMs(scenario.frameMs));
}

/** Where everything is that has words or is pressed, with the rooms of figures. */
function boxesOf(hud: Locator): Promise<string[]> {
  return hud.evaluate((root) => {
    const parts =
      '.label, .unit, .value, .figure, .clock, .chart, .cell, .sample, dt, dd, h2, button, input, select, section, li';
    return [...root.querySelectorAll(parts)].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const box = [x, y, width, height].map((value) => value.toFixed(2)).join(' ');
      // Its first class is what it is; others say how it stands.
      return `${element.tagName} ${element.classList[0] ?? ''} ${box}`;
    });
  });
}

/** Figures whose digits lie over the words beside them. */
function overlaps(hud: Locator): Promise<string[]> {
  return hud.evaluate((root) => {
    const found: string[] = [];
    const range = document.createRange();
    for (const line of root.querySelectorAll('.figure, .key-figures > div, .row')) {
      const leaves = [...line.querySelectorAll('.label, .value, .unit, dt, .name')].filter(
        (leaf) => leaf.textContent && leaf.checkVisibility({ visibilityProperty: true }),
      );
      const spans = leaves.map((leaf) => {
        range.selectNodeContents(leaf);
        const { left, right } = range.getBoundingClientRect();
        // A name that is too long ends where its room does.
        return leaf.matches('.name')
          ? { left, right: Math.min(right, leaf.getBoundingClientRect().right) }
          : { left, right };
      });
      const isOver = spans.some(({ left }, k) => k > 0 && left < (spans[k - 1]?.right ?? 0) - 0.5);
      if (isOver) found.push(leaves.map((leaf) => leaf.textContent).join(' '));
    }
    return found;
  });
}

const textOf = (hud: Locator) => hud.evaluate((root) => root.textContent);

async function expectNothingMoves(page: Page, hud: Locator): Promise<void> {
  await play(page, hud, SCENARIOS[0] as Scenario);
  const boxes = await boxesOf(hud);
  expect(boxes.length).toBeGreaterThan(5);
  const texts = new Set<string | null>();
  for (const scenario of SCENARIOS) {
    await play(page, hud, scenario);
    texts.add(await textOf(hud));
    expect(await boxesOf(hud)).toEqual(boxes);
    expect(await overlaps(hud)).toEqual([]);
  }
  // The figures have changed, so there was something to move.
  expect(texts.size).toBe(SCENARIOS.length);
}

test.use({ viewport: { width: 640, height: 740 } });

for (const mode of ['compact', 'graph'] as const) {
  test(`moves nothing as figures grow and shrink, ${mode}`, async ({ page }) => {
    const hud = await openHud(page, `mode=${mode}&still&fill=60&frames=steady`);
    await expectNothingMoves(page, hud);
  });
}

for (const view of ['overview', 'distribution', 'metrics'] as const) {
  test(`moves nothing as figures grow and shrink, ${view}`, async ({ page }) => {
    const hud = await openHud(page, 'mode=panel&still&fill=60&frames=steady');
    await hud.getByRole('tab', { name: PANEL_VIEWS[view], exact: true }).click();
    await expect(hud.getByRole('button', { name: 'Record' })).toBeVisible();
    await expect(hud.locator('.view .key-figures, .view .row').first()).toBeVisible();
    await expectNothingMoves(page, hud);
  });
}
