import type { Browser, Page } from '@playwright/test';

/** An event of Chrome's trace event format: times are µs of the machine's clock, `tdur` of the thread's own. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly functionName?: string; readonly url?: string } };
}

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];
const MARK = 'framescope trace';

/** The browser's trace of a page's main thread while `work` is done, by time; tasks are its `RunTask`s. */
export async function traceMainThread(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<readonly TraceEvent[]> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await page.evaluate((name) => void performance.mark(name), MARK);
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const mark = traceEvents.find(({ name }) => name === MARK);
  if (mark === undefined) throw new Error('Cannot read the trace: it has no mark of the page');
  return traceEvents.filter(({ pid, tid }) => pid === mark.pid && tid === mark.tid).sort((a, b) => a.ts - b.ts);
}

/** The tasks that end after a moment, in µs. */
export function tasksFrom(events: readonly TraceEvent[], fromTs = 0): readonly TraceEvent[] {
  return events.filter(({ name, ts, dur = 0 }) => name === 'RunTask' && ts + dur > fromTs);
}

/** The longest task by the wall's clock and the longest by the thread's own, which leaves out waiting for a core or the GPU; in ms. */
export function longestTask(tasks: readonly TraceEvent[]): { wallMs: number; threadMs: number } {
  const longest = (part: 'dur' | 'tdur') => Math.max(0, ...tasks.map((task) => (task[part] ?? 0) / 1000));
  return { wallMs: longest('dur'), threadMs: longest('tdur') };
}
