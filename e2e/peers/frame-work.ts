import type { Browser, Page } from '@playwright/test';
import { passFrames } from './bench-page.ts';
import { tasksFrom, traceMainThread } from './trace.ts';

/**
 * Main-thread CPU time of all tasks of each frame of a page, in ms: from one frame's callbacks to the next one's, by the browser's
 * trace. By the thread's own clock, as `mainThreadMs`.
 */
export async function frameWorkMs(browser: Browser, page: Page, frames: number): Promise<number[]> {
  const events = await traceMainThread(browser, page, () => passFrames(page, frames));
  const begins = [...new Set(events.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts))];
  const work = new Float64Array(begins.length);
  let frame = 0;
  for (const { ts, tdur = 0 } of tasksFrom(events)) {
    // A frame's callbacks begin within a task.
    while (frame + 1 < begins.length && ts + tdur > (begins[frame + 1] as number)) frame++;
    work[frame] = (work[frame] as number) + tdur / 1000;
  }
  // The first and the last are not whole.
  return [...work.subarray(1, -1)];
}
