import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** In pixels of a picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PictureDifference {
  /** Of the pixels that are compared, how many are different, 0 to 1; 1 where the sizes are. */
  readonly share: number;
  /** The most different pixels in any square of `WINDOW_PX` pixels. */
  readonly densest: number;
  /** A picture of the differences; null where the sizes are different. */
  readonly diff: Buffer | null;
}

/**
 * How far the colours of a pixel may be apart, where black and white are by 1. Another machine rounds the edges of letters and lines
 * otherwise; pixelmatch leaves out what looks like such an edge, and this is for the rest of them.
 */
const COLOUR_THRESHOLD = 0.1;
/** What another machine may round otherwise, of all pixels. */
export const MAX_DIFFERENT_SHARE = 0.001;
/** A digit of the HUD's text that is another one has 10 different pixels or more, and a share of all would not see it. */
export const WINDOW_PX = 16;
export const MAX_DIFFERENT_IN_WINDOW = 5;
/** The radius of the HUD's corners, where the page is seen. */
const CORNER_PX = 6;

export function isWithinTolerance({ share, densest }: PictureDifference): boolean {
  return share <= MAX_DIFFERENT_SHARE && densest <= MAX_DIFFERENT_IN_WINDOW;
}

/**
 * Compares what is in a box of two pictures.
 *
 * @param ignored what changes from run to run
 */
export function comparePictures(
  expectedPng: Buffer,
  actualPng: Buffer,
  box: Box,
  ignored: readonly Box[],
): PictureDifference {
  const expected = PNG.sync.read(expectedPng);
  const actual = PNG.sync.read(actualPng);
  const { width, height } = actual;
  if (expected.width !== width || expected.height !== height) return { share: 1, densest: WINDOW_PX ** 2, diff: null };
  const ignoreMask = maskOf(width, height, box, ignored);
  const compared = ignoreMask.reduce((count, isIgnored) => count + 1 - isIgnored, 0);
  const diff = new PNG({ width, height });
  const options = { threshold: COLOUR_THRESHOLD, ignoreMask };
  const count = pixelmatch(expected.data, actual.data, diff.data, width, height, options);
  const densest =
    count === 0
      ? 0
      : pixelmatch(expected.data, actual.data, null, width, height, { ...options, windowSize: WINDOW_PX });
  return { share: count / compared, densest, diff: PNG.sync.write(diff) };
}

/** 1 where a pixel is not compared. */
function maskOf(width: number, height: number, box: Box, ignored: readonly Box[]): Uint8Array {
  const mask = new Uint8Array(width * height).fill(1);
  const fill = (part: Box, value: number) => {
    const left = Math.max(0, Math.floor(part.x));
    const right = Math.min(width, Math.ceil(part.x + part.width));
    for (let y = Math.max(0, Math.floor(part.y)); y < Math.min(height, Math.ceil(part.y + part.height)); y++)
      mask.fill(value, y * width + left, y * width + Math.max(left, right));
  };
  fill(box, 0);
  for (const part of ignored) fill(part, 1);
  for (const x of [box.x, box.x + box.width - CORNER_PX])
    for (const y of [box.y, box.y + box.height - CORNER_PX]) fill({ x, y, width: CORNER_PX, height: CORNER_PX }, 1);
  return mask;
}
