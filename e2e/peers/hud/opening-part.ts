import type { Browser, Page } from '@playwright/test';
import { median, passFrames } from '../bench-page.ts';
import { longestTask, type TraceEvent, tasksFrom, traceMainThread } from '../trace.ts';
import { judge, type Part, type Row } from './row.ts';

const VIEWPORT = { width: 1280, height: 720 };
/** Before the panel is opened, to see what the page's own tasks take, and after, until its lazily loaded parts are there. */
const FRAMES = 60;
const OPEN = 'framescope bench open';
const DRAWN = 'framescope bench drawn';
const CHART_LIMIT_MS = 150;
const TASK_LIMIT_MS = 50;

interface Opening {
  readonly chartMs: number;
  readonly shownMs: number;
  /** Longest tasks, from opening on and of the page before. */
  readonly tasks: { wallMs: number; threadMs: number };
  readonly before: { wallMs: number; threadMs: number };
}

/** Opens the panel the first time, the browser's caches empty, and looks from outside, by the trace. */
export async function openingPart(browser: Browser, times: number): Promise<Part> {
  const openings: Opening[] = [];
  for (let k = 0; k < times; k++) openings.push(await openPanel(browser));
  const rows = (name: string, read: (opening: Opening) => number, limit?: number): Row[] => {
    const values = openings.map(read);
    const worst = Math.max(...values);
    return [
      { case: `${name}, median`, value: median(values), unit: 'ms', ratio: null, peer: null },
      {
        case: `${name}, worst`,
        value: worst,
        unit: 'ms',
        ratio: null,
        peer: null,
        ...(limit !== undefined && { goal: `≤ ${limit} ms`, verdict: judge(worst, limit) }),
      },
    ];
  };
  return {
    title: `Opening the panel the first time, ${times} times`,
    rows: [
      ...rows('to the first chart drawn', ({ chartMs }) => chartMs, CHART_LIMIT_MS),
      ...rows('to the frame that shows it', ({ shownMs }) => shownMs),
      ...rows('longest task', ({ tasks }) => tasks.wallMs, TASK_LIMIT_MS),
      ...rows('longest task, by the thread’s clock', ({ tasks }) => tasks.threadMs, TASK_LIMIT_MS),
      ...rows('longest task of the page before', ({ before }) => before.wallMs),
    ],
  };
}

async function openPanel(browser: Browser): Promise<Opening> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    const page = await context.newPage();
    await page.goto(`${process.env.FRAMESCOPE_URL}e2e-pages/bench.html?tool=hidden`);
    await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
    await markFirstChart(page, DRAWN);
    const events = await traceMainThread(browser, page, async () => {
      await passFrames(page, FRAMES);
      await page.evaluate((name) => {
        performance.mark(name);
        return bench.scope.hud.setMode('panel');
      }, OPEN);
      await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, DRAWN);
      await passFrames(page, FRAMES);
    });
    return readOpening(events);
  } finally {
    await context.close();
  }
}

/** Leaves a mark when a line is drawn the first time on a canvas of the frame chart. */
function markFirstChart(page: Page, name: string): Promise<void> {
  return page.evaluate((name) => {
    const { prototype } = CanvasRenderingContext2D;
    const { stroke } = prototype;
    prototype.stroke = function (this: CanvasRenderingContext2D, ...args: [path?: Path2D]) {
      Reflect.apply(stroke, this, args);
      if (!(this.canvas instanceof Element) || this.canvas.closest('.frames .chart') === null) return;
      prototype.stroke = stroke;
      performance.mark(name);
    };
  }, name);
}

function readOpening(events: readonly TraceEvent[]): Opening {
  const at = (name: string, from = 0) => {
    const found = events.find((event) => event.name === name && event.ts >= from);
    if (found === undefined) throw new Error(`Cannot read the trace: it has no "${name}"`);
    return found.ts + (found.dur ?? 0);
  };
  const openTs = at(OPEN);
  const markTs = at(DRAWN);
  // The chart is drawn when the task is over that draws it.
  const drawing = tasksFrom(events, markTs)[0];
  const drawnTs = drawing === undefined ? markTs : drawing.ts + (drawing.dur ?? 0);
  const isBefore = ({ ts, dur = 0 }: TraceEvent) => ts + dur < openTs;
  return {
    chartMs: (drawnTs - openTs) / 1000,
    shownMs: (at('Commit', drawnTs) - openTs) / 1000,
    tasks: longestTask(tasksFrom(events, openTs)),
    before: longestTask(tasksFrom(events).filter(isBefore)),
  };
}
