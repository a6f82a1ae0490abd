import { expect, type Locator, type Page, test } from '@playwright/test';
import { collectProblems } from '../open-page.ts';
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

/** Counts what toggles while the page makes 30 more frames. */
const countToggles = (page: Page) =>
  page.evaluate(async () => {
    let toggles = 0;
    const count = () => toggles++;
    document.addEventListener('toggle', count, true);
    for (let k = 0; k < 30; k++) await new Promise(requestAnimationFrame);
    document.removeEventListener('toggle', count, true);
    return toggles;
  });

test('leaves another HUD on the page where it is', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still');
  await page.evaluate(async () => {
    const path = '/dist/framescope.js';
    const { createFramescope }: typeof import('../../src/index.ts') = await import(path);
    await createFramescope({ isolated: true }).hud.setMode('compact');
  });
  await expect(hud).toHaveCount(2);
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<div id="menu" popover></div>'));
  await page.evaluate(() => document.querySelector<HTMLElement>('#menu')?.showPopover());
  await countToggles(page);
  expect(await countToggles(page)).toBe(0);
});

test('gives up against an element of the page that wants to be on top as well', async ({ page }) => {
  await openHud(page, 'mode=panel&still');
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<div id="rival" popover="manual"></div>');
    const rival = document.querySelector('#rival') as HTMLElement;
    document.addEventListener(
      'toggle',
      ({ target }) => {
        if (target === rival) return;
        rival.hidePopover();
        rival.showPopover();
      },
      true,
    );
    rival.showPopover();
  });
  await countToggles(page);
  expect(await countToggles(page)).toBe(0);
});

test('can be used while a modal dialog is open, and is back on the page after it', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel');
  const parentOf = () => page.evaluate(() => document.querySelector('framescope-hud')?.parentElement?.id);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<dialog id="outer"></dialog><dialog id="inner"></dialog>');
    for (const id of ['inner', 'outer']) document.querySelector<HTMLDialogElement>(`#${id}`)?.showModal();
  });
  await expect.poll(parentOf).toBe('outer');
  await hud.getByRole('tab', { name: 'Distribution' }).click();
  await expect(hud.getByRole('tab', { name: 'Distribution', selected: true })).toBeVisible();
  await page.evaluate(() => document.querySelector<HTMLDialogElement>('#outer')?.close());
  await expect.poll(parentOf).toBe('inner');
  // One that is taken off the page does not toggle.
  await page.evaluate(() => document.querySelector('#inner')?.remove());
  await expect.poll(parentOf).toBe('');
  await hud.getByRole('tab', { name: 'Overview' }).click();
  await expect(hud.getByRole('tab', { name: 'Overview', selected: true })).toBeVisible();
});

test('can be used above a fullscreen element that has children, and is back on the page after it', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still');
  await page.evaluate(async () => {
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    await root.appendChild(document.createElement('div')).requestFullscreen();
  });
  await hud.getByRole('button', { name: 'One line' }).click();
  await expect(hud.getByRole('button', { name: 'One line', pressed: true })).toBeVisible();
  await page.evaluate(() => document.exitFullscreen());
  await expect(page.locator('body > framescope-hud')).toHaveCount(1);
  await expect(hud).toBeVisible();
});

test('opens again when it is shown after the page has moved its element', async ({ page }) => {
  const hud = await openHud(page, 'mode=panel&still');
  await page.evaluate(() => {
    const body = document.createElement('body');
    body.append(...document.body.childNodes);
    document.body.replaceWith(body);
    document.querySelector('framescope-hud')?.removeAttribute('popover');
    hudPage.hud.setMode('panel');
  });
  await expect(hud).toBeVisible();
  expect(await page.evaluate(() => document.querySelectorAll('framescope-hud:popover-open').length)).toBe(1);
});

test('takes a toggle that the page itself sends to its document', async ({ page }) => {
  const problems = collectProblems(page);
  await openHud(page, 'mode=panel&still');
  await page.evaluate(() => document.dispatchEvent(new CustomEvent('toggle')));
  expect(problems).toEqual([]);
});

for (const mode of ['hidden', 'panel'] as const)
  test(`goes into an iframe from ${mode}, and comes back on the page when that is gone, all of it alive`, async ({
    page,
  }) => {
    const problems = collectProblems(page);
    const hud = await openHud(page, 'mode=hidden&frames=game');
    await page.evaluate(() => hudPage.hud.setMode('panel'));
    await expect(hud).toBeVisible();
    const width = (await hud.boundingBox())?.width;
    await page.evaluate((mode) => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      frame.style.cssText = 'width: 600px; height: 280px';
      const parent = frame.contentDocument?.body;
      hudPage.hud.setMode(mode);
      if (parent) hudPage.hud.configure({ parent });
      hudPage.hud.setMode('panel');
    }, mode);
    const inside = page.frameLocator('iframe').getByRole('region', { name: 'Framescope' });
    await expect(inside.locator('.frames .cpu .value')).not.toHaveText('–');
    await inside.getByRole('tabpanel').evaluate((view) => view.scrollTo({ top: 10_000 }));
    await page.evaluate(async () => {
      for (let frames = 0; frames < 5; frames++) await new Promise(requestAnimationFrame);
      document.querySelector('iframe')?.remove();
      hudPage.hud.setMode('compact');
      hudPage.hud.setMode('panel');
    });
    await expect(hud).toBeVisible();
    expect((await hud.boundingBox())?.width).toBe(width);
    const cpu = hud.locator('.frames .cpu .value');
    const before = await cpu.textContent();
    await expect(cpu).not.toHaveText(before as string);
    await hud.getByRole('tab', { name: 'Metrics' }).click();
    await expect(hud.locator('.row').first()).toBeVisible();
    expect(problems).toEqual([]);
  });
