import { describe, expect, it } from 'vitest';
import { type TextureShape, texelBlock, textureBytes } from './texture-bytes.ts';

const shape = (given: Partial<TextureShape>): TextureShape => ({
  format: 'rgba8unorm',
  dimension: '2d',
  width: 1,
  height: 1,
  depthOrArrayLayers: 1,
  mipLevelCount: 1,
  sampleCount: 1,
  ...given,
});

describe('texelBlock', () => {
  it.each([
    ['r8unorm', 1],
    ['r8snorm', 1],
    ['r8uint', 1],
    ['r16unorm', 2],
    ['r16float', 2],
    ['rg8sint', 2],
    ['r32float', 4],
    ['rg16uint', 4],
    ['rgba8unorm', 4],
    ['rgba8unorm-srgb', 4],
    ['bgra8unorm', 4],
    ['bgra8unorm-srgb', 4],
    ['rgb9e5ufloat', 4],
    ['rgb10a2uint', 4],
    ['rgb10a2unorm', 4],
    ['rg11b10ufloat', 4],
    ['rg32float', 8],
    ['rgba16float', 8],
    ['rgba32uint', 16],
    ['stencil8', 1],
    ['depth16unorm', 2],
    ['depth24plus', 4],
    ['depth24plus-stencil8', 4],
    ['depth32float', 4],
    ['depth32float-stencil8', 5],
  ])('knows that a texel of %s takes %d bytes', (format, bytes) => {
    expect(texelBlock(format)).toEqual({ bytes, width: 1, height: 1 });
  });

  it.each([
    ['bc1-rgba-unorm', 8, 4, 4],
    ['bc2-rgba-unorm-srgb', 16, 4, 4],
    ['bc3-rgba-unorm', 16, 4, 4],
    ['bc4-r-snorm', 8, 4, 4],
    ['bc5-rg-unorm', 16, 4, 4],
    ['bc6h-rgb-ufloat', 16, 4, 4],
    ['bc7-rgba-unorm', 16, 4, 4],
    ['etc2-rgb8unorm', 8, 4, 4],
    ['etc2-rgb8a1unorm-srgb', 8, 4, 4],
    ['etc2-rgba8unorm', 16, 4, 4],
    ['eac-r11snorm', 8, 4, 4],
    ['eac-rg11unorm', 16, 4, 4],
    ['astc-4x4-unorm', 16, 4, 4],
    ['astc-10x5-unorm-srgb', 16, 10, 5],
    ['astc-12x12-unorm', 16, 12, 12],
  ])('knows that a block of %s takes %d bytes for %d × %d texels', (format, bytes, width, height) => {
    expect(texelBlock(format)).toEqual({ bytes, width, height });
  });

  it.each(['', 'rgba8', 'rgba64float', 'new-format'])('does not know "%s"', (format) => {
    expect(texelBlock(format)).toBeNull();
  });
});

describe('textureBytes', () => {
  it('takes all mip levels, each at least a texel wide', () => {
    expect(textureBytes(shape({ width: 8, height: 2, mipLevelCount: 4 }))).toBe(4 * (16 + 4 + 2 + 1));
    expect(textureBytes(shape({ width: 5, height: 5, mipLevelCount: 3 }))).toBe(4 * (25 + 4 + 1));
  });

  it('takes each array layer as it is, and less depth at each level', () => {
    const given = { width: 4, height: 4, depthOrArrayLayers: 4, mipLevelCount: 3 };
    expect(textureBytes(shape(given))).toBe(4 * 4 * (16 + 4 + 1));
    expect(textureBytes(shape({ ...given, dimension: '3d' }))).toBe(4 * (64 + 8 + 1));
  });

  it('takes each sample', () => {
    expect(textureBytes(shape({ width: 10, height: 10, sampleCount: 4, format: 'rgba16float' }))).toBe(3200);
  });

  it('takes whole blocks of compressed formats', () => {
    expect(textureBytes(shape({ width: 10, height: 6, mipLevelCount: 2, format: 'bc1-rgba-unorm' }))).toBe(8 * (6 + 2));
    expect(textureBytes(shape({ width: 16, height: 16, format: 'astc-6x5-unorm' }))).toBe(16 * 3 * 4);
  });

  it('is 0 for an unknown format', () => {
    expect(textureBytes(shape({ format: 'new-format' }))).toBe(0);
  });
});
