import type { Browser, Page } from '@playwright/test';
import { passFrames } from './bench-page.ts';

/** An event of Chrome's trace event format: times are µs, `tdur` of the thread's own clock. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly tdur?: number;
}

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/**
 * Main-thread CPU time of all tasks of each frame of a page, in ms: from one frame's callbacks to the next one's, by the browser's
 * trace. By the thread's own clock, as `mainThreadMs`.
 */
export async function frameWorkMs(browser: Browser, page: Page, frames: number): Promise<number[]> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await passFrames(page, frames);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const fired = traceEvents.filter(({ name }) => name === 'FireAnimationFrame');
  // The page's thread is the one that has the frames.
  const { pid, tid } = fired.at(-1) as TraceEvent;
  const isHere = (event: TraceEvent) => event.pid === pid && event.tid === tid;
  const begins = [...new Set(fired.filter(isHere).map(({ ts }) => ts))].sort((a, b) => a - b);
  const work = new Float64Array(begins.length);
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && isHere(event)).sort((a, b) => a.ts - b.ts);
  let frame = 0;
  for (const { ts, tdur = 0 } of tasks) {
    // A frame's callbacks begin within a task.
    while (frame + 1 < begins.length && ts + tdur > (begins[frame + 1] as number)) frame++;
    work[frame] = (work[frame] as number) + tdur / 1000;
  }
  // The first and the last are not whole.
  return [...work.subarray(1, -1)];
}
