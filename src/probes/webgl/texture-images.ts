import { imageBytes, mipChainBytes, mipSize, type TexelBlock } from '../gpu/texel-block.ts';

/** More than any texture has. */
const LEVELS = 32;
/** No GPU has a texture that is wider: the call was an error, which only `getError` would tell. */
const MAX_SIDE = 2 ** 15;

/** What a texture's images take, which the page gives one by one: each level, of a cube map of each face. */
export class TextureImages {
  bytes = 0;
  /** Storage that was given at once can be changed no more. */
  #isFixed = false;
  readonly #byImage = new Map<number, number>();
  /** Level 0, from which the other levels are made. */
  #block: TexelBlock | null = null;
  #width = 0;
  #height = 0;
  #layers = 0;

  /** The page gives one image; `face` is 0 but for cube maps. */
  setImage(face: number, level: number, block: TexelBlock, width: number, height: number, layers: number): void {
    if (this.#isFixed || !(level >= 0 && level < LEVELS) || !isSize(width, height, layers)) return;
    if (level === 0) {
      this.#block = block;
      this.#width = width;
      this.#height = height;
      this.#layers = layers;
    }
    this.#set(face, level, imageBytes(block, width, height, layers));
  }

  /** The page gives all levels of all faces at once. */
  setStorage(
    faces: number,
    levels: number,
    block: TexelBlock,
    width: number,
    height: number,
    layers: number,
    is3d: boolean,
  ): void {
    if (this.#isFixed || !(levels > 0 && levels < LEVELS) || !isSize(width, height, layers)) return;
    this.#isFixed = true;
    this.bytes = faces * mipChainBytes(block, width, height, layers, levels, is3d);
  }

  /** All levels are made from level 0. */
  makeMipmap(faces: number, is3d: boolean): void {
    const block = this.#block;
    if (this.#isFixed || block === null) return;
    const largest = Math.max(this.#width, this.#height, is3d ? this.#layers : 1);
    for (let level = 1; largest >> level > 0; level++) {
      const layers = is3d ? mipSize(this.#layers, level) : this.#layers;
      const bytes = imageBytes(block, mipSize(this.#width, level), mipSize(this.#height, level), layers);
      for (let face = 0; face < faces; face++) this.#set(face, level, bytes);
    }
  }

  #set(face: number, level: number, bytes: number): void {
    const image = face * LEVELS + level;
    this.bytes += bytes - (this.#byImage.get(image) ?? 0);
    this.#byImage.set(image, bytes);
  }
}

/** Whether an image can have these sides. */
export function isSize(width: number, height: number, layers: number): boolean {
  return width >= 0 && height >= 0 && layers >= 0 && Math.max(width, height, layers) <= MAX_SIDE;
}
