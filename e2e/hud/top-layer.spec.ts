import { expect, type Locator, type Page, test } from '@playwright/test';
import { openHud } from './open-hud.ts';

/** Whether the HUD is what is seen at a place of its own: the page's layers in the test are of one colour. */
async function isOnTop(page: Page, hud: Locator): Promise<boolean> {
  const box = await hud.boundingBox();
  if (box === null) return false;
  const clip = { x: box.x + 2, y: box.y + 2, width: 160, height: 20 };
  const covered = await page.screenshot({ clip: { ...clip, x: 10, y: 400 } });
  return !covered.equals(await page.screenshot({ clip }));
}

/** Everything that the page shows above its HUD, of one colour. */
const LAYER = 'position:fixed;inset:0;width:100vw;height:100vh;max-width:none;max-height:none;border:0;background:#808';

test('stays above a modal dialog and a popover that open later, and leaves their order', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await page.evaluate((style) => {
    document.body.insertAdjacentHTML(
      'beforeend',
      `<dialog style="${style}"></dialog><div id="menu" popover style="${style}"></div>`,
    );
    document.querySelector('dialog')?.showModal();
  }, LAYER);
  await expect.poll(() => isOnTop(page, hud)).toBe(true);
  await page.evaluate(() => {
    document.querySelector('dialog')?.close();
    document.querySelector<HTMLElement>('#menu')?.showPopover();
  });
  await expect.poll(() => isOnTop(page, hud)).toBe(true);
  expect(await page.locator('#menu').evaluate((menu) => menu.matches(':popover-open'))).toBe(true);
});

test('is left alone by what toggles without entering the top layer', async ({ page }) => {
  await openHud(page, 'mode=panel');
  const raised = await page.evaluate(async () => {
    const host = document.querySelector('framescope-hud') as HTMLElement;
    let raised = 0;
    host.addEventListener('beforetoggle', () => raised++);
    document.body.insertAdjacentHTML('beforeend', '<details><summary>More</summary>Text</details>');
    const details = document.querySelector('details') as HTMLDetailsElement;
    const toggled = new Promise((resolve) => details.addEventListener('toggle', resolve));
    details.open = true;
    await toggled;
    await new Promise(requestAnimationFrame);
    return raised;
  });
  expect(raised).toBe(0);
});

test('comes back when it is shown on a page that has emptied its body', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  await page.evaluate(() => {
    document.body.replaceChildren('Next level');
  });
  await expect(hud).toHaveCount(0);
  await page.keyboard.press('F2');
  await page.keyboard.press('F2');
  await expect(hud).toBeVisible();
  await page.evaluate(() => {
    document.body.replaceChildren('Level after that');
    hudPage.hud.setMode('panel');
  });
  await expect(hud).toBeVisible();
  expect(await page.evaluate(() => document.querySelectorAll('framescope-hud:popover-open').length)).toBe(1);
});

test('comes back in the body when its parent is gone', async ({ page }) => {
  const hud = await openHud(page, 'mode=compact');
  const parentOf = () => page.evaluate(() => document.querySelector('framescope-hud')?.parentElement?.id);
  await page.evaluate(() => {
    const parent = document.body.appendChild(document.createElement('div'));
    parent.id = 'parent';
    hudPage.hud.configure({ parent });
  });
  expect(await parentOf()).toBe('parent');
  await page.evaluate(() => {
    document.querySelector('#parent')?.remove();
    hudPage.hud.setMode('hidden');
    hudPage.hud.setMode('compact');
  });
  await expect(hud).toBeVisible();
  expect(await parentOf()).toBe('');
});
