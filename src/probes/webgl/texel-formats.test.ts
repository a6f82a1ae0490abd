import { describe, expect, it } from 'vitest';
import { givenBlock, storedBlock } from './texel-formats.ts';

const [RGB, RGBA, DEPTH_STENCIL] = [0x1907, 0x1908, 0x84f9];
const [UNSIGNED_BYTE, FLOAT, SHORT_5_6_5, INT_24_8] = [0x1401, 0x1406, 0x8363, 0x84fa];

// What a browser offers of the formats depends on its GPU; those that every one has are walked in the browser tests.
describe('storedBlock', () => {
  it.each([
    ['R16', 0x822a, 2],
    ['RG16', 0x822c, 4],
    ['RGB16', 0x8054, 6],
    ['RGBA16_SNORM', 0x8f9b, 8],
    ['STENCIL_INDEX8', 0x8d48, 1],
    ['DEPTH_STENCIL', DEPTH_STENCIL, 4],
  ])('knows that a texel of %s takes its bytes', (_name, format, bytes) => {
    expect(storedBlock(format, null, null)).toEqual({ bytes, width: 1, height: 1 });
  });

  it.each([
    ['COMPRESSED_RGB_S3TC_DXT1', 0x83f0, 8, 4, 4],
    ['COMPRESSED_SRGB_ALPHA_S3TC_DXT5', 0x8c4f, 16, 4, 4],
    ['COMPRESSED_RED_RGTC1', 0x8dbb, 8, 4, 4],
    ['COMPRESSED_RED_GREEN_RGTC2', 0x8dbd, 16, 4, 4],
    ['COMPRESSED_RGBA_BPTC_UNORM', 0x8e8c, 16, 4, 4],
    ['COMPRESSED_RGB_ETC1', 0x8d64, 8, 4, 4],
    ['COMPRESSED_RGB8_ETC2', 0x9274, 8, 4, 4],
    ['COMPRESSED_RGBA8_ETC2_EAC', 0x9278, 16, 4, 4],
    ['COMPRESSED_RGB_PVRTC_4BPPV1', 0x8c00, 8, 4, 4],
    ['COMPRESSED_RGB_PVRTC_2BPPV1', 0x8c01, 8, 8, 4],
    ['COMPRESSED_RGBA_ASTC_4x4', 0x93b0, 16, 4, 4],
    ['COMPRESSED_RGBA_ASTC_10x5', 0x93b8, 16, 10, 5],
    ['COMPRESSED_SRGB8_ALPHA8_ASTC_8x6', 0x93d6, 16, 8, 6],
    ['COMPRESSED_SRGB8_ALPHA8_ASTC_12x12', 0x93dd, 16, 12, 12],
  ])('knows that a block of %s takes its bytes', (_name, format, bytes, width, height) => {
    expect(storedBlock(format, null, null)).toEqual({ bytes, width, height });
  });

  it('takes a format without a size for what is given', () => {
    expect(storedBlock(RGBA, RGBA, FLOAT)?.bytes).toBe(16);
    expect(storedBlock(DEPTH_STENCIL, DEPTH_STENCIL, INT_24_8)?.bytes).toBe(4);
  });
});

describe('givenBlock', () => {
  it('multiplies the values of a texel, unless a type is a whole one', () => {
    expect(givenBlock(RGB, UNSIGNED_BYTE)?.bytes).toBe(3);
    expect(givenBlock(RGB, SHORT_5_6_5)?.bytes).toBe(2);
  });

  it.each([
    [RGBA, null],
    [null, UNSIGNED_BYTE],
    ['text', {}],
  ])('does not know %j with %j', (format, type) => {
    expect(givenBlock(format, type)).toBeNull();
  });
});
