import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong in the HUD, as text; of high contrast (7:1 instead of 4.5:1) where that is what it has. */
export async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axePath });
  return page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as { axe: typeof axe };
    const isHigh = document.querySelector('framescope-hud')?.shadowRoot?.querySelector('.hud[data-theme="contrast"]');
    const results = await tool.run(
      { include: [['framescope-hud']] },
      { rules: { 'color-contrast-enhanced': { enabled: Boolean(isHigh) } } },
    );
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
    );
  });
}
