import { mipChainBytes, type TexelBlock } from '../gpu/texel-block.ts';

/** The properties of a texture that its size depends on: those of a `GPUTexture`. */
export interface TextureShape {
  readonly format: string;
  readonly dimension: string;
  readonly width: number;
  readonly height: number;
  readonly depthOrArrayLayers: number;
  readonly mipLevelCount: number;
  readonly sampleCount: number;
}

const CHANNELS: Readonly<Record<string, number>> = { r: 1, rg: 2, rgba: 4, bgra: 4 };
/** Bytes of formats whose name does not say them. Of depth formats it is what GPUs commonly take; WebGPU leaves it open. */
const BYTES: Readonly<Record<string, number>> = {
  stencil8: 1,
  depth16unorm: 2,
  depth24plus: 4,
  'depth24plus-stencil8': 4,
  depth32float: 4,
  'depth32float-stencil8': 5,
};
const blocks = new Map<string, TexelBlock>();

/** The block of a format; null for one that is not known. */
export function texelBlock(format: string): TexelBlock | null {
  const known = blocks.get(format);
  if (known !== undefined) return known;
  const block = parseFormat(format);
  if (block !== null) blocks.set(format, block);
  return block;
}

function parseFormat(format: string): TexelBlock | null {
  const texel = (bytes: number) => ({ bytes, width: 1, height: 1 });
  const bytes = BYTES[format];
  if (bytes !== undefined) return texel(bytes);
  // Packed into 32 bits: rgb9e5ufloat, rgb10a2unorm, rg11b10ufloat.
  if (/^rg(b9e5|b10a2|11b10)/.test(format)) return texel(4);
  const [, channels = '', bits] = /^(rgba|bgra|rg|r)(8|16|32)[a-z]/.exec(format) ?? [];
  if (bits !== undefined) return texel(((CHANNELS[channels] as number) * Number(bits)) / 8);
  const [, width, height] = /^astc-(\d+)x(\d+)-/.exec(format) ?? [];
  if (width !== undefined) return { bytes: 16, width: Number(width), height: Number(height) };
  if (/^(bc[14]-|etc2-rgb8|eac-r11)/.test(format)) return { bytes: 8, width: 4, height: 4 };
  if (/^(bc|etc2|eac)/.test(format)) return { bytes: 16, width: 4, height: 4 };
  return null;
}

/** Bytes of all mip levels, layers and samples of a texture, without what a GPU adds for alignment; 0 for an unknown format. */
export function textureBytes(texture: TextureShape): number {
  const block = texelBlock(texture.format);
  if (block === null) return 0;
  const { width, height, depthOrArrayLayers, mipLevelCount, sampleCount } = texture;
  const is3d = texture.dimension === '3d';
  return mipChainBytes(block, width, height, depthOrArrayLayers, mipLevelCount, is3d) * sampleCount;
}
