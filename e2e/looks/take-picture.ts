import { expect, type Page } from '@playwright/test';
import { type Box, comparePictures } from './compare-pictures.ts';

/** What is seen of the page around the HUD, in CSS pixels. */
const MARGIN_CSS_PX = 24;
/** So many pictures are taken at most until two are the same. */
const MAX_ATTEMPTS = 12;

export interface Picture {
  readonly png: Buffer;
  /** Where the HUD is in it. */
  readonly box: Box;
  /** What is of the moment: what the HUD costs, once it knows, and the snapshots that hitches of the scene have left. */
  readonly ignored: readonly Box[];
}

/** Takes a picture of the HUD with some of the page around it, once everything in it is loaded and drawn. */
export async function takePicture(page: Page): Promise<Picture> {
  const hud = page.getByRole('region', { name: 'Framescope' });
  // A press on a tab has left the pointer there.
  await page.mouse.move(2, 2);
  await expect
    .poll(() =>
      hud.evaluate((root) => {
        const charts = [...root.querySelectorAll('.chart')];
        const isDrawn = charts.every((chart) => chart.querySelector('canvas') !== null);
        // What is loaded later has an empty section in its place until then.
        const isLoaded = root.querySelector('section:empty, .view:empty') === null;
        return isDrawn && isLoaded && !/Reading the (session|frames)|Counting/.test(root.textContent ?? '');
      }),
    )
    .toBe(true);
  let before = await shoot(page);
  for (let k = 0; k < MAX_ATTEMPTS; k++) {
    const next = await shoot(page);
    if (comparePictures(before.png, next.png, next.box, next.ignored).share === 0) return next;
    before = next;
  }
  throw new Error('Cannot take a picture: the HUD does not come to rest');
}

async function shoot(page: Page): Promise<Picture> {
  const { view, hud, own, snapshots, panel } = await page.evaluate(() => {
    const root = document.querySelector('framescope-hud')?.shadowRoot?.querySelector('.hud');
    const boxOf = (element: Element | null | undefined) => {
      const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
      return { x, y, width, height };
    };
    return {
      view: { width: innerWidth, height: innerHeight },
      hud: boxOf(root),
      own: [...(root?.querySelectorAll('.self :is(.value, .unit)') ?? [])].map(boxOf),
      snapshots: boxOf(root?.querySelector('.snapshots')),
      panel: boxOf(root?.querySelector('.view')),
    };
  });
  const left = Math.max(0, Math.floor(hud.x - MARGIN_CSS_PX));
  const top = Math.max(0, Math.floor(hud.y - MARGIN_CSS_PX));
  const clip = {
    x: left,
    y: top,
    width: Math.min(view.width, Math.ceil(hud.x + hud.width + MARGIN_CSS_PX)) - left,
    height: Math.min(view.height, Math.ceil(hud.y + hud.height + MARGIN_CSS_PX)) - top,
  };
  const inPicture = (box: Box) => ({ ...box, x: box.x - left, y: box.y - top });
  return {
    png: await page.screenshot({ clip, animations: 'disabled' }),
    box: inPicture(hud),
    // However many there are now, there may have been more.
    ignored: [...own, { ...snapshots, height: panel.y + panel.height - snapshots.y }].map(inPicture),
  };
}
