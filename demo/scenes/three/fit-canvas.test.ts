import { describe, expect, it } from 'vitest';
import { fitCanvas } from './fit-canvas.ts';

const limits = { maxAreaCssPx: 960 * 540, maxPixelRatio: 2, maxPixels: 1920 * 1080 };

describe('fitCanvas', () => {
  it('fills a stage that is small enough', () => {
    expect(fitCanvas(limits, 801, 450, 1)).toEqual({ widthCssPx: 801, heightCssPx: 450, pixelRatio: 1 });
  });

  it('keeps the shape of a stage that is too large', () => {
    expect(fitCanvas(limits, 1280, 720, 1)).toEqual({ widthCssPx: 960, heightCssPx: 540, pixelRatio: 1 });
  });

  it('leaves margins of whole pixels on both sides', () => {
    const { widthCssPx, heightCssPx } = fitCanvas(limits, 1441, 877, 1);
    expect((1441 - widthCssPx) % 2).toBe(0);
    expect((877 - heightCssPx) % 2).toBe(0);
    expect(widthCssPx * heightCssPx).toBeLessThanOrEqual(limits.maxAreaCssPx);
  });

  it('caps the pixel ratio, and the pixels of a large canvas', () => {
    expect(fitCanvas(limits, 480, 270, 3).pixelRatio).toBe(2);
    const large = { ...limits, maxAreaCssPx: Number.POSITIVE_INFINITY };
    expect(fitCanvas(large, 3840, 2160, 2).pixelRatio).toBe(0.5);
  });

  it('gives a stage without a size one pixel', () => {
    expect(fitCanvas(limits, 0, 0, 1)).toEqual({ widthCssPx: 1, heightCssPx: 1, pixelRatio: 1 });
  });
});
