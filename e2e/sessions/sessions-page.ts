import type { Page } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/sessions.ts';

/** Opens the page that records sessions without a scope. */
export function openSessionsPage(page: Page): Promise<void> {
  return openPage(page, '/e2e-pages/sessions.html');
}

/** Waits until the page has ended so many frames more. */
export async function passFrames(page: Page, count: number): Promise<void> {
  const from = await page.evaluate(() => sessionsPage.frames.endFrame);
  await page.waitForFunction((until) => sessionsPage.frames.endFrame >= until, from + count);
}

/** Waits until the store has so many frames of its first session. */
export async function storedFrames(page: Page, count: number): Promise<void> {
  const isStored = async (least: number) => ((await sessionsPage.storedSummaries())[0]?.frames ?? 0) >= least;
  await page.waitForFunction(isStored, count, { polling: 50 });
}
