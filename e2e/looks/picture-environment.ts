import type { Page } from '@playwright/test';

/** What pictures depend on besides the code: where it is another one, letters have other shapes. */
export interface PictureEnvironment {
  readonly browserMajor: string;
  readonly platform: string;
  /** Widths of texts in the HUD's fonts, in CSS pixels, with spaces between. */
  readonly fonts: string;
}

export async function readPictureEnvironment(page: Page): Promise<PictureEnvironment> {
  const browserMajor = page.context().browser()?.version().split('.')[0] ?? '';
  const fonts = await page.evaluate(() => {
    const root = document.querySelector('framescope-hud')?.shadowRoot?.querySelector('.hud');
    const { fontFamily } = getComputedStyle(root ?? document.body);
    const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
    return ['10px', '11px', '600 12px', '600 14px'].map((size) => {
      context.font = `${size} ${fontFamily}`;
      return context.measureText('Frame time 0123456789 %.,–·×✓ MiB').width.toFixed(2);
    });
  });
  return { browserMajor, platform: `${process.platform} ${process.arch}`, fonts: fonts.join(' ') };
}

/** Why pictures of `theirs` say nothing of this one; null where they do. */
export function environmentDifference(theirs: PictureEnvironment, ours: PictureEnvironment): string | null {
  if (theirs.browserMajor !== ours.browserMajor)
    return `The pictures are of Chromium ${theirs.browserMajor}, this is ${ours.browserMajor}`;
  if (theirs.platform !== ours.platform) return `The pictures are of ${theirs.platform}, this is ${ours.platform}`;
  return theirs.fonts === ours.fonts ? null : 'The fonts are other ones than those of the pictures';
}
