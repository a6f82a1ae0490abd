import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, type TestInfo, test } from '@playwright/test';
import { root } from '../../.ci/entries.mjs';
import {
  comparePictures,
  isWithinTolerance,
  MAX_DIFFERENT_IN_WINDOW,
  MAX_DIFFERENT_SHARE,
  WINDOW_PX,
} from './compare-pictures.ts';
import { environmentDifference, readPictureEnvironment } from './picture-environment.ts';
import type { Picture } from './take-picture.ts';

const folder = join(root, 'public/screenshots');
const environmentFile = join(folder, 'environment.json');
/** Set by .ci/screenshots.mjs: the pictures are taken anew instead of compared. */
const isRenewing = process.env.FRAMESCOPE_PICTURES === 'renew';

/** Skips the test where the kept pictures are of another browser or other fonts. */
export async function requireSameEnvironment(page: Page): Promise<void> {
  const ours = await readPictureEnvironment(page);
  if (isRenewing) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(environmentFile, `${JSON.stringify(ours, null, 2)}\n`);
    return;
  }
  const difference = environmentDifference(JSON.parse(readFileSync(environmentFile, 'utf8')), ours);
  test.skip(difference !== null, difference ?? '');
}

/** Compares a picture with that which is kept under its name, or keeps it. The test goes on either way. */
export async function expectAsKept(name: string, { png, box, ignored }: Picture, testInfo: TestInfo): Promise<void> {
  const file = join(folder, `${name}.png`);
  const kept = existsSync(file) ? readFileSync(file) : null;
  const difference = kept && comparePictures(kept, png, box, ignored);
  if (isRenewing) {
    // One that shows the same stays, though the scene around it has moved: else each run would add all of them to the repository.
    if (difference === null || difference.share > 0) writeFileSync(file, png);
    return;
  }
  if (difference !== null && isWithinTolerance(difference)) return;
  await testInfo.attach(`${name} now`, { body: png, contentType: 'image/png' });
  if (difference?.diff)
    await testInfo.attach(`${name} difference`, { body: difference.diff, contentType: 'image/png' });
  const found =
    difference === null
      ? 'there is no such picture'
      : difference.diff === null
        ? 'it has another size'
        : `${(difference.share * 100).toFixed(3)} % of its pixels are different, ${difference.densest} of them in one square of ${WINDOW_PX} px`;
  expect
    .soft(
      false,
      `public/screenshots/${name}.png: ${found}; ${MAX_DIFFERENT_SHARE * 100} % and ${MAX_DIFFERENT_IN_WINDOW} are tolerated. ` +
        'Look at the attached pictures, and where the new one is right renew it by `npm run screenshots`',
    )
    .toBe(true);
}
