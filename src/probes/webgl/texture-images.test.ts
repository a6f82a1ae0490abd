import { describe, expect, it } from 'vitest';
import { TextureImages } from './texture-images.ts';

const RGBA8 = { bytes: 4, width: 1, height: 1 };

describe('TextureImages', () => {
  it('keeps the last image of each face and level', () => {
    const texture = new TextureImages();
    texture.setImage(0, 0, RGBA8, 8, 8, 1);
    texture.setImage(0, 0, RGBA8, 4, 4, 1);
    texture.setImage(1, 0, RGBA8, 4, 4, 1);
    texture.setImage(0, 1, RGBA8, 2, 2, 1);
    expect(texture.bytes).toBe(4 * (16 + 16 + 4));
  });

  it('changes no more once all its storage was given', () => {
    const texture = new TextureImages();
    texture.setStorage(6, 2, RGBA8, 4, 4, 1, false);
    texture.setStorage(1, 1, RGBA8, 1, 1, 1, false);
    texture.setImage(0, 0, RGBA8, 64, 64, 1);
    texture.makeMipmap(6, false);
    expect(texture.bytes).toBe(6 * 4 * (16 + 4));
  });

  it('makes no levels without the first one', () => {
    const texture = new TextureImages();
    texture.setImage(0, 1, RGBA8, 4, 4, 1);
    texture.makeMipmap(1, false);
    expect(texture.bytes).toBe(64);
  });

  it.each([
    [-1, 4, 4, 1],
    [32, 4, 4, 1],
    [0, -4, 4, 1],
    [0, 4, 2 ** 16, 1],
    [0, 4, 4, Number.NaN],
  ])('takes level %d of %d × %d × %d for an error', (level, width, height, layers) => {
    const texture = new TextureImages();
    texture.setImage(0, level, RGBA8, width, height, layers);
    expect(texture.bytes).toBe(0);
  });
});
