import { describe, expect, it } from 'vitest';
import { textureWriteBytes } from './upload-bytes.ts';

describe('textureWriteBytes', () => {
  it('takes a size as an array or as an object, whose rest is 1', () => {
    expect(textureWriteBytes('rgba8unorm', undefined, [4, 8, 2])).toBe(256);
    expect(textureWriteBytes('rgba8unorm', undefined, [4])).toBe(16);
    expect(textureWriteBytes('rgba8unorm', undefined, { width: 4, height: 8 })).toBe(128);
    expect(textureWriteBytes('rgba8unorm', undefined, { width: 4, depthOrArrayLayers: 3 })).toBe(48);
  });

  it('takes whole blocks', () => {
    expect(textureWriteBytes('bc7-rgba-unorm', undefined, [6, 4])).toBe(32);
  });

  it('takes a byte of stencil', () => {
    expect(textureWriteBytes('depth24plus-stencil8', 'stencil-only', [4, 4])).toBe(16);
    expect(textureWriteBytes('stencil8', 'all', [4, 4])).toBe(16);
  });

  it('is 0 for what it cannot tell', () => {
    expect(textureWriteBytes('new-format', undefined, [4, 4])).toBe(0);
    expect(textureWriteBytes('rgba8unorm', undefined, new Set([4, 4]))).toBe(0);
  });
});
