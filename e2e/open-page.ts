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

/** Messages and errors of the page's console, for specs that want it quiet. */
export function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  return problems;
}
