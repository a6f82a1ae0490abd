import { expect, type Page, test } from '@playwright/test';
import { openHud } from './open-hud.ts';

/** How many charts each slice of the HUD's work drew, of those that drew any, while so many frames pass. */
async function chartsPerSlice(page: Page, frames: number): Promise<number[]> {
  return page.evaluate(async (count) => {
    const drawn = new Map<number, Set<HTMLCanvasElement>>();
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      // Told once a slice, when it has ended.
      const slice = hudPage.selfMs.length;
      drawn.set(slice, (drawn.get(slice) ?? new Set()).add(this.canvas));
      clearRect.apply(this, box);
    };
    const first = hudPage.frames;
    while (hudPage.frames < first + count) await new Promise(requestAnimationFrame);
    CanvasRenderingContext2D.prototype.clearRect = clearRect;
    return [...drawn.values()].map((canvases) => canvases.size);
  }, frames);
}

for (const [name, selfBudgetMs, isMost] of [
  ['draws one chart a frame while the HUD is over its budget', 0.001, (most: number) => most === 1],
  ['draws charts together while it keeps it', 1000, (most: number) => most > 1],
] as const)
  test(name, async ({ page }) => {
    const hud = await openHud(page, `mode=panel&frames=steady&self=${selfBudgetMs}`);
    // Known with the second renewal of the figures.
    await expect(hud.locator('.self .value')).not.toHaveText('–');
    const charts = await chartsPerSlice(page, 120);
    expect(charts.length).toBeGreaterThan(2);
    expect(isMost(Math.max(...charts)), `charts of each slice: ${charts}`).toBe(true);
  });
