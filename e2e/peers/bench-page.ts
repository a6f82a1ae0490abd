import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { chromiumArgs } from '../configs/browser.mjs';
import type {} from '../pages/bench.ts';

/** The browser of the tests, with their flags. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.FRAMESCOPE_CHROMIUM;
  return chromium.launch({ args: chromiumArgs, ...(executablePath !== undefined && { executablePath }) });
}

/** Opens a page of the browser benchmarks, by default that with a tool over it, lets `warmup` frames pass, measures, and closes it. */
export async function onBenchPage<T>(
  browser: Browser,
  query: string,
  warmup: number,
  measure: (page: Page, session: CDPSession) => Promise<T>,
  file = 'bench.html',
): Promise<T> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    await page.goto(`${process.env.FRAMESCOPE_URL}e2e-pages/${file}?${query}`);
    await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
    await passFrames(page, warmup);
    return await measure(page, await page.context().newCDPSession(page));
  } finally {
    await page.close();
  }
}

/** Waits for so many frames of the page, asking it seldom: each question costs the page a task. Gives how many there were. */
export async function passFrames(page: Page, count: number): Promise<number> {
  const frames = () => page.evaluate(() => bench.frames);
  const from = await frames();
  for (let passed = 0; ; passed = (await frames()) - from) {
    if (passed >= count) return passed;
    await page.waitForTimeout(Math.max(50, ((count - passed) * 1000) / 60));
  }
}

/**
 * Main-thread CPU time of all tasks a frame, in ms: script, style, layout and paint (DevTools' `TaskDuration`). Of the thread's
 * own clock: by the wall's, waiting for a GPU process that renders in software would count, too, and drown everything else.
 */
export async function mainThreadMs(page: Page, session: CDPSession, frames: number): Promise<number> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taskMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  };
  const before = await taskMs();
  const passed = await passFrames(page, frames);
  return ((await taskMs()) - before) / passed;
}

/** V8's sampling profile of what is allocated while `work` is done, with what was collected since; an estimate. */
export async function sampleAllocations(session: CDPSession, work: () => Promise<unknown>) {
  await session.send('HeapProfiler.startSampling', {
    samplingInterval: 256,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await work();
  return (await session.send('HeapProfiler.stopSampling')).profile;
}

/** Bytes allocated a frame, by sampling. */
export async function garbageBytes(page: Page, session: CDPSession, frames: number): Promise<number> {
  let passed = 0;
  const profile = await sampleAllocations(session, async () => {
    passed = await passFrames(page, frames);
  });
  type Node = (typeof profile)['head'];
  const sizeOf = (node: Node): number => node.children.reduce((sum, child) => sum + sizeOf(child), node.selfSize);
  return sizeOf(profile.head) / passed;
}

/** Asked so often, a collection hides little of what was allocated before it. */
const BUFFER_FRAMES = 4;

/**
 * Bytes that the memory of typed arrays grows by a frame, which no sample of the heap has in it; what a collection freed is not set off. With what is
 * kept: the history has its frames in such arrays.
 */
export async function bufferBytes(page: Page, session: CDPSession, frames: number): Promise<number> {
  const size = async () => (await session.send('Runtime.getHeapUsage')).backingStorageSize;
  let before = await size();
  let grown = 0;
  let passed = 0;
  while (passed < frames) {
    passed += await passFrames(page, BUFFER_FRAMES);
    const now = await size();
    grown += Math.max(0, now - before);
    before = now;
  }
  return grown / passed;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
