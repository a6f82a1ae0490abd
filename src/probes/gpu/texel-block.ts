/** What a texel block takes, and its size in texels. */
export interface TexelBlock {
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
}

/** Bytes of an image of so many layers, in whole blocks. */
export function imageBytes(block: TexelBlock, width: number, height: number, layers: number): number {
  return Math.ceil(width / block.width) * Math.ceil(height / block.height) * layers * block.bytes;
}

/** Bytes of the first `levels` mip levels, each half as wide as the one before; `is3d`: half as deep, too. */
export function mipChainBytes(
  block: TexelBlock,
  width: number,
  height: number,
  layers: number,
  levels: number,
  is3d: boolean,
): number {
  let bytes = 0;
  for (let level = 0; level < levels; level++)
    bytes += imageBytes(block, mipSize(width, level), mipSize(height, level), is3d ? mipSize(layers, level) : layers);
  return bytes;
}

/** A side of a mip level, in texels: at least one. */
export function mipSize(whole: number, level: number): number {
  return Math.max(1, Math.floor(whole / 2 ** level));
}
