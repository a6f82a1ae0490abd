import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong in the HUD, as text; of high contrast (7:1 instead of 4.5:1) where that is what it has. And disabled controls that are paler than texts. */
export async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axePath });
  return page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as { axe: typeof axe };
    const isHigh = document.querySelector('framescope-hud')?.shadowRoot?.querySelector('.hud[data-theme="contrast"]');
    const results = await tool.run(
      { include: [['framescope-hud']] },
      { rules: { 'color-contrast-enhanced': { enabled: Boolean(isHigh) } } },
    );
    const found = results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
    );
    // Axe leaves them out. What contrast the colours of texts have is tested with the themes.
    const root = document.querySelector('framescope-hud')?.shadowRoot?.querySelector('.hud') as HTMLElement;
    const sample = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
    const hex = (colour: string) => {
      sample.fillStyle = colour;
      return sample.fillStyle;
    };
    const texts = ['text', 'dim', 'faint', 'accent'].map((name) =>
      hex(getComputedStyle(root).getPropertyValue(`--${name}`).trim()),
    );
    for (const control of root.querySelectorAll<HTMLElement>(':disabled, [aria-disabled="true"]')) {
      const { color, opacity } = getComputedStyle(control);
      if (opacity !== '1' || !texts.includes(hex(color)))
        found.push(`pale ${control.textContent || control.title}: ${color}, opacity ${opacity}`);
    }
    return found;
  });
}
