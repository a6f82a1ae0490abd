import type { Locator, Page } from '@playwright/test';

// Parts of the view of frames.

export const surfaceOf = (hud: Locator) => hud.getByRole('application', { name: 'Timeline' });
export const detailsOf = (hud: Locator) => hud.getByRole('region', { name: 'Frame', exact: true });
export const selectionOf = (hud: Locator) => hud.getByRole('region', { name: 'Selection' });

/** Drags over the timeline from one part of its width to another. */
export async function drag(page: Page, hud: Locator, from: number, to: number): Promise<void> {
  const box = (await surfaceOf(hud).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + from * box.width, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + to * box.width, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
}
