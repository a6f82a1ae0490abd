import type { Locator, Page } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/hud.ts';

/** Opens the page with the HUD over simulated frames and gives the HUD's region. */
export async function openHud(page: Page, query: string, path = '/e2e-pages/hud.html'): Promise<Locator> {
  await openPage(page, `${path}?${query}`);
  return page.getByRole('region', { name: 'Framescope' });
}

export const modeOf = (page: Page): Promise<string> => page.evaluate(() => hudPage.hud.mode);
