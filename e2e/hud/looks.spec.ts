import { expect, type Locator, type Page } from '@playwright/test';
import { PANEL_VIEWS, type PanelView } from '../../src/hud/model/panel-views.ts';
import {
  comparePictures,
  isWithinTolerance,
  MAX_DIFFERENT_IN_WINDOW,
  MAX_DIFFERENT_SHARE,
} from '../looks/compare-pictures.ts';
import { expectAsKept, requireSameEnvironment } from '../looks/kept-pictures.ts';
import { createLooksSession } from '../looks/looks-session.ts';
import { test } from '../looks/looks-test.ts';
import { takePicture } from '../looks/take-picture.ts';
import { openPage } from '../open-page.ts';

// Pictures of every view, compared with those in public/screenshots. `npm run screenshots` runs this file as well, to renew them.

/** What the system prefers, which the HUD follows. */
const THEMES = {
  dark: { colorScheme: 'dark', contrast: 'no-preference' },
  light: { colorScheme: 'light', contrast: 'no-preference' },
  contrast: { colorScheme: 'dark', contrast: 'more' },
} as const;
/** Of high contrast over scenes, which costs the most time: those that differ most. */
const MAIN_VIEWS: readonly PanelView[] = ['overview', 'frames', 'distribution', 'metrics'];
const SCENES = ['three', 'playcanvas'] as const;

test.use({ viewport: { width: 640, height: 740 }, timezoneId: 'UTC', locale: 'en-GB' });
// A picture waits for frames of the scene, and there are many pictures.
test.describe.configure({ mode: 'parallel', timeout: 400_000 });

const hudOf = (page: Page): Locator => page.getByRole('region', { name: 'Framescope' });
const openView = (hud: Locator, view: PanelView) =>
  hud.getByRole('tab', { name: PANEL_VIEWS[view], exact: true }).click();
/** Those that there are on the page. */
const viewsOf = async (hud: Locator): Promise<PanelView[]> => {
  const names = await hud.getByRole('tab').allTextContents();
  return (Object.keys(PANEL_VIEWS) as PanelView[]).filter((view) => names.includes(PANEL_VIEWS[view]));
};
const setMode = (hud: Locator, name: 'One line' | 'Graph' | 'Panel') =>
  hud.getByRole('button', { name, exact: true }).click();

/** Of each kind one, below the frame times. */
const PINS = ['engine:rendering.draw_calls', 'engine:uploads.bytes', 'game:physics.step'];

/** Pins metrics in their list, and shows them with the frames. */
async function openPinned(hud: Locator): Promise<void> {
  await openView(hud, 'metrics');
  for (const key of PINS) {
    const search = hud.getByRole('searchbox', { name: 'Search metrics' });
    await search.fill(key);
    await hud.getByRole('button', { name: `Pin ${key}`, exact: true }).click();
  }
  await openView(hud, 'frames');
  await expect(hud.getByRole('list', { name: 'Pinned metrics' }).getByRole('listitem')).toHaveCount(PINS.length);
  // Live ones have their figures, too.
  if (await hud.getByRole('button', { name: 'Pause' }).isVisible())
    await expect(hud.locator('.tracks .value:not(:empty)')).toHaveCount(PINS.length);
}

/** Shows a session over the scene: live figures would be others each time. */
async function dropSession(hud: Locator): Promise<void> {
  await expect(hud.getByRole('button', { name: 'Record' })).toBeVisible();
  await hud.evaluate(
    (element, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'session.json'));
      for (const type of ['dragenter', 'dragover', 'drop'])
        element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    await createLooksSession(),
  );
  await expect(hud.getByText(/^Stored session/)).toBeVisible();
}

for (const [theme, preferred] of Object.entries(THEMES)) {
  const isWhole = theme !== 'contrast';
  test.describe(theme, () => {
    test.use({ colorScheme: preferred.colorScheme, contrast: preferred.contrast });

    for (const scene of SCENES.slice(0, isWhole ? undefined : 1)) {
      test(`looks as it did over the scene ${scene}`, async ({ page }, testInfo) => {
        await openPage(page, `/?scene=${scene}&load=0&quality=low&session=0&hud=panel`);
        const hud = hudOf(page);
        await dropSession(hud);
        // The scene stands still from here on: by the processor its frames take most of the time that pictures do.
        await page.evaluate(() => {
          globalThis.requestAnimationFrame = () => 0;
        });
        // Shown anew it does not tell what it took in the few frames that there were, in which it was loaded.
        for (const isShown of [false, true]) {
          await page.keyboard.press('F2');
          await expect(hud.getByText(/^Stored session/)).toBeVisible({ visible: isShown });
        }
        await requireSameEnvironment(page);
        const compare = async (view: string) =>
          expectAsKept(`${scene}-${theme}-${view}`, await takePicture(page), testInfo);
        for (const view of isWhole ? await viewsOf(hud) : MAIN_VIEWS) {
          await openView(hud, view);
          await compare(view);
        }
        await setMode(hud, 'Graph');
        await compare('graph');
        await setMode(hud, 'One line');
        await compare('compact');
        await setMode(hud, 'Panel');
        await openPinned(hud);
        await compare('pinned');
      });
    }

    test('looks as it did with live frames', async ({ page }, testInfo) => {
      await openPage(page, '/e2e-pages/hud.html?mode=panel&still&fill=1200');
      const hud = hudOf(page);
      await expect(hud.getByRole('button', { name: 'Record' })).toBeVisible();
      await requireSameEnvironment(page);
      const compare = async (view: string) => expectAsKept(`live-${theme}-${view}`, await takePicture(page), testInfo);
      for (const view of await viewsOf(hud)) {
        await openView(hud, view);
        await compare(view);
      }
      await openView(hud, 'frames');
      await hud.getByRole('application', { name: 'Timeline' }).focus();
      await page.keyboard.press('h');
      await expect(hud.getByRole('region', { name: 'Frame', exact: true })).toBeVisible();
      await compare('frame');
      await hud.getByRole('button', { name: /^Commands/ }).click();
      await expect(hud.locator('.commands button').first()).toBeVisible();
      await compare('commands');
      await page.keyboard.press('Escape');
      await openView(hud, 'overview');
      await hud.getByRole('button', { name: 'Place and size' }).click();
      await compare('place-and-size');
      await hud.getByRole('button', { name: 'Place and size' }).click();
      await setMode(hud, 'Graph');
      await compare('graph');
      await setMode(hud, 'One line');
      await compare('compact');
      await setMode(hud, 'Panel');
      await openPinned(hud);
      await compare('pinned');
    });
  });
}

test('tells pictures of different looks apart', async ({ page }) => {
  await openPage(page, '/e2e-pages/hud.html?mode=panel&still&fill=1200');
  const hud = hudOf(page);
  await openView(hud, 'distribution');
  const before = await takePicture(page);
  const differenceNow = async () => {
    const { png, box, ignored } = await takePicture(page);
    return comparePictures(before.png, png, box, ignored);
  };
  expect(await differenceNow()).toMatchObject({ share: 0, densest: 0 });

  // One digit is another; of a label, because figures are written anew.
  await hud.locator('.key-figures dt', { hasText: 'p50' }).evaluate((element) => {
    element.textContent = 'p60';
  });
  expect(isWithinTolerance(await differenceNow())).toBe(false);

  await openView(hud, 'gpu');
  const { share, densest } = await differenceNow();
  expect(share).toBeGreaterThan(10 * MAX_DIFFERENT_SHARE);
  expect(densest).toBeGreaterThan(10 * MAX_DIFFERENT_IN_WINDOW);
});
