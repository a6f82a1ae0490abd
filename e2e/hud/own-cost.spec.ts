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

test('draws charts together that fit a frame, and on a slow machine one a frame', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&frames=steady');
  // Then it is known how long each of them takes.
  await expect(hud.locator('.self .value')).not.toHaveText('–');
  const together = await chartsPerSlice(page, 120);
  expect(Math.max(...together), `charts of each slice: ${together}`).toBeGreaterThan(1);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 20 });
  await chartsPerSlice(page, 60);
  const apart = await chartsPerSlice(page, 60);
  expect(apart.length).toBeGreaterThan(2);
  expect(Math.max(...apart), `charts of each slice: ${apart}`).toBe(1);
});
