import type { Page } from '@playwright/test';
import type * as Package from '../src/index.ts';

declare global {
  /** The built package, on pages that bring it. */
  var framescope: typeof Package;
}

/** Opens a page of e2e/pages or the demo and waits until it says that it runs. */
export async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
}

/** How many frames the page's scope has ended. */
export function countFrames(page: Page): Promise<number> {
  return page.evaluate(() => globalThis.__FRAMESCOPE__?.scopes[0]?.frames.endFrame ?? 0);
}

/** Lets so many frames of the page's scope pass. */
export async function passFrames(page: Page, count: number): Promise<void> {
  const until = (await countFrames(page)) + count;
  await page.waitForFunction((end) => (globalThis.__FRAMESCOPE__?.scopes[0]?.frames.endFrame ?? 0) >= end, until);
}

/** Messages and errors of the page's console, for specs that want it quiet. */
export function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  return problems;
}
