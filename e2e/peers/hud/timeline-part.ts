import type { Browser, JSHandle, Page } from '@playwright/test';
import type { Timeline } from '../../../src/hud/timeline/timeline.ts';
import type {} from '../../pages/bench-timeline.ts';
import { longestTask, type TraceEvent, tasksFrom, traceMainThread } from '../trace.ts';
import { judge, type Part, type Row } from './row.ts';

const LIMIT_MS = 16;
/** What is longer is a long task to the browser, and a hitch of the page that the HUD is on. */
const OPENING_LIMIT_MS = 50;
/** Turns of the wheel one way; then as many back, further along the chart. */
const TURNS = 40;
const DRAG_STEPS = 40;
/** Longer than a frame, so that each turn is drawn by itself. */
const BETWEEN_MS = 25;
const COLUMNS = 1000;

const row = (name: string, value: number, more: Partial<Row> = {}): Row => ({
  case: name,
  value,
  unit: 'ms',
  ratio: null,
  peer: null,
  ...more,
});

/** The view of frames over a stored session of a million, moved by real input, and the longest task of the page meanwhile, by the trace. */
export async function timelinePart(browser: Browser): Promise<Part> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    await page.goto(`${process.env.FRAMESCOPE_URL}e2e-pages/bench-timeline.html`);
    await page.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: 120_000 });
    const timeline = await page.evaluateHandle(() => timelinePage.read());
    const pyramid = await traceMainThread(browser, page, () => readByPyramid(timeline));
    await timeline.dispose();
    const openings = {
      'opening the session': await traceMainThread(browser, page, () => openSession(page)),
      'opening its frames': await traceMainThread(browser, page, () => openFrames(page)),
    };
    const traceMoves = async (suffix = '') => ({
      [`zooming by the wheel${suffix}`]: await traceMainThread(browser, page, () => zoom(page)),
      [`panning by the wheel${suffix}`]: await traceMainThread(browser, page, () => pan(page)),
      [`panning by dragging${suffix}`]: await traceMainThread(browser, page, () => drag(page, true)),
      [`selecting by dragging${suffix}`]: await traceMainThread(browser, page, () => select(page)),
    });
    const moves = await traceMoves();
    const others = {
      'opening its distribution': await traceMainThread(browser, page, () => openDistribution(page)),
      'opening its metrics': await traceMainThread(browser, page, () => openMetrics(page)),
    };
    await pinMetrics(page);
    const pinned = ', three pinned metrics';
    const pinnedOpening = {
      [`opening its frames${pinned}`]: await traceMainThread(browser, page, () => openPinned(page)),
    };
    const pinnedMoves = await traceMoves(pinned);
    const taskRows = (name: string, events: readonly TraceEvent[], limitMs: number) => {
      const { wallMs, threadMs } = longestTask(tasksFrom(events));
      const goal = (value: number) => ({ goal: `≤ ${limitMs} ms`, verdict: judge(value, limitMs) });
      return [
        row(`${name}, longest task`, wallMs, goal(wallMs)),
        row(`${name}, longest task by the thread’s clock`, threadMs, goal(threadMs)),
      ];
    };
    const allRows = (parts: Readonly<Record<string, readonly TraceEvent[]>>, limitMs: number) =>
      Object.entries(parts).flatMap(([name, events]) => taskRows(name, events, limitMs));
    const frames = await page.evaluate(() => timelinePage.session.summary.frames);
    return {
      title: `Timeline of ${frames.toLocaleString('en')} frames`,
      rows: [
        ...allRows(moves, LIMIT_MS),
        ...taskRows(`${COLUMNS} columns of the pyramid alone`, pyramid, LIMIT_MS),
        ...allRows({ ...openings, ...others }, OPENING_LIMIT_MS),
        ...allRows(pinnedMoves, LIMIT_MS),
        ...allRows(pinnedOpening, OPENING_LIMIT_MS),
      ],
    };
  } finally {
    await page.close();
  }
}

/** Reads a chart's columns out of the pyramids alone, from all frames down to some hundreds, each zoom in a task of its own. */
async function readByPyramid(timeline: JSHandle<Timeline>): Promise<void> {
  await timeline.evaluate(async (timeline, columns) => {
    const { fromMs, toMs } = timeline.bounds;
    const points = timelinePage.createPoints();
    for (let span = toMs - fromMs, k = 0; span > 5000; span *= 0.8, k++) {
      // Elsewhere each time.
      const begin = fromMs + (toMs - fromMs - span) * ((k * 0.618) % 1);
      timeline.points({ fromMs: begin, toMs: begin + span }, span / columns, points);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }, COLUMNS);
}

/** All that is read and counted in slices is there. */
async function counted(page: Page): Promise<void> {
  for (const text of ['Counting', 'Reading the session'])
    await page.getByText(text).first().waitFor({ state: 'detached' });
}

/** The overview, with the figures of all frames. */
async function openSession(page: Page): Promise<void> {
  await page.evaluate(() => timelinePage.hud.open(timelinePage.session));
  await page.locator('.frames .chart canvas').first().waitFor();
  await counted(page);
}

async function openFrames(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Frames' }).click();
  await page.locator('.timeline .chart canvas').first().waitFor();
  await counted(page);
}

async function openDistribution(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Distribution' }).click();
  await page.locator('.spread .chart canvas').first().waitFor();
  await counted(page);
}

/** Until the last of its metrics has its figures. */
async function openMetrics(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Metrics' }).click();
  await page.locator('.stored .row:not(.group)').last().locator('.quantity').first().waitFor();
}

/** Three of the metrics that the list has. */
async function pinMetrics(page: Page): Promise<void> {
  const pins = page.locator('.stored .pin');
  for (const k of [0, 1, 2]) await pins.nth(k).click();
}

/** Until all of what is pinned is read. */
async function openPinned(page: Page): Promise<void> {
  await openFrames(page);
  await page.getByRole('application', { name: 'Timeline' }).focus();
  await page.keyboard.press('End');
  await page.locator('.tracks .value:not(:empty)').nth(2).waitFor();
  await page.keyboard.press('Escape');
}

async function moveTo(page: Page, part: number): Promise<{ x: number; y: number }> {
  const box = await page.getByRole('application', { name: 'Timeline' }).boundingBox();
  if (box === null) throw new Error('Cannot find the timeline: it is not on the page');
  const at = { x: box.x + box.width * part, y: box.y + box.height / 2 };
  await page.mouse.move(at.x, at.y);
  return at;
}

async function turn(page: Page, deltaX: number, deltaY: number): Promise<void> {
  for (let k = 0; k < TURNS; k++) {
    await page.mouse.wheel(deltaX, deltaY);
    await page.waitForTimeout(BETWEEN_MS);
  }
}

async function zoom(page: Page): Promise<void> {
  await moveTo(page, 0.4);
  await turn(page, 0, -100);
  await moveTo(page, 0.7);
  await turn(page, 0, 100);
}

/** Once along a tenth of all frames, and once along some minutes. */
async function pan(page: Page): Promise<void> {
  await moveTo(page, 0.5);
  for (const turns of [10, 15]) {
    for (let k = 0; k < turns; k++) await page.mouse.wheel(0, -100);
    await turn(page, 100, 0);
    await turn(page, -100, 0);
  }
}

async function select(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await drag(page, false);
  await counted(page);
}

/** With Shift it moves the chart, without it selects. */
async function drag(page: Page, hasShift: boolean): Promise<void> {
  const { x, y } = await moveTo(page, 0.8);
  if (hasShift) await page.keyboard.down('Shift');
  await page.mouse.down();
  for (let k = 1; k <= DRAG_STEPS; k++) {
    await page.mouse.move(x - k * 15, y);
    await page.waitForTimeout(BETWEEN_MS);
  }
  await page.mouse.up();
  if (hasShift) await page.keyboard.up('Shift');
}
