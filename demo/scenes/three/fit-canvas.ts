import type { Quality } from './quality.ts';

export interface CanvasSize {
  readonly widthCssPx: number;
  readonly heightCssPx: number;
  readonly pixelRatio: number;
}

/** The size of the canvas in a stage: all of it, or as much as the quality affords in the same shape. */
export function fitCanvas(
  { maxAreaCssPx, maxPixelRatio, maxPixels }: Pick<Quality, 'maxAreaCssPx' | 'maxPixelRatio' | 'maxPixels'>,
  stageWidthCssPx: number,
  stageHeightCssPx: number,
  devicePixelRatio: number,
): CanvasSize {
  const [width, height] = [Math.max(1, stageWidthCssPx), Math.max(1, stageHeightCssPx)];
  const scale = Math.min(1, Math.sqrt(maxAreaCssPx / (width * height)));
  // Even numbers, so that a canvas in the middle lies on whole pixels.
  const even = (value: number) => (scale === 1 ? value : value - 2 * Math.ceil((value * (1 - scale)) / 2 - 1e-9));
  const [widthCssPx, heightCssPx] = [even(width), even(height)];
  const affordable = Math.sqrt(maxPixels / (widthCssPx * heightCssPx));
  return { widthCssPx, heightCssPx, pixelRatio: Math.min(devicePixelRatio, maxPixelRatio, affordable) };
}
