import type { Browser, CDPSession, Page } from '@playwright/test';
import type { Framescope } from '../../../src/index.ts';
import { mainThreadMs, median, onBenchPage, passFrames } from '../bench-page.ts';
import { spansInPage } from './in-page.ts';
import { judge, type Part, spreadRow } from './row.ts';
import { pairedDifferences, spreadOf } from './spread.ts';

const WARMUP_FRAMES = 600;
const FRAMES = 200;
const CLOSED_SPANS = 4;
const LIMIT_MS = 0.02;

declare global {
  /** What has the HUD on the page of the collector. */
  var hudLease: Framescope | undefined;
}

/**
 * What a hidden HUD adds to the collector, within pages: their own differences are larger than what is looked for. Once a HUD that was
 * never opened, which comes and goes; then one that was open, which cannot be taken back and is therefore measured last.
 */
export async function hiddenPart(browser: Browser, pages: number): Promise<Part> {
  const hidden: number[] = [];
  const closed: number[] = [];
  for (let k = 0; k < pages; k++) {
    await onBenchPage(browser, 'tool=collector', WARMUP_FRAMES, async (page, session) => {
      const spans = await spansInPage(page, session, (isHidden) => setHud(page, isHidden));
      hidden.push(...pairedDifferences(spans.with, spans.without));
      const base = median(spans.without);
      for (const ms of await closedSpans(page, session)) closed.push(ms - base);
    });
  }
  const row = (name: string, differences: readonly number[]) => {
    const added = spreadOf(differences);
    return spreadRow(name, added, 'ms/frame', {
      goal: `≤ ${LIMIT_MS} ms`,
      verdict: judge(added.median, LIMIT_MS, added.error),
    });
  };
  return {
    title: `Hidden HUD over the collector, within ${pages} pages`,
    rows: [row('hidden, never opened', hidden), row('hidden, was open before', closed)],
  };
}

function setHud(page: Page, isThere: boolean): Promise<void> {
  return page.evaluate(async (isThere) => {
    // @ts-expect-error An address of the server.
    const { createFramescope } = await import('/dist/framescope.js');
    if (isThere) globalThis.hudLease ??= createFramescope({ hud: { mode: 'hidden' } });
    else {
      globalThis.hudLease?.destroy();
      globalThis.hudLease = undefined;
    }
  }, isThere);
}

async function closedSpans(page: Page, session: CDPSession): Promise<number[]> {
  await setHud(page, true);
  await page.evaluate(() => hudLease?.hud.setMode('panel'));
  await page.locator('framescope-hud .frames .chart canvas').first().waitFor();
  await passFrames(page, FRAMES);
  await page.evaluate(() => hudLease?.hud.setMode('hidden'));
  await passFrames(page, FRAMES / 2);
  const spans: number[] = [];
  for (let k = 0; k < CLOSED_SPANS; k++) spans.push(await mainThreadMs(page, session, FRAMES));
  return spans;
}
